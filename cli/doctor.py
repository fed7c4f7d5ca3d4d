"""`baogao doctor`: looks at everything a home owns, and says what is wrong with it and what to do."""

from __future__ import annotations

import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from cli.options import home_option, json_option
from cli.output import print_json, printable
from corpus import BaogaoError, open_home
from corpus.store import open_store
from indexer import IndexDamagedError, IndexMissingError, index_state, own_words_errors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus import Home
    from corpus.store import Store
    from indexer import IndexState

__all__ = ["doctor"]

MEGABYTE = 1_000_000
LEAST_FREE = 200 * MEGABYTE
ROOM_FOR_A_REBUILD = 1.2  # times the live index: a new one stands beside it until it is whole
SHOWN_FILES = 5
MARKS = {"ok": "ok     ", "advice": "advice ", "warning": "warning", "error": "ERROR  "}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: what was found, and what to do about it."""

    check: str
    level: Literal["ok", "advice", "warning", "error"]
    message: str
    hint: str = ""


@click.command()
@home_option
@json_option
@click.pass_context
def doctor(ctx: click.Context, *, home_path: Path, as_json: bool) -> None:
    """Examine the collection: store, archive, index, settings, dictionary, disk. Changes nothing.

    Exit code 0: nothing is broken; warnings and advice may be there. 1: something is.
    """
    home = open_home(home_path)
    with open_store(home, read_only=True) as store:
        findings = list(_findings(home, store))
    if as_json:
        print_json({"ok": _sound(findings), "findings": [asdict(finding) for finding in findings]})
    else:
        for finding in findings:
            click.echo(printable(f"{MARKS[finding.level]}  {finding.check}: {finding.message}"))
            if finding.hint:
                click.echo(f"         {finding.hint}")
    if not _sound(findings):
        ctx.exit(1)


def _sound(findings: list[Finding]) -> bool:
    return all(finding.level != "error" for finding in findings)


def _findings(home: Home, store: Store) -> Iterator[Finding]:
    yield _store(store)
    yield _archive(home, store)
    state = None
    try:
        state = index_state(home)
        yield _index(store, state)
    except (IndexMissingError, IndexDamagedError) as error:
        yield Finding("index", "error", error.message, error.hint)
    if state is not None:
        yield _engine(home, state)
    yield _dictionary(home)
    yield _disk(home, state)


def _store(store: Store) -> Finding:
    if damage := store.damage():
        hint = "Restore corpus.sqlite from a copy, or import the archive's WARC files into a new home (`baogao add`)."
        return Finding("store", "error", f"corpus.sqlite is damaged: {'; '.join(damage)}.", hint)
    return Finding("store", "ok", f"{store.count():,} reports; the database is sound.")


def _archive(home: Home, store: Store) -> Finding:
    ends = store.archive_ends()
    wrong = [name for name, end in ends.items() if _size(home.archive, name) < end]
    if wrong:
        shown = ", ".join(wrong[:SHOWN_FILES]) + (" ..." if len(wrong) > SHOWN_FILES else "")
        message = f"{len(wrong):,} of {len(ends):,} WARC files are missing or too short: {shown}."
        return Finding("archive", "error", message, "Restore them from a copy; searches do without them.")
    return Finding("archive", "ok", f"{len(ends):,} WARC files, all that the store knows of.")


def _size(folder: Path, name: str) -> int:
    """Bytes of a WARC file, whether it is finished or still being written; 0 where it is not there."""
    for path in (folder / name, folder / f"{name}.open"):
        try:
            return path.stat().st_size
        except FileNotFoundError:
            continue
    return 0


def _index(store: Store, state: IndexState) -> Finding:
    if state.stale:
        return Finding("index", "error", f"{state.generation} must be made anew: {state.stale}.", "Run `baogao index`.")
    size = f"{state.generation}: {state.reports:,} reports, {state.bytes / MEGABYTE:,.1f} MB"
    behind = store.last_seq() - state.seq
    if behind > 0:
        return Finding("index", "warning", f"{size}; {behind:,} changes behind the store.", "Run `baogao index`.")
    return Finding("index", "ok", f"{size}; up to date.")


def _engine(home: Home, state: IndexState) -> Finding:
    setting = home.settings.engine
    if setting and setting != state.engine:
        message = f"the index is {state.engine}'s, and baogao.toml names {setting}."
        return Finding("engine", "warning", message, f"Run `baogao index`, or `baogao index --engine {state.engine}`.")
    if state.advice:
        message, hint = state.advice.in_words().split("\n")
        return Finding("engine", "advice", message, hint)
    return Finding("engine", "ok", f"{state.engine} serves a collection of this size well.")


def _dictionary(home: Home) -> Finding:
    try:
        bad = own_words_errors(home)
    except BaogaoError as error:
        return Finding("dictionary", "error", error.message, error.hint)
    if bad:
        return Finding("dictionary", "warning", "lines left out: " + "; ".join(bad[:SHOWN_FILES]), "Correct them.")
    return Finding("dictionary", "ok", "every line of dictionary.txt can be read, or there is none.")


def _disk(home: Home, state: IndexState | None) -> Finding:
    free = shutil.disk_usage(home.path).free
    needed = max(LEAST_FREE, round(state.bytes * ROOM_FOR_A_REBUILD) if state else 0)
    if free < needed:
        message = f"{free / MEGABYTE:,.0f} MB are free; a new index beside the live one needs {needed / MEGABYTE:,.0f}."
        return Finding("disk", "warning", message, "Make room before `baogao index --rebuild` or a crawl.")
    return Finding("disk", "ok", f"{free / MEGABYTE:,.0f} MB are free.")
