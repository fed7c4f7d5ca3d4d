"""The whole product, for real: the bundled site is crawled, indexed and served, and a Chromium opens it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Dialog, expect

from localsite import MAIN, serve_site, sources_toml
from tests.e2e.browser import find_chromium

BAOGAO = [sys.executable, "-m", "cli"]
PATIENCE_MS = 20_000  # for what a page is expected to show: the machine may be busy with other tests
# Without motion, so that what has been scrolled to is in view at once.
VISITOR = {"locale": "zh-CN", "reduced_motion": "reduce"}
FROZEN_COPY = re.compile(r"/snapshots/\d+/raw$")
# What the browser says when it keeps an archived page from running, sending or leaving; no page of ours is kept so.
HELD_BACK = re.compile(r"Blocked (script execution|form submission)|Unsafe attempt to initiate navigation")

expect.set_options(timeout=PATIENCE_MS)


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


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, object]) -> dict[str, object]:
    """What every visitor's browser has; the address is left to `new_context`, because each test file has its own."""
    return {name: value for name, value in browser_context_args.items() if name != "base_url"}


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What no page may cause: console errors (violations of the content policy too), script errors, dialogs."""
    heard: list[str] = []
    yield heard
    assert "\n".join(heard) == ""


@pytest.fixture
def new_context(
    new_context: Callable[..., BrowserContext], base_url: str, complaints: list[str]
) -> Callable[..., BrowserContext]:
    """Opens a visitor's browser: in Chinese, at the site under test, listened to; options as of Playwright."""

    def on_console(message: ConsoleMessage) -> None:
        source = message.location["url"]
        elsewhere = source.startswith("http") and not source.startswith(base_url)  # a source page, which is not ours
        if message.type in ("error", "warning") and not elsewhere and not _is_expected(message):
            complaints.append(f"{source}: {message.text}")

    def on_dialog(dialog: Dialog) -> None:
        complaints.append(f"a dialog opened: {dialog.message}")
        dialog.dismiss()

    def opened(**options: Any) -> BrowserContext:
        context = new_context(**{**VISITOR, "base_url": base_url, **options})
        context.on("console", on_console)
        context.on("dialog", on_dialog)
        context.on("weberror", lambda error: complaints.append(f"a script failed: {error.error}"))
        return context

    return opened


def _is_expected(message: ConsoleMessage) -> bool:
    """Whether it is the browser's word on what an archived page may not do, or on an error page asked for."""
    source = message.location["url"]
    if FROZEN_COPY.search(source) or HELD_BACK.match(message.text):
        return True
    shown = message.page.url.partition("#")[0] if message.page else ""
    return message.text.startswith("Failed to load resource") and source == shown


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
        sources.write_text(sources_toml(site, hosts=[MAIN]), encoding="utf-8")
        baogao("crawl", sources, home=home)
        baogao("index", home=home)
        yield home


@pytest.fixture(scope="session")
def base_url(demo_home: Path) -> Iterator[str]:
    """Where the web application serves the demo home; Playwright resolves relative addresses against it."""
    with served(demo_home) as address:
        yield address
