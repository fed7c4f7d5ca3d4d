"""Generations of the index: each in a folder of its own; one file names the live one and is swapped at once."""

from __future__ import annotations

import json
import os
import re
import shutil
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from corpus import BaogaoError
from indexer.durable import write_whole
from indexer.engines import ENGINES, engine_named
from indexer.segment import Segmenter, Term, segmenter_with, shipped_segmenter

if TYPE_CHECKING:
    from pathlib import Path

    from corpus import Home
    from indexer.engine import Engine
    from indexer.own_words import OwnWords

__all__ = [
    "CURRENT_FILE",
    "Generation",
    "IndexDamagedError",
    "IndexMissingError",
    "IndexStaleError",
    "IndexVersion",
    "Manifest",
    "copy_generation",
    "create_generation",
    "engine_of",
    "index_damaged",
    "index_stale",
    "keep_words",
    "live_generation",
    "live_segmenter",
    "live_stamp",
    "make_live",
    "remove_all_but",
    "stale_reason",
]

CURRENT_FILE = "CURRENT"
MANIFEST_FILE = "manifest.json"
WORDS_FILE = "dictionary.txt"  # the collection's own words that a generation was made with, each with its frequency
NAME = re.compile(r"[a-z][a-z0-9_]*-[0-9]{6,}")


class IndexMissingError(BaogaoError):
    """The collection has not been indexed yet."""

    code = "index-missing"


class IndexStaleError(BaogaoError):
    """The index was made by another release, with other rules or another dictionary."""

    code = "index-stale"


class IndexDamagedError(BaogaoError):
    """The index's files are missing or cannot be read."""

    code = "index-damaged"


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexVersion:
    """Which state of the collection an answer is about, and by what rules it was found.

    Attributes:
        engine: the engine's name.
        generation: the index's folder, such as ``whoosh-000002``.
        seq: the number of the last change that the index had applied.
        dictionary: names the dictionary and the rules by which texts are folded and cut into words.
    """

    engine: str
    generation: str
    seq: int
    dictionary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a generation was made by.

    Attributes:
        engine: the engine's name.
        schema_version: the engine's version of what is on disk.
        dictionary: the digest of its segmenter when it was made: the rules of folding and of cutting words.
        created: ISO 8601, UTC.
        own_words: the digest of the collection's own words that it was made with; empty where it had none.
    """

    engine: str
    schema_version: int
    dictionary: str
    created: str
    own_words: str = ""


@dataclass(frozen=True, slots=True)
class Generation:
    """One generation: its folder, what it was made by, and the segmenter that it is written and read with."""

    path: Path
    manifest: Manifest
    segmenter: Segmenter

    @property
    def name(self) -> str:
        """The folder's name, such as ``whoosh-000002``."""
        return self.path.name


def live_generation(home: Home) -> Generation:
    """The generation that searches use.

    Raises:
        IndexMissingError: the collection has not been indexed yet.
        IndexDamagedError: the live generation is named but is not there, or its manifest cannot be read.
    """
    try:
        name = (home.index / CURRENT_FILE).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise IndexMissingError(f"{home.path} has no index yet.", hint="Make one with `baogao index`.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise index_damaged(home, str(error)) from error
    if not NAME.fullmatch(name):
        raise index_damaged(home, f"{CURRENT_FILE} names {name[:80]!r}, which is no generation")
    path = home.index / name
    try:
        manifest = Manifest(**json.loads((path / MANIFEST_FILE).read_text(encoding="utf-8")))
        return Generation(path, manifest, segmenter_with(_read_words(path)))
    except (OSError, ValueError, TypeError) as error:
        raise index_damaged(home, str(error)) from error


def live_segmenter(home: Home) -> Segmenter:
    """The segmenter of the live index; that of the shipped words where none can be read."""
    try:
        return live_generation(home).segmenter
    except (IndexMissingError, IndexDamagedError):
        return shipped_segmenter()


def live_stamp(home: Home) -> object:
    """A value that differs after every `make_live`; None while no generation is live. Taking it costs microseconds."""
    try:
        status = (home.index / CURRENT_FILE).stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_ino


def stale_reason(generation: Generation) -> str | None:
    """Why searches can no longer rely on the generation; None while they can."""
    manifest = generation.manifest
    engine = ENGINES.get(manifest.engine)
    if engine is None:
        return f"it was made by the engine {manifest.engine!r}, which this release does not have"
    if manifest.schema_version != engine.schema_version:
        return f"its schema is version {manifest.schema_version}, and this release writes {engine.schema_version}"
    if manifest.dictionary != generation.segmenter.digest:
        return "the rules or the dictionary that fold text and cut words have changed since it was made"
    return None


def create_generation(home: Home, engine: Engine, own: OwnWords) -> Generation:
    """A new, empty generation that is not live yet."""
    path = _new_path(home, engine)
    path.mkdir()
    engine.create(path)
    return _described(path, engine, own)


def copy_generation(home: Home, engine: Engine, live: Generation, own: OwnWords) -> Generation:
    """A generation with the content of `live` that is not live yet, to be written to with other words of one's own.

    Its files are those of `live` under a second name, as long as no commit replaces them.
    """
    path = _new_path(home, engine)
    shutil.copytree(live.path, path, copy_function=_linked)
    return _described(path, engine, own)


def keep_words(generation: Generation, own: OwnWords) -> Generation:
    """The generation, noted to be that of `own`, which cut every text as the words it was made with do."""
    manifest = replace(generation.manifest, own_words=own.digest)
    _write_manifest(generation.path, manifest)
    return replace(generation, manifest=manifest)


def _new_path(home: Home, engine: Engine) -> Path:
    home.index.mkdir(exist_ok=True)
    taken = [int(item.name.rpartition("-")[2]) for item in home.index.iterdir() if NAME.fullmatch(item.name)]
    return home.index / f"{engine.name}-{max(taken, default=0) + 1:06}"


def _described(path: Path, engine: Engine, own: OwnWords) -> Generation:
    segmenter = own.segmenter()
    manifest = Manifest(
        engine=engine.name,
        schema_version=engine.schema_version,
        dictionary=segmenter.digest,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        own_words=own.digest,
    )
    _write_words(path, segmenter.terms)
    _write_manifest(path, manifest)
    return Generation(path, manifest, segmenter)


def _write_manifest(path: Path, manifest: Manifest) -> None:
    write_whole(path / MANIFEST_FILE, json.dumps(asdict(manifest), indent=1).encode())


def _linked(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # the file system has no second names
        shutil.copy2(source, target)


def _read_words(folder: Path) -> tuple[Term, ...]:
    try:
        lines = (folder / WORDS_FILE).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return ()
    rows = (line.split() for line in lines)
    return tuple(Term(word, int(frequency), tag) for word, frequency, tag in rows)


def _write_words(folder: Path, terms: tuple[Term, ...]) -> None:
    lines = (f"{term.word} {term.frequency} {term.tag}\n" for term in terms)
    write_whole(folder / WORDS_FILE, "".join(lines).encode())


def make_live(home: Home, generation: Generation) -> None:
    """Let searches use `generation` from now on."""
    write_whole(home.index / CURRENT_FILE, f"{generation.name}\n".encode())


def remove_all_but(home: Home, live: Generation | None) -> None:
    """Remove every generation but the live one: those replaced earlier, and what a killed build left behind."""
    for item in home.index.glob("*-*"):
        if NAME.fullmatch(item.name) and (live is None or item.name != live.name):
            shutil.rmtree(item)


def index_damaged(home: Home, detail: str) -> IndexDamagedError:
    """The error for an index that cannot be read; `detail` says what was found."""
    return IndexDamagedError(
        f"The index of {home.path} cannot be read: {detail}.",
        hint="Make it anew with `baogao index --rebuild`; the collection itself is not affected.",
    )


def index_stale(home: Home, reason: str) -> IndexStaleError:
    """The error for an index that can no longer be relied on."""
    return IndexStaleError(
        f"The index of {home.path} must be made anew: {reason}.", hint="Run `baogao index`; it builds beside and swaps."
    )


def engine_of(generation: Generation) -> Engine:
    """The engine that made `generation`.

    Raises:
        SettingsError: this release does not have it.
    """
    return engine_named(generation.manifest.engine)
