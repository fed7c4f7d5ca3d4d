"""An import that is killed, at any moment, and run again ends as one that was let be."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from corpus import Home, open_home
from corpus.importer import import_paths
from corpus.store import open_store

KILLS = 10
RECORDS = 250
FILES = 50
PROGRAM = """
import sys
from pathlib import Path
from corpus import open_home
from corpus.importer import import_paths
from corpus.store import open_store
home = open_home(Path(sys.argv[1]), create=True)
print("begun", flush=True)
with open_store(home) as store:
    import_paths(home, store, [Path(sys.argv[2])])
"""


def write_input(folder: Path) -> None:
    folder.mkdir()
    body = "2022年以来，第{0}镇扎实推进法治政府建设，调解纠纷{0}件。\n一、主要工作\n" + "全年组织学习，开展检查。" * 80
    with (folder / "a.jsonl").open("w", encoding="utf-8") as stream:
        for number in range(RECORDS):
            record = {"url": f"http://a.cn/{number}", "title": f"第{number}镇报告", "body": body.format(number)}
            stream.write(json.dumps(record, ensure_ascii=False) + "\n")
    for number in range(FILES):
        (folder / f"{number}.txt").write_text(f"第{number}镇报告\n\n{body.format(number)}", encoding="utf-8")


def contents(home: Home) -> list[tuple[str, str, str, int]]:
    with open_store(home) as store:
        return [(report.id, report.title, report.body, report.revision) for report in store.iter_reports()]


@pytest.mark.kill
def test_an_import_killed_at_random_moments_ends_as_an_undisturbed_one(tmp_path: Path) -> None:
    source = tmp_path / "in"
    write_input(source)
    undisturbed = open_home(tmp_path / "undisturbed", create=True)
    begun = time.monotonic()
    with open_store(undisturbed) as store:
        assert import_paths(undisturbed, store, [source]).added == RECORDS + FILES
    whole_run = time.monotonic() - begun

    chance = random.Random(20221204)
    killed_running = 0
    for _ in range(KILLS):
        child = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(tmp_path / "killed"), str(source)], stdout=subprocess.PIPE
        )
        with child:
            assert child.stdout is not None
            assert child.stdout.readline() == b"begun\n"
            time.sleep(chance.uniform(0, whole_run))
            child.kill()
        killed_running += child.returncode == -signal.SIGKILL
    assert killed_running, "no child lived long enough to be killed: the test proves nothing"

    home = open_home(tmp_path / "killed", create=True)
    with open_store(home) as store:
        summary = import_paths(home, store, [source])
        assert summary.ok
        assert all(store.snapshot(report.snapshot or 0).length for report in store.iter_reports())
    assert contents(home) == contents(undisturbed)
