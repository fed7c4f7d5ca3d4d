"""Measures this project's engines and their peers in one run on one machine, and prints a Markdown table.

    python -m benchmarks.engines                                           tantivy and its peers at 100,000 reports
    python -m benchmarks.engines --reports 20000 --engines whoosh,recipe   others
    python -m benchmarks.engines --reports 1000000 --engines tantivy --folder /big/disk --keep

The same generated reports lie in one store; every engine indexes them from there, in a process of its own. Then it
answers the searches of `benchmarks.engines.asked`, in passes that each open the index anew, with the files in the
system's cache. In a folder that is kept, the reports and each engine's index with its figures (ENGINE.build.json) are
used again; remove that file to have the index built anew.

A page is the top 20 with snippets, the total and six facets. `right` is the share of the searches for which the engine
found as many reports as have the characters asked for, by this project's first engine of the run. An engine's copy of
the texts, where it keeps one beside its index, is told apart. Memory is what the process itself holds (files mapped
into it left out). `build` and `pages` (see --step) are the parts of a run that a process of its own does.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.engines.asked import ASKED, Asked
from benchmarks.engines.groonga import Groonga
from benchmarks.engines.memory import OwnMemory
from benchmarks.engines.ours import Ours
from benchmarks.engines.sqlite_trigram import SqliteTrigram
from benchmarks.engines.whoosh_recipe import WhooshRecipe
from benchmarks.engines.xapian_ngrams import XapianNgrams
from benchmarks.generate import generate
from corpus import open_home
from corpus.store import open_store

if TYPE_CHECKING:
    from benchmarks.engines.peer import Pages, Peer

ENGINES: dict[str, Peer] = {
    "tantivy": Ours("tantivy"),
    "whoosh": Ours("whoosh"),
    "sqlite": SqliteTrigram(),
    "groonga": Groonga(),
    "xapian": XapianNgrams(),
    "recipe": WhooshRecipe(),
}
OURS = ("tantivy", "whoosh")
SAVED_AT_ONCE = 500
MEGABYTE = 1_000_000
LONG_SECONDS = 600.0  # after so long on its pages an engine is asked no more
MEMORY_AFTER = (0.1, 0.5, 0.9)  # of the time that indexing takes
WARMING = Asked("warming", ("预热",))


def main() -> None:
    """Measure as the command line says, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=100_000, help="generated reports (default 100000)")
    parser.add_argument("--engines", default="tantivy,sqlite,groonga,xapian", help=f"of {', '.join(ENGINES)}")
    parser.add_argument("--passes", type=int, default=3, help="how often the searches are gone through (default 3)")
    parser.add_argument("--folder", type=Path, help="where to work (default: a temporary folder)")
    parser.add_argument("--keep", action="store_true", help="keep the folder, and use what an earlier run left there")
    parser.add_argument("--step", nargs=2, metavar=("STEP", "ENGINE"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.step:
        step, engine = given.step
        print(json.dumps(_STEPS[step](ENGINES[engine], engine, given.folder, given.passes)))
        return
    names = given.engines.split(",")
    if unknown := [name for name in names if name not in ENGINES]:
        parser.error(f"there is no engine {', '.join(unknown)}; known: {', '.join(ENGINES)}")
    if given.keep and given.folder is None:
        parser.error("--keep needs --folder")
    folder = given.folder or Path(tempfile.mkdtemp(prefix="baogao-engines-"))
    try:
        _measure(folder, names, given.reports, given.passes)
    finally:
        if not given.keep:
            shutil.rmtree(folder, ignore_errors=True)


def _measure(folder: Path, names: list[str], count: int, passes: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    _fill_store(folder, count)
    results: dict[str, dict[str, Any]] = {}
    for name in names:
        results[name] = {}
        for step in _STEPS:
            results[name][step] = _figures(step, name, folder, passes)
    _print_tables(results, count)


def _fill_store(folder: Path, count: int) -> None:
    """Save the generated reports, unless an earlier run has."""
    with open_store(open_home(folder / "home", create=True)) as store:
        held = store.last_seq()
        if held == count:
            return
        if held:
            sys.exit(f"{folder} holds {held:,} reports, not {count:,}; choose another folder.")
        _say(f"generating {count:,} reports")
        batch = []
        for report in generate(count):
            batch.append(report)
            if len(batch) == SAVED_AT_ONCE:
                store.save_many(batch)
                batch.clear()
        store.save_many(batch)


def _figures(step: str, engine: str, folder: Path, passes: int) -> dict[str, Any]:
    """What the step measures; an index that an earlier run has left is not built again."""
    noted = folder / f"{engine}.{step}.json"
    if step == "build" and noted.exists():
        _say(f"{step}: {engine}, as {noted} has it")
        figures: dict[str, Any] = json.loads(noted.read_text(encoding="utf-8"))
        return figures
    _say(f"{step}: {engine}")
    figures = _in_own_process(step, engine, folder, passes)
    noted.write_text(json.dumps(figures), encoding="utf-8")
    return figures


def _in_own_process(step: str, engine: str, folder: Path, passes: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.engines", "--folder", str(folder), "--passes", str(passes)]
    done = subprocess.run([*command, "--step", step, engine], stdout=subprocess.PIPE, check=True)
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def _build(peer: Peer, name: str, folder: Path, passes: int) -> dict[str, Any]:
    del passes
    place = folder / name
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    home = open_home(folder / "home")
    with open_store(home) as store, OwnMemory() as memory:
        built = peer.build(home, store, place)
    held = [memory.after(share) for share in MEMORY_AFTER]
    return asdict(built) | {"memory": memory.peak, "held": held, "cpu": _cpu_seconds()}


def _cpu_seconds() -> float:
    """What this process and those that it has waited for have used so far."""
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _pages(peer: Peer, name: str, folder: Path, passes: int) -> dict[str, Any]:
    home = open_home(folder / "home")
    times: dict[str, list[float]] = {}
    totals: list[int] = []
    begun = time.perf_counter()
    with open_store(home) as store, OwnMemory() as memory:
        for number in range(passes):
            with peer.open(home, store, folder / name) as pages:
                pages.page(WARMING)
                for asked in ASKED:
                    milliseconds, total = _timed(pages, asked)
                    times.setdefault(asked.kind, []).append(milliseconds)
                    totals += [total] if number == 0 else []
                    if time.perf_counter() - begun > LONG_SECONDS:
                        return {"times": times, "totals": totals, "memory": memory.peak}
    return {"times": times, "totals": totals, "memory": memory.peak}


def _timed(pages: Pages, asked: Asked) -> tuple[float, int]:
    begun = time.perf_counter()
    page = pages.page(asked)
    return (time.perf_counter() - begun) * 1000, page.total


_STEPS = {"build": _build, "pages": _pages}


def _print_tables(results: dict[str, dict[str, Any]], count: int) -> None:
    print(f"{count:,} reports; Python {platform.python_version()}, {os.cpu_count()} cores\n")
    print("| engine | reports/s | index, MB | its texts, MB | memory, MB | page p50, ms | p95, ms | p99, ms | right |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    truth: list[int] = next((results[name]["pages"]["totals"] for name in results if name in OURS), [])
    for name, result in results.items():
        built, pages = result["build"], result["pages"]
        times = [one for of_kind in pages["times"].values() for one in of_kind]
        p50, p95, p99 = (_percentile(times, share) for share in (50, 95, 99))
        right = sum(a == b for a, b in zip(pages["totals"], truth, strict=False))
        cells = [
            f"{count / built['seconds']:.0f}",
            f"{built['size'] / MEGABYTE:,.0f}",
            f"{built['texts'] / MEGABYTE:,.0f}" if built["texts"] else "",
            f"{max(built['memory'], pages['memory']) / MEGABYTE:,.0f}",
            *(f"{one:,.1f}" for one in (p50, p95, p99)),
            f"{right} of {min(len(pages['totals']), len(truth))}" if truth else "",
        ]
        print(f"| {name} | {' | '.join(cells)} |")
    for name in (name for name in OURS if name in results):
        built = results[name]["build"]
        held = ", ".join(f"{held / MEGABYTE:,.0f}" for held in built["held"])
        print(f"\n{name}: {built['cpu'] / count * 1000:.2f} ms of CPU time a report, all processes together; ", end="")
        print(f"{held} MB held after {', '.join(f'{share:.0%}' for share in MEMORY_AFTER)} of the time.")
    print(f"\n| page, median ms | {' | '.join(results)} |\n| --- |{' ---: |' * len(results)}")
    for kind in dict.fromkeys(asked.kind for asked in ASKED):
        medians = [result["pages"]["times"].get(kind) for result in results.values()]
        print(f"| {kind} | {' | '.join(f'{statistics.median(one):,.1f}' if one else '' for one in medians)} |")


def _percentile(times: list[float], share: int) -> float:
    return statistics.quantiles(times, n=100, method="inclusive")[share - 1]


def _say(text: str) -> None:
    """Say on stderr what is being done: a run takes minutes."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
