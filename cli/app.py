"""The command group: loads only the command that is called, and turns errors into one line and an exit code."""

from __future__ import annotations

import importlib
import importlib.metadata
import logging
import signal
from typing import Any

import click

from cli.output import StderrLines
from corpus import BaogaoError

__all__ = ["COMMANDS", "main", "run"]

COMMANDS = {
    "demo": "Crawl the bundled local site, index it, serve it, print the address.",
    "crawl": "Collect reports from the sites of a sources file; resumes where it stopped.",
    "sources": "Try out the sites of a sources file.",
    "check": "Look again at the reports' source pages: what changed, moved, vanished.",
    "add": "Import files and folders.",
    "index": "Bring the index up to date with the collection.",
    "search": "Search the collection.",
    "concordance": "List every occurrence of a query with its contexts.",
    "show": "Show one report with its metadata and evidence.",
    "export": "Write what a search finds: fields, citations, or archived pages.",
    "fix": "Correct fields of a report, or take corrections back.",
    "review": "List the reports with missing or doubtful fields.",
    "extract": "Read reports again from the archive with today's rules.",
    "user": "Manage the administrators who may correct on the web.",
    "serve": "Serve the collection on the web.",
    "stats": "Count what the collection holds.",
    "doctor": "Examine the collection and say what is wrong with it and what to do.",
}
"""Name and one line of help of each command; the command `name` is ``cli.<name>:<name>``."""

INTERRUPTED = 130  # what a shell reports for a program ended by Ctrl-C


class LazyGroup(click.Group):
    """Imports a command's module when the command is called, so that `search` does not load the crawler."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Names of the commands, in the order in which one meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """The command of that name; None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(importlib.import_module(f"cli.{cmd_name}"), cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """List the commands from the table, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an error that a user can mend is one line on stderr and its exit code."""
        try:
            return super().invoke(ctx)
        except BaogaoError as error:
            click.echo(f"baogao: {error}", err=True)
            ctx.exit(error.exit_code)
        except KeyboardInterrupt:
            click.echo("baogao: stopped; what was done is kept.", err=True)
            ctx.exit(INTERRUPTED)


def run() -> None:
    """Run the command as a program: Ctrl-C and SIGTERM end it with a word, even where a shell made it deaf to one."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    main()


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(importlib.metadata.version("baogao"), prog_name="baogao")
def main() -> None:
    """Baogao (报告): a searchable archive of published Chinese government reports."""
    upgrades = logging.getLogger("corpus.store.upgrading")  # a large store takes minutes
    upgrades.setLevel(logging.INFO)
    upgrades.handlers = [StderrLines()]
