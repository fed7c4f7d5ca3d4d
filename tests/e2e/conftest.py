"""The whole product, for real: the bundled site is crawled, indexed and served, and a Chromium opens it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from localsite import serve_site, sources_toml
from tests.e2e.browser import find_chromium

BAOGAO = [sys.executable, "-m", "cli"]
START_SECONDS = 60


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    """Launch the Chromium that this machine has; root may not use Chromium's own sandbox."""
    chromium = find_chromium()
    if chromium is None:
        pytest.fail("no Chromium; run: make browser")
    return {
        **browser_type_launch_args,
        "executable_path": str(chromium),
        "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
    }


def baogao(*arguments: object, home: Path) -> str:
    """What the command prints; fails the test when it does not end well."""
    command = [*BAOGAO, *map(str, arguments), "--home", str(home)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextmanager
def served(home: Path) -> Iterator[str]:
    """The address at which `baogao serve` serves the home, for as long as the block lasts."""
    command = [*BAOGAO, "serve", "--port", "0", "--home", str(home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            line = server.stdout.readline()
            address = re.search(r"http://[\d.]+:\d+", line)
            assert address, f"the server said {line!r}"
            yield address[0]
        finally:
            server.terminate()


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home with the bundled site crawled and indexed; the site stays up."""
    home = tmp_path_factory.mktemp("e2e") / "home"
    sources = tmp_path_factory.mktemp("sources") / "sources.toml"
    with serve_site() as site:
        sources.write_text(sources_toml(site.address), encoding="utf-8")
        subprocess.run([*BAOGAO, "crawl", str(sources), "--home", str(home)], check=False, capture_output=True)
        baogao("index", home=home)
        yield home


@pytest.fixture(scope="session")
def base_url(demo_home: Path) -> Iterator[str]:
    """Where the web application serves the demo home; Playwright resolves relative addresses against it."""
    with served(demo_home) as address:
        yield address
