"""pywb, the player that national libraries use, replays what a crawl has kept."""

from __future__ import annotations

import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.replay.conftest import PLAYERS, Collected, Player

STARTING_SECONDS = 120
COLLECTION = "evidence"


@pytest.fixture(scope="module")
def wayback(collected: Collected, player: Player, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running pywb that plays the archive."""
    folder = tmp_path_factory.mktemp("pywb")
    assert player("wb-manager", "init", COLLECTION, cwd=folder).returncode == 0
    files = sorted(collected.home.archive.glob("*.warc.gz"))
    added = player("wb-manager", "add", COLLECTION, *files, cwd=folder)
    assert added.returncode == 0, added.stderr
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(PLAYERS / "wayback"), "--bind", "127.0.0.1", "-p", str(port)]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    try:
        yield _when_up(f"http://127.0.0.1:{port}/{COLLECTION}", process, folder / "log")
    finally:
        process.terminate()
        process.wait()


def _when_up(address: str, process: subprocess.Popen[bytes], log: Path) -> str:
    deadline = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/"):
                return address
        except urllib.error.URLError:
            time.sleep(0.2)
    pytest.fail(f"pywb did not start: {log.read_text()}")


def played(wayback: str, url: str, when: str = "") -> str:
    """The page as it was received, without what the player adds."""
    with urllib.request.urlopen(f"{wayback}/{when}id_/{url}") as response:
        body: bytes = response.read()
    return body.decode()


def test_a_report_replays_as_it_was_received(wayback: str, collected: Collected) -> None:
    page = played(wayback, f"{collected.address}/fz/t20200301_2020.html")
    assert "全年调解纠纷二十件。" in page
    assert page.startswith('<html><head><meta charset="utf-8">')


def test_a_page_that_was_not_modified_replays_from_its_first_visit(wayback: str, collected: Collected) -> None:
    assert "二十一件" in played(wayback, f"{collected.address}/fz/t20210301_2021.html", "2099")


def test_both_versions_of_a_changed_page_replay(wayback: str, collected: Collected) -> None:
    url = f"{collected.address}/fz/t20220301_2022.html"
    assert "二十二件" in played(wayback, url, "2000")
    assert "数字已更正" in played(wayback, url, "2099")


def test_a_file_that_a_page_offers_replays(wayback: str, collected: Collected) -> None:
    assert played(wayback, f"{collected.address}/fz/figures.rtf") == "{\\rtf1 figures of the year}"


def test_list_pages_are_there_too(wayback: str, collected: Collected) -> None:
    assert "createPageHTML" in played(wayback, f"{collected.address}/fz/index.html")
