"""`baogao extract`: reads reports again from the archive."""

from __future__ import annotations

from pathlib import Path

import click

from cli.options import home_option, json_option
from cli.output import ProgressReporter, print_json
from corpus import InputError, open_home
from corpus.reextraction import ExtractionSummary, FieldChange, extract_again
from corpus.store import open_store

__all__ = ["extract"]


@click.command()
@click.argument("ids", metavar="[ID]...", nargs=-1)
@click.option("--all", "every", is_flag=True, help="Read every report of the collection again.")
@click.option("--dry-run", is_flag=True, help="Change nothing; only tell what would change.")
@home_option
@json_option
@click.pass_context
def extract(
    ctx: click.Context, *, ids: tuple[str, ...], every: bool, dry_run: bool, home_path: Path, as_json: bool
) -> None:
    """Read the reports with these IDs, or all, again from the archive with today's rules, and tell what changed.

    Corrections stay in force. Text that is read as before makes no revision. Safe to stop and to run again.
    """
    if bool(ids) == every:
        raise InputError("Give IDs of reports, or --all.", hint="`baogao search QUERY` shows the ids of reports.")
    home = open_home(home_path)
    with open_store(home, read_only=dry_run) as store, ProgressReporter("extracting") as reporter:
        summary = extract_again(home, store, ids or None, dry_run=dry_run, progress=reporter.update)
    if as_json:
        print_json(summary.to_json())
    else:
        _print_summary(summary)
    if not summary.ok:
        ctx.exit(1)


def _print_summary(summary: ExtractionSummary) -> None:
    for change in summary.changes:
        click.echo(_in_words(change))
    for failure in summary.failures:
        click.echo(f"failed: {failure.report_id}: {failure.reason} {failure.hint}".rstrip(), err=True)
    for report_id in summary.text_only:
        click.echo(f"text only: {report_id}: its original is not in the archive; metadata read from the text", err=True)
    if summary.fields:
        click.echo()
    for name, counts in summary.fields.items():
        click.echo(f"{name:>15}  {counts['found']:,} found, {counts['lost']:,} lost, {counts['other']:,} other")
    would = "would be " if summary.dry_run else ""
    click.echo(
        f"{summary.reports:,} reports: {summary.changed:,} {would}changed, {summary.revised:,} of them in their text; "
        f"{summary.unchanged:,} unchanged, {len(summary.failures):,} failed in {summary.seconds:.0f} s."
        + (" Next: baogao index" if summary.changed and not summary.dry_run else "")
    )


def _in_words(change: FieldChange) -> str:
    kept = "   (a correction stands over it)" if change.corrected else ""
    return f"{change.report_id}  {change.field}: {change.before or '—'} → {change.after or '—'}{kept}"
