"""`baogao export`: the reports of a selection as a table or as records to cite, or their evidence as WACZ."""

from __future__ import annotations

import sys
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli.filters import chosen_filters, filter_options
from cli.options import home_option, json_option
from cli.output import ProgressReporter, print_json, printable
from cli.query_command import QueryCommand
from corpus import open_home
from corpus.exporter import EXPORT_FORMATS, write_export
from corpus.store import open_store
from corpus.wacz import write_wacz
from indexer import SearchRequest, Sort, open_searcher
from indexer.exporting import report_export
from indexer.query import describe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus import Report
    from corpus.exporter import ExportFormat, ReportExport
    from corpus.store import Store
    from corpus.wacz import WaczSummary
    from indexer import Selection

__all__ = ["export"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """The options of this command alone."""

    format_id: str | None
    output: Path | None
    wacz: Path | None
    force: bool
    with_text: bool
    bom: bool
    site_url: str | None
    sort: str
    as_json: bool

    @property
    def chosen(self) -> ExportFormat | None:
        """The format, where it is not WACZ."""
        return EXPORT_FORMATS[self.format_id] if self.format_id else None


@click.command(cls=QueryCommand)
@click.argument("query", default="")
@click.option("--format", "format_id", type=click.Choice(list(EXPORT_FORMATS)), help="Fields or citations, as this.")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="File of --format; else it is printed.")
@click.option("--wacz", type=click.Path(path_type=Path, dir_okay=False), help="File for the archived pages.")
@click.option("--force", is_flag=True, help="Replace files that are there already.")
@click.option("--with-text", is_flag=True, help="Add the text as a column (csv, xlsx, jsonl).")
@click.option("--bom", is_flag=True, help="Begin CSV with a byte order mark, by which Excel knows UTF-8.")
@click.option("--site-url", metavar="URL", help="Where this collection is served: citations then name frozen copies.")
@click.option("--sort", type=click.Choice([sort.value for sort in Sort]), default="relevance", show_default=True)
@filter_options
@home_option
@json_option
@click.pass_context
def export(ctx: click.Context, /, *, query: str, home_path: Path, as_json: bool, **options: Any) -> None:
    """Write all reports that QUERY finds, every report without one: their fields, citations or archived pages.

    --format csv, xlsx and jsonl write a row a report; bibtex, ris and csl-json write records for reference managers.
    Beside the --output FILE stands FILE.about.json: the query, the filters, the total, the day and the index.

    --wacz writes the archived pages for ReplayWeb.page and other players of web archives.
    """
    own = {item.name: options.pop(item.name) for item in fields(_Wanted) if item.name in options}
    wanted = _Wanted(as_json=as_json, **own)
    _check(wanted)
    home = open_home(home_path)
    request = SearchRequest(query=query, filters=chosen_filters(options), sort=Sort(wanted.sort))
    with (
        open_store(home, read_only=True) as store,
        open_searcher(home, store) as searcher,
        ProgressReporter("exporting") as reporter,
    ):
        selection = searcher.select(request)
        for note in selection.notes:
            click.echo(f"note: {printable(note.message)}", err=True)

        def watched(reports: Iterable[Report]) -> Iterator[Report]:
            for number, report in enumerate(reports, start=1):
                reporter.update(number, len(selection.ids), report.heading)
                yield report

        if wanted.chosen:
            prepared = _prepared(store, selection, wanted)
            prepared.reports = watched(prepared.reports)
            ok = _write_format(prepared, wanted.chosen, wanted)
        else:
            title = " · ".join(filter(None, (home.settings.title, query)))
            path = Path(str(wanted.wacz))
            reports = watched(selection.reports(store))
            described = _described(selection)
            summary = write_wacz(home, store, reports, path, title=title, description=described, replace=wanted.force)
            ok = _told_of_wacz(summary, path, as_json=as_json)
    if not ok:
        ctx.exit(1)


def _described(selection: Selection) -> str:
    """How the selection came about, so that it can be made again."""
    index = selection.index
    return f"{describe(selection.node, 'en')}; {index.generation}, change {index.seq}, dictionary {index.dictionary}"


def _check(wanted: _Wanted) -> None:
    chosen = wanted.chosen
    to_file = wanted.wacz or wanted.output
    refusals = (
        ((wanted.wacz is None) == (chosen is None), "Give either --format or --wacz FILE."),
        (wanted.wacz and wanted.output, "--output belongs to --format; --wacz names its own file."),
        (
            chosen and chosen.id == "xlsx" and not to_file,
            "A workbook is no text to print: name its file with --output.",
        ),
        (wanted.as_json and not to_file, "--json sums up what was written to a file: name one with --output."),
        (wanted.with_text and not (chosen and chosen.is_table), "--with-text is a column of csv, xlsx and jsonl."),
        (wanted.bom and not (chosen and chosen.id == "csv"), "--bom is for csv."),
        (wanted.site_url and not (chosen and not chosen.is_table), "--site-url is for bibtex, ris and csl-json."),
    )
    for refused, sentence in refusals:
        if refused:
            raise click.UsageError(sentence)


def _prepared(store: Store, selection: Selection, wanted: _Wanted) -> ReportExport:
    root = (wanted.site_url or "").rstrip("/")

    def address(snapshot: int, report: str | None) -> str:
        return f"{root}/snapshots/{snapshot}" + (f"?report={report}" if report else "")

    return report_export(
        selection,
        store,
        snapshot_address=address if root else None,
        with_text=wanted.with_text,
        byte_order_mark=wanted.bom,
    )


def _write_format(prepared: ReportExport, chosen: ExportFormat, wanted: _Wanted) -> bool:
    chunks = prepared.chunks(chosen)
    if wanted.output is None:
        sys.stdout.buffer.writelines(chunks)
        return True
    beside = write_export(wanted.output, chunks, prepared.about, replace=wanted.force)
    size = wanted.output.stat().st_size
    if wanted.as_json:
        print_json({"ok": True, "path": str(wanted.output), "bytes": size, **prepared.about()})
    else:
        click.echo(f"{wanted.output}: {prepared.written:,} reports, {size:,} bytes. {beside.name} says what it is of.")
    return True


def _told_of_wacz(summary: WaczSummary, path: Path, *, as_json: bool) -> bool:
    if as_json:
        print_json(summary.to_json())
    else:
        _print_summary(summary, path)
    return summary.ok


def _print_summary(summary: WaczSummary, path: Path) -> None:
    for reason in summary.damaged:
        click.echo(f"damaged: {reason}", err=True)
    if summary.without_page:
        click.echo(f"left out: {len(summary.without_page):,} reports without an archived web page", err=True)
    click.echo(
        f"{path}: {summary.pages:,} of {summary.reports:,} reports, {summary.snapshots:,} snapshots, "
        f"{summary.bytes:,} bytes. Open it at https://replayweb.page."
    )
