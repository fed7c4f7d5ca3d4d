"""Alembic migrations of the store, applied at opening; see `corpus.store.upgrading`."""
