"""Runs the migrations on the connection that `corpus.store.upgrading` hands over, inside its transaction."""

from __future__ import annotations

from alembic import context

from corpus.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite alters a table by copying it
    transactional_ddl=True,  # the caller's transaction covers everything: a killed migration leaves the old schema
)
with context.begin_transaction():
    context.run_migrations()
