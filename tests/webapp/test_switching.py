"""An index changes its engine under a server that is being asked all the while, and no request fails."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from collections import Counter
from typing import TYPE_CHECKING
from urllib.request import urlopen

from corpus.store import open_store
from indexer import update_index
from tests.indexer.invented import reports

if TYPE_CHECKING:
    from corpus import Home

SERVER = """
import sys
from pathlib import Path
from corpus import open_home
from webapp import create_app, listen, serve
app = create_app(open_home(Path(sys.argv[1])))
try:
    serve(app, listen("127.0.0.1", 0), ready=lambda address: print(address, flush=True))
except KeyboardInterrupt:
    pass
"""
BAOGAO = (sys.executable, "-c", "from cli import run; run()")
QUESTIONS = ("/api/v1/search?q=%E6%89%A7%E6%B3%95&limit=5", "/api/v1/search?q=", "/search?q=%E6%89%A7%E6%B3%95")
ASKERS = 2
ROUNDS_AFTER_A_SWITCH = 3


class Askers:
    """Threads that ask a server one question after the other, and write down what they were told."""

    def __init__(self, address: str) -> None:
        self.wrong: list[str] = []
        self.totals: dict[str, set[int]] = {}
        self.engines: Counter[str] = Counter()
        self._address = address
        self._stop = threading.Event()
        self._round = threading.Condition()
        self._threads = [threading.Thread(target=self._ask_on) for _ in range(ASKERS)]

    def __enter__(self) -> Askers:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def wait_for(self, engine: str) -> None:
        """Until some answers came from `engine`, or one failed."""
        before = self.engines[engine]
        with self._round:
            self._round.wait_for(
                lambda: self.wrong or self.engines[engine] >= before + ROUNDS_AFTER_A_SWITCH, timeout=60
            )

    def _ask_on(self) -> None:
        while not self._stop.is_set():
            for question in QUESTIONS:
                try:
                    self._ask(question)
                except (OSError, ValueError, KeyError) as error:
                    self.wrong.append(f"{question}: {error!r}")
            with self._round:
                self._round.notify_all()

    def _ask(self, question: str) -> None:
        with urlopen(self._address + question, timeout=60) as response:
            body = response.read()
        if question.startswith("/api/"):
            answer = json.loads(body)
            self.totals.setdefault(question, set()).add(answer["total"])
            self.engines[answer["index"]["engine"]] += 1


def test_no_request_fails_while_the_engine_is_switched_both_ways(home: Home) -> None:
    with open_store(home) as store:
        store.save_many(reports(120))
        update_index(home, store)
    command = [sys.executable, "-W", "error", "-c", SERVER, str(home.path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        with Askers(process.stdout.readline().strip()) as askers:
            askers.wait_for("whoosh")
            for engine in ("tantivy", "whoosh", "tantivy"):
                switch = [*BAOGAO, "index", "--engine", engine, "--home", str(home.path)]
                done = subprocess.run(switch, capture_output=True, text=True, check=False, timeout=300)
                assert done.returncode == 0, done.stderr
                askers.wait_for(engine)
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=30)[1] == ""
    assert askers.wrong == []
    assert set(askers.engines) == {"whoosh", "tantivy"}
    assert all(len(totals) == 1 for totals in askers.totals.values()), askers.totals
