"""Writes requirements*.txt anew: all that pyproject.toml leads to, at its newest version.

Run as ``make pins``; pip itself resolves (``pip install --dry-run --report``), so no further tool is needed.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
HEADS = {
    "requirements.txt": "# Pinned from pyproject.toml by `make pins`: every package that running needs.\n",
    "requirements-dev.txt": "# Pinned from pyproject.toml by `make pins`: what the tests need on top.\n"
    "-r requirements.txt\n",
    "requirements-replay.txt": "# Pinned from pyproject.toml by `make pins`: players of web archives, for the tests.\n"
    "# They need other versions of what running needs, so they get an environment of their own.\n",
}


def resolve(requirements: list[str]) -> dict[str, str]:
    """Name to version of all that `requirements` lead to, as pip would install them into an empty environment."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed", "--report", "-"]
    report = subprocess.run([*command, *requirements], check=True, capture_output=True, text=True).stdout
    installs: list[dict[str, Any]] = json.loads(report)["install"]
    found = {item["metadata"]["name"].lower().replace("_", "-"): item["metadata"]["version"] for item in installs}
    return dict(sorted(found.items()))


def main() -> None:
    """Resolve what runs and what tests together, so that they agree, the players apart; write the files."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    run = settings["project"]["dependencies"]
    dev = settings["dependency-groups"]["dev"]
    everything = resolve([*run, *dev])
    needed = resolve([f"{name}=={everything[name]}" if name in everything else name for name in run])
    pins = {
        "requirements.txt": {name: everything.get(name, version) for name, version in needed.items()},
        "requirements-dev.txt": {name: version for name, version in everything.items() if name not in needed},
        "requirements-replay.txt": resolve(settings["dependency-groups"]["replay"]),
    }
    for file_name, versions in pins.items():
        lines = "".join(f"{name}=={version}\n" for name, version in versions.items())
        (ROOT / file_name).write_text(HEADS[file_name] + lines, encoding="utf-8")


if __name__ == "__main__":
    main()
