"""`baogao concordance`: every occurrence of a query with what stands before and after it."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from dataclasses import dataclass, fields
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

import click

from cli.filters import chosen_filters, filter_options
from cli.options import home_option, json_option
from cli.output import ProgressReporter, print_json, printable
from cli.query_command import QueryCommand
from corpus import open_home
from corpus.exporter import EXPORT_FORMATS, table_chunks, write_export
from corpus.store import open_store
from indexer import SearchRequest, open_searcher
from indexer.concordance import (
    DEFAULT_WIDTH,
    MAX_WIDTH,
    MIN_WIDTH,
    SORTED_ORDERS,
    LineOrder,
    OrderedLines,
    concordance_json,
    concordance_lines,
    report_sort,
)
from indexer.exporting import line_table, provenance_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus.exporter import ExportFormat
    from corpus.store import Store
    from indexer import Selection
    from indexer.concordance import Line

__all__ = ["concordance"]

TABLES = [chosen.id for chosen in EXPORT_FORMATS.values() if chosen.is_table]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """The options of this command alone."""

    width: int
    order: str
    limit: int
    offset: int
    format_id: str | None
    output: Path | None
    force: bool
    bom: bool
    as_json: bool

    @property
    def chosen(self) -> ExportFormat | None:
        """The format, where lines are exported."""
        return EXPORT_FORMATS[self.format_id] if self.format_id else None


@click.command(cls=QueryCommand)
@click.argument("query")
@click.option(
    "--width",
    type=click.IntRange(MIN_WIDTH, MAX_WIDTH),
    default=DEFAULT_WIDTH,
    show_default=True,
    help="Characters of context on either side.",
)
@click.option(
    "--order",
    type=click.Choice([order.value for order in LineOrder]),
    default=LineOrder.REPORT.value,
    show_default=True,
    help="By report, as the search orders them, by left or right context, or by year.",
)
@click.option("--limit", type=click.IntRange(0), default=20, show_default=True, help="Lines to show.")
@click.option("--offset", type=click.IntRange(0), default=0, show_default=True, help="Lines to skip.")
@click.option("--format", "format_id", type=click.Choice(TABLES), help="Write every line, as this.")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="File of --format; else it is printed.")
@click.option("--force", is_flag=True, help="Replace files that are there already.")
@click.option("--bom", is_flag=True, help="Begin CSV with a byte order mark, by which Excel knows UTF-8.")
@filter_options
@home_option
@json_option
def concordance(query: str, *, home_path: Path, as_json: bool, **options: Any) -> None:
    """List every occurrence of QUERY's keywords with what stands before and after it (KWIC).

    The filters are those of `baogao search`. --format writes all lines, however many, and --limit does not hold;
    beside the --output FILE stands FILE.about.json: the query, the filters, the totals, the day and the index.
    """
    wanted = _Wanted(as_json=as_json, **{item.name: options.pop(item.name) for item in fields(_Wanted)[:-1]})
    _check(wanted)
    home = open_home(home_path)
    order = LineOrder(wanted.order)
    request = SearchRequest(query=query, filters=chosen_filters(options), sort=report_sort(order))
    with ExitStack() as stack:
        store = stack.enter_context(open_store(home, read_only=True))
        searcher = stack.enter_context(open_searcher(home, store))
        selection = searcher.select(request)
        for note in selection.notes:
            click.echo(f"note: {printable(note.message)}", err=True)
        reporter = stack.enter_context(ProgressReporter("reading"))
        lines: Iterable[Line] = _watched(selection, store, wanted.width, reporter)
        if order in SORTED_ORDERS:
            lines = stack.enter_context(OrderedLines(lines, order))
        if wanted.chosen:
            _export(lines, selection, wanted.chosen, wanted)
        else:
            _show(lines, selection, wanted)


def _check(wanted: _Wanted) -> None:
    chosen = wanted.chosen
    refusals = (
        (wanted.output and not chosen, "--output belongs to --format."),
        (chosen and chosen.id == "xlsx" and not wanted.output, "A workbook is no text: name its file with --output."),
        (
            chosen and wanted.as_json and not wanted.output,
            "--json sums up what was written: name a file with --output.",
        ),
        (wanted.bom and not (chosen and chosen.id == "csv"), "--bom is for csv."),
    )
    for refused, sentence in refusals:
        if refused:
            raise click.UsageError(sentence)


def _watched(selection: Selection, store: Store, width: int, reporter: ProgressReporter) -> Iterator[Line]:
    read = 0
    last = None
    for line in concordance_lines(selection, store, width):
        if line.report is not last:
            last = line.report
            read += 1
            reporter.update(read, len(selection.ids), last.title)
        yield line


def _export(lines: Iterable[Line], selection: Selection, chosen: ExportFormat, wanted: _Wanted) -> None:
    table = line_table(lines)
    provenance = provenance_of(selection, order=wanted.order)
    chunks = table_chunks(table, chosen, provenance, name="concordance", byte_order_mark=wanted.bom)
    if wanted.output is None:
        sys.stdout.buffer.writelines(chunks)
        return
    beside = write_export(wanted.output, chunks, lambda: provenance.to_json(table.written), replace=wanted.force)
    size = wanted.output.stat().st_size
    if wanted.as_json:
        print_json({"ok": True, "path": str(wanted.output), "bytes": size, **provenance.to_json(table.written)})
    else:
        click.echo(
            f"{wanted.output}: {table.written:,} occurrences in {selection.total:,} reports, {size:,} bytes. "
            f"{beside.name} says what it is of."
        )


def _show(lines: Iterable[Line], selection: Selection, wanted: _Wanted) -> None:
    passing = iter(lines)
    skipped = sum(1 for _ in islice(passing, wanted.offset))
    shown = list(islice(passing, wanted.limit))
    total = skipped + len(shown) + sum(1 for _ in passing)
    if wanted.as_json:
        print_json(concordance_json(selection, shown, total=total, order=wanted.order, width=wanted.width))
        return
    click.echo(f"{total:,} occurrences in {selection.total:,} reports")
    for line in shown:
        _print_line(line, wanted.width)


def _print_line(line: Line, width: int) -> None:
    left, keyword, right = (printable(piece) for piece in (line.left, line.keyword, line.right))
    pad = " " * max(2 * width - _columns(left), 0)
    where = " ".join(str(part) for part in (line.report.report_year, line.report.issuer, line.report.id) if part)
    place = f"¶{line.paragraph}" if line.paragraph else "title"
    room = " " * max(2 * width - _columns(right), 0)
    click.echo(f"{pad}{left} {click.style(keyword, fg='yellow', bold=True)} {right}{room}  {printable(where)} {place}")


def _columns(text: str) -> int:
    """How many columns of a terminal the text takes."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)
