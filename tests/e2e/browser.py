"""Finds a Chromium for the browser tests, or installs one, and says what it did.

Run as ``python -m tests.e2e.browser``; the tests themselves only look (`find_chromium`).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

__all__ = ["find_chromium", "main"]

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> Path | None:
    """The Chromium to drive: $BAOGAO_CHROMIUM, else one on the PATH, else Playwright's own, else None."""
    named = os.environ.get("BAOGAO_CHROMIUM")
    if named:
        return Path(named)
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return Path(found)
    return _playwright_chromium()


def _playwright_chromium() -> Path | None:
    root = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", Path.home() / ".cache" / "ms-playwright"))
    programs = sorted(root.glob("chromium*/chrome-*linux*/*headless*shell")) + sorted(
        root.glob("chromium*/chrome-*/chrome")
    )
    return programs[-1] if programs else None


def _install() -> str:
    if os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        commands = (["apt-get", "update", "-q"], ["apt-get", "install", "-y", "-q", "chromium"])
        if all(
            subprocess.run(command, env=environment, stdout=sys.stderr, check=False).returncode == 0
            for command in commands
        ):
            return "installed Debian's chromium package"
        print("Debian's chromium package could not be installed; trying Playwright's own.", file=sys.stderr)
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], stdout=sys.stderr, check=False)
    return "installed Playwright's Chromium"


def main() -> int:
    """Find or install; 0 when a Chromium is there afterwards, 1 with a line that says what to do when not."""
    done = "found it on this machine"
    chromium = find_chromium()
    if chromium is None:
        done = _install()
        chromium = find_chromium()
    if chromium is None:
        print("No Chromium for the browser tests. Install one and set BAOGAO_CHROMIUM to its path.", file=sys.stderr)
        return 1
    print(f"Browser tests use {chromium} ({done}).")
    return 0


if __name__ == "__main__":
    sys.exit(main())
