"""Measures `baogao search` as the first thing that a shell does, against `import flask`.

    python -m benchmarks.cold_start                 on 500 generated reports, the engine of the settings
    python -m benchmarks.cold_start --engine whoosh

CPU time of whole processes, user and system, taken in turn: other work on the machine changes it little. The first
round, which fills the system's cache of files, is left out.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.generate import generate
from corpus import open_home
from corpus.store import open_store
from indexer import update_index

ROUNDS = 10
QUERY = "枫桥经验"
FLASK = "python -c 'import flask'"


def main() -> None:
    """Measure as the command line says, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=500, help="generated reports (default 500)")
    parser.add_argument("--engine", help="the engine to search with (default: that of the settings)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = open_home(Path(folder), create=True)
        with open_store(home) as store:
            store.save_many(list(generate(given.reports)))
            update_index(home, store, engine=given.engine)
        commands = {
            "python -c pass": ["-c", "pass"],
            FLASK: ["-c", "import flask"],
            "baogao search": ["-m", "cli", "search", QUERY, "--home", folder],
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(1 + ROUNDS):
            for name, arguments in commands.items():
                times[name].append(_cpu_milliseconds([sys.executable, *arguments]))
    medians = {name: statistics.median(taken[1:]) for name, taken in times.items()}
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n")
    print("| command | CPU, ms | times `import flask` |\n| --- | ---: | ---: |")
    for name, median in medians.items():
        print(f"| {name} | {median:.0f} | {median / medians[FLASK]:.2f} |")


def _cpu_milliseconds(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000


if __name__ == "__main__":
    main()
