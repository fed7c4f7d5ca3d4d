"""`baogao search`: the page of results, for people or as JSON."""

from __future__ import annotations

import html
import re
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.filters import chosen_filters, filter_options
from cli.options import home_option, json_option
from cli.output import print_json, printable
from cli.query_command import QueryCommand
from corpus import open_home
from corpus.reports import OlderStoreError, Reports, open_reports
from indexer import FilterField, Hit, SearchPage, SearchRequest, Sort, Suggestion, SuggestionKind, open_searcher

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus import Home

__all__ = ["search"]

SUGGESTED = {
    SuggestionKind.NEAREST: "did you mean",
    SuggestionKind.ANYWHERE: "anywhere in the text",
    SuggestionKind.SCATTERED: "its words apart",
    SuggestionKind.ALONE: "alone",
    SuggestionKind.EVERYWHERE: "in the whole collection",
    SuggestionKind.WITHOUT: "without a part",
    SuggestionKind.WITHOUT_FILTER: "without a filter",
    SuggestionKind.WITHOUT_FILTERS: "without filters",
}


@click.command(cls=QueryCommand)
@click.argument("query", default="")
@filter_options
@click.option("--sort", type=click.Choice([sort.value for sort in Sort]), default="relevance", show_default=True)
@click.option("--limit", type=click.IntRange(0, 1000), default=10, show_default=True, help="Hits to show.")
@click.option("--offset", type=click.IntRange(0), default=0, show_default=True, help="Hits to skip.")
@click.option("--explain", is_flag=True, help="Tell what the score of each hit is made of.")
@home_option
@json_option
def search(  # noqa: PLR0913 - click passes one argument an option
    query: str,
    *,
    home_path: Path,
    as_json: bool,
    explain: bool,
    sort: str,
    limit: int,
    offset: int,
    **options: tuple[str, ...],
) -> None:
    """Search the collection. An empty QUERY lists every report.

    Space between keywords means AND; "quoted phrase", OR, -word, parentheses, title: issuer: site: word: year:
    province: city: county: township: level: type: narrow it down (docs/query-language.md).
    """
    request = SearchRequest(
        query=query,
        filters=chosen_filters(options),
        sort=Sort(sort),
        limit=limit,
        offset=offset,
        snippets=2,
        reading=True,
    )
    home = open_home(home_path)
    with _reports(home) as reports, open_searcher(home, reports) as searcher:
        page = searcher.search(request)
    if as_json:
        print_json(page.to_json(explain=explain))
    else:
        _print_page(page, offset, explain=explain)


@contextmanager
def _reports(home: Home) -> Iterator[Reports]:
    """The reports, without loading what writes to the store, unless an older release made it."""
    with ExitStack() as opened:
        try:
            reports = opened.enter_context(open_reports(home))
        except OlderStoreError:
            from corpus.store import open_store

            with open_store(home, read_only=True):
                reports = opened.enter_context(open_reports(home))
        yield reports


def _print_page(page: SearchPage, offset: int, *, explain: bool) -> None:
    for note in page.notes:
        click.echo(f"note: {printable(note.message)}", err=True)
    click.echo(f"{_counted(page.total, 'report')}, {page.took_ms:.0f} ms")
    _print_reading(page)
    for number, hit in enumerate(page.hits, start=offset + 1):
        _print_hit(number, hit)
        for part in hit.parts if explain else ():
            click.echo(f"     {part.share:8.4f} {part.feature} {printable(part.text)}".rstrip())
    for facet, values in page.facets.items():
        if values and facet is not FilterField.PLACE:  # province to township tell the same
            click.echo(
                f"{facet.value}: " + "  ".join(f"{printable(str(item.value))} {item.count:,}" for item in values[:12])
            )


def _print_reading(page: SearchPage) -> None:
    reading = page.reading
    if reading and reading.whole_words and reading.otherwise and reading.otherwise.total:
        click.echo(f"as words of their own: {reading.whole_words.total:,}  ({printable(reading.whole_words.query)})")
        click.echo(f"as parts of others only: {reading.otherwise.total:,}  ({printable(reading.otherwise.query)})")
    for suggestion in page.suggestions:
        click.echo(f"{SUGGESTED[suggestion.kind]}: {_suggested(suggestion)}  {_counted(suggestion.total, 'report')}")


def _suggested(suggestion: Suggestion) -> str:
    """The search to try, as it is typed; for a part that finds nothing by itself, the part."""
    filters = (
        f"--{name.replace('_', '-')} {value}"
        for name, values in suggestion.to_json()["filters"].items()
        for value in values
    )
    return printable(" ".join((suggestion.query or '""', *filters)))


def _print_hit(number: int, hit: Hit) -> None:
    report = hit.report
    click.echo(f"\n{number:>3}. {click.style(printable(report.heading), bold=True)}")
    place = "".join(part for part in (report.province, report.city, report.county, report.township) if part)
    known = (
        report.issuer,
        str(report.report_year or ""),
        place,
        _counted(hit.occurrences, "hit") if hit.occurrences else "",
    )
    click.echo("     " + printable(" · ".join(part for part in known if part)))
    for snippet in hit.snippets:
        click.echo("     " + _marked(snippet.html))
    click.echo(f"     {report.id}  {report.url or ''}".rstrip())


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _marked(snippet_html: str) -> str:
    pieces = re.split(r"<mark>(.*?)</mark>", printable(snippet_html))
    styled = [
        click.style(html.unescape(piece), fg="yellow", bold=True) if i % 2 else html.unescape(piece)
        for i, piece in enumerate(pieces)
    ]
    return "".join(styled)
