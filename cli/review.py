"""`baogao review`: the reports with missing or doubtful fields."""

from __future__ import annotations

from pathlib import Path

import click

from cli.options import home_option, json_option
from cli.output import print_json
from corpus import open_home
from corpus.review import Question, ReviewItem
from corpus.review import review as doubtful
from corpus.store import WEIGHTS, open_store

__all__ = ["review"]


@click.command()
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="Show at most so many reports.")
@click.option("--offset", type=click.IntRange(0), default=0, help="Pass over so many.")
@click.option("--field", type=click.Choice(list(WEIGHTS)), help="Only reports in which this field is in doubt.")
@home_option
@json_option
def review(*, limit: int, offset: int, field: str | None, home_path: Path, as_json: bool) -> None:
    """List the reports with missing or doubtful fields, most doubtful first, with what each could be.

    A choice is shown as `baogao fix ID` takes it. On the web, administrators find the same at /review.
    """
    with open_store(open_home(home_path), read_only=True) as store:
        counts = store.doubts.count()
        items = doubtful(store, field, limit=limit, offset=offset)
    if as_json:
        print_json({"counts": counts, "reports": [item.to_json() for item in items]})
        return
    for item in items:
        _print_item(item)
    shown = "  ".join(f"{name} {count:,}" for name, count in counts.items() if count and name != "any")
    click.echo(f"{counts['any']:,} reports with missing or doubtful fields.{'  ' + shown if shown else ''}")


def _print_item(item: ReviewItem) -> None:
    click.echo(click.style(item.report.heading, bold=True))
    click.echo(f"  {item.report.id}  {item.report.url or ''}".rstrip())
    for question in item.questions:
        _print_question(question)
    click.echo()


def _print_question(question: Question) -> None:
    read = "; ".join(f"{item.where}, {item.confidence:.0%}: {item.quote}" for item in question.evidence.values())
    click.echo(f"  {question.field}: {question.value or '—'}{f'   ({read})' if read else ''}")
    for choice in question.choices:
        asked = " ".join(f"{field}={value}" for field, value in choice.asked.items())
        click.echo(f"      {asked}  {choice.label or '—'}  ({choice.why})")
