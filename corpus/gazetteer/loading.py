"""Load the compiled gazetteer and the table of zones into memory, once a process."""

from __future__ import annotations

import gzip
from functools import cache
from pathlib import Path

from corpus.gazetteer.lookup import FormerRow, Gazetteer, ZoneRow
from corpus.report import Level

__all__ = ["load_gazetteer"]

PLACES_FILE = Path(__file__).with_name("places.tsv.gz")
ZONES_FILE = Path(__file__).with_name("zones.tsv")
FORMER_FILE = Path(__file__).with_name("former.tsv")


@cache
def load_gazetteer() -> Gazetteer:
    """The gazetteer that ships with the corpus; the first call reads it, later calls return the same object."""
    places = gzip.decompress(PLACES_FILE.read_bytes()).decode("utf-8").splitlines()
    return Gazetteer([line.split("\t") for line in places if line[0] != "#"], _zones(), _former())


def _zones() -> list[ZoneRow]:
    return [
        ZoneRow(name, tuple(filter(None, other_names.split(","))), parent, tuple(filter(None, within.split(","))))
        for name, other_names, parent, within, _source in _rows(ZONES_FILE)
    ]


def _former() -> list[FormerRow]:
    return [
        FormerRow(name, Level(level), tuple(now.split(",")), int(year))
        for name, level, now, year, _source in _rows(FORMER_FILE)
    ]


def _rows(path: Path) -> list[list[str]]:
    """The rows of a table without its remarks and without the line of its columns."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")][1:]
