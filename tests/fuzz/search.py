"""Fuzzes the query language and the whole search, guided by coverage: ``python -m tests.fuzz.search SECONDS``.

Any text must be answered as the oracle says. A text that is not ends the run, and is written to ``build/fuzz``; it goes
into `tests.indexer.test_whole_search` as an example. atheris is installed by ``make fuzz`` alone: no test needs it.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["indexer.query", "indexer.passages", "indexer.highlight", "indexer.engines"]):
    from corpus import open_home
    from indexer.engines import ENGINES

    for each in ENGINES:
        ENGINES[each]  # an engine is imported when it is asked for
    from tests.indexer.adversarial import PIECES
    from tests.indexer.test_whole_search import SYNTAX
    from tests.indexer.whole_search import whole_search

FOUND = Path("build/fuzz")
MAX_BYTES = 400  # a text of many tokens; more of the same finds nothing else, slower
TOKENS = (*SYNTAX, *PIECES)
DEFAULT_SECONDS = 600


def text_of(data: bytes) -> str:
    """The text that some bytes stand for: a token a byte, or the characters themselves, unpaired surrogates too."""
    if data[:1] < b"\xc0":
        return "".join(TOKENS[byte % len(TOKENS)] for byte in data[1:])
    return data[1:].decode("utf-8", errors="surrogateescape")


def main() -> None:
    """Fuzz for the seconds named on the command line, with every engine in turn."""
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_SECONDS
    FOUND.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        searches = [
            whole_search(open_home(Path(folder) / name, create=True), name).__enter__()  # closed by the process's end
            for name in ENGINES
        ]

        def check(data: bytes) -> None:
            text = text_of(data)
            for search in searches:
                try:
                    search.check(text)
                except BaseException:
                    print(f"Not answered as it should be: {text!r}", file=sys.stderr)
                    raise

        options = [
            f"-max_total_time={seconds}",
            f"-max_len={MAX_BYTES}",
            "-len_control=0",
            f"-artifact_prefix={FOUND}/",
        ]
        corpus = FOUND / "corpus"
        corpus.mkdir(exist_ok=True)
        atheris.Setup([sys.argv[0], *options, "-print_final_stats=1", str(corpus)], check)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
