"""`baogao show`: one report with all its metadata and evidence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from cli.options import home_option, json_option
from cli.output import print_json, printable
from corpus import open_home
from corpus.report_json import report_json
from corpus.store import open_store

__all__ = ["show"]

DAY = len("2024-03-01")


@click.command()
@click.argument("report_id", metavar="ID")
@click.option("--revision", type=click.IntRange(1), help="An earlier revision; default: the current one.")
@home_option
@json_option
def show(report_id: str, *, revision: int | None, home_path: Path, as_json: bool) -> None:
    """Show the report with the identifier ID (see `baogao search`)."""
    with open_store(open_home(home_path), read_only=True) as store:
        report = store.get(report_id, revision=revision)
        snapshots = store.snapshots_showing(report)
        status = store.statuses.of(report_id)
    data = report_json(report, snapshots, status=status)
    if as_json:
        print_json(data)
    else:
        _print_report(data)


def _print_report(data: dict[str, Any]) -> None:
    click.echo(click.style(printable(data["title"]) or "(no title)", bold=True))
    for name, value in data.items():
        if name in ("title", "text", "body", "evidence", "snapshots", "attachments") or value is None:
            continue
        evidence = data["evidence"].get(name)
        source = f"   ({evidence['where']}, {evidence['confidence']:.0%}: {evidence['quote']})" if evidence else ""
        click.echo(printable(f"{name:>15}  {_status_line(value) if name == 'status' else value}{source}"))
    for item in data["attachments"]:
        told = [item["url"], item["label"], item["state"].replace("_", " ")]
        told += [item["reason"]] if item["reason"] else []
        told += ["(the text was read from it)"] if item["is_body"] else []
        click.echo(printable(f"{'attachment':>15}  {'  '.join(filter(None, told))}"))
    for snapshot in data["snapshots"]:
        click.echo(f"{'snapshot':>15}  {snapshot['captured_at']}  sha256 {snapshot['sha256']}")
    click.echo("\n" + printable(data["text"]))


def _status_line(status: dict[str, Any]) -> str:
    """Such as ``已撤 withdrawn since 2024-03-01, last checked 2024-03-08 (answered 404)``; the days are UTC's."""
    reason = f" ({status['reason']})" if status["reason"] else ""
    since, checked = status["since"][:DAY], status["last_checked"][:DAY]
    moved = f", moved {status['moved'][:DAY]} from {status['moved_from']}" if status["moved_from"] else ""
    return f"{status['label']} {status['value']} since {since}, last checked {checked}{reason}{moved}"
