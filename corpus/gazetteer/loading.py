"""Load the compiled gazetteer and the table of zones into memory, once a process."""

from __future__ import annotations

import gzip
from functools import cache
from pathlib import Path

from corpus.gazetteer.lookup import Gazetteer, ZoneRow

__all__ = ["load_gazetteer"]

PLACES_FILE = Path(__file__).with_name("places.tsv.gz")
ZONES_FILE = Path(__file__).with_name("zones.tsv")


@cache
def load_gazetteer() -> Gazetteer:
    """The gazetteer that ships with the corpus; the first call reads it, later calls return the same object."""
    places = gzip.decompress(PLACES_FILE.read_bytes()).decode("utf-8").splitlines()
    zones = ZONES_FILE.read_text(encoding="utf-8").splitlines()
    return Gazetteer([line.split("\t") for line in places if line[0] != "#"], _zone_rows(zones))


def _zone_rows(lines: list[str]) -> list[ZoneRow]:
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return [
        ZoneRow(name, tuple(filter(None, other_names.split(","))), parent, tuple(filter(None, within.split(","))))
        for name, other_names, parent, within, _source in rows[1:]
    ]
