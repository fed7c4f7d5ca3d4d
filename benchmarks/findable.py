"""Measures how soon one more report is found: from the start of `baogao add --index FILE` until a search has it.

    python -m benchmarks.engines --reports 100000 --engines tantivy --folder FOLDER --keep
    python -m benchmarks.findable FOLDER

The home that the first command leaves in FOLDER is copied, each command is a process of its own, and a searcher that
was open before asks for the report's own word until it is found, as the web server would.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.generate import generate
from corpus import open_home
from corpus.store import open_store
from indexer import SearchRequest, index_state, open_searcher

if TYPE_CHECKING:
    from indexer import Searcher

TIMES = 10
SEED = 2  # other reports than those of the home
BETWEEN_QUESTIONS = 0.01  # seconds


def main() -> None:
    """Measure as the command line says, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="what `benchmarks.engines --keep` has left")
    parser.add_argument("--times", type=int, default=TIMES, help=f"reports to add, one after the other ({TIMES})")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder, prefix="findable-") as folder:
        copy = shutil.copytree(given.folder / "home", Path(folder) / "home")
        home = open_home(copy)
        with open_store(home, read_only=True) as store, open_searcher(home, store) as searcher:
            begun_with, engine = store.last_seq(), index_state(home).engine
            taken = [
                _seconds(searcher, copy, Path(folder) / f"{number}.txt", f"{report.title}\n\n{report.body}", number)
                for number, report in enumerate(generate(given.times, SEED))
            ]
    print(f"{begun_with:,} reports, {engine}: one more is found after {_spread([found for found, _ in taken])},")
    print(f"the command ends after {_spread([ended for _, ended in taken])}.")


def _seconds(searcher: Searcher, home: Path, file: Path, text: str, number: int) -> tuple[float, float]:
    """After how long the report is found, and after how long the command has ended."""
    word = f"findable{number:04}"
    file.write_text(f"{text}\n{word}", encoding="utf-8")
    begun = time.perf_counter()
    command = [sys.executable, "-m", "cli", "add", "--index", "--home", str(home), str(file)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        ended = False
        while not searcher.search(SearchRequest(query=word, limit=1)).total:
            if ended:
                sys.exit(f"{' '.join(command)} ended with code {process.returncode}, and the report is not found")
            time.sleep(BETWEEN_QUESTIONS)
            ended = process.poll() is not None
        found = time.perf_counter() - begun
    return found, time.perf_counter() - begun


def _spread(seconds: list[float]) -> str:
    return f"{statistics.median(seconds):.2f} s ({min(seconds):.2f} to {max(seconds):.2f})"


if __name__ == "__main__":
    main()
