"""A command that takes a query, which may begin with a minus sign: an exclusion in the query language."""

from __future__ import annotations

import click

__all__ = ["QueryCommand"]


class QueryCommand(click.Command):
    """Says how such a query is given where it was taken for an option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """What is left of the arguments.

        Raises:
            click.UsageError: an option is wrong, or missing its value.
        """
        given = list(args)
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            if not any(text.startswith("-") and not text.startswith("--") for text in given):
                raise
            sentence = f"{error.format_message()} A query that begins with a minus sign goes behind --"
            raise click.UsageError(f"{sentence}, as in: {ctx.command_path} -- '-province:浙江 信访'", ctx) from error
