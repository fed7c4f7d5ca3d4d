"""What commands print: JSON, progress, and failures by name."""

from __future__ import annotations

import json
import logging
import re
import sys
import time
from typing import TYPE_CHECKING, Any, TextIO

import click

if TYPE_CHECKING:
    from types import TracebackType

__all__ = ["ProgressReporter", "StderrLines", "print_json", "printable"]

# What a report's text could do to a terminal: control characters but tab and line feed, and changes of direction.
TERMINAL_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
BAR_WIDTH = 30
REDRAW_SECONDS = 0.1
PLAIN_LINE_SECONDS = 5.0


def printable(text: str) -> str:
    """The text without the characters that would move a terminal's cursor, colours, title or direction.

    Lone surrogates, which no terminal could be sent, are written as escapes.
    """
    return TERMINAL_CONTROLS.sub("", text).encode("utf-8", "backslashreplace").decode("utf-8")


def print_json(data: dict[str, Any]) -> None:
    """Print one JSON object on stdout, in readable Chinese."""
    text = json.dumps(data, ensure_ascii=False, indent=2)
    click.echo(text.encode("utf-8", "backslashreplace").decode("utf-8"))  # a lone surrogate becomes its JSON escape


class StderrLines(logging.Handler):
    """Shows what a logger tells, line by line, on stderr."""

    def emit(self, record: logging.LogRecord) -> None:
        """Print the record."""
        click.echo(f"baogao: {printable(record.getMessage())}", err=True)


class ProgressReporter:
    """Shows how far a long work is: a bar on a terminal, a plain line every few seconds otherwise. On stderr."""

    def __init__(self, label: str, *, stream: TextIO | None = None) -> None:
        """Begin to report on the work called `label`."""
        self._label = label
        self._stream = stream or sys.stderr
        self._on_terminal = self._stream.isatty()
        self._last_shown = time.monotonic()
        self._drawn = False

    def __enter__(self) -> ProgressReporter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._drawn:
            self._stream.write("\r\x1b[K")
            self._stream.flush()

    def update(self, done: int, total: int | None = None, detail: str = "") -> None:
        """Say that `done` of `total` (None: unknown) are done; `detail` names what is at hand."""
        now = time.monotonic()
        if now - self._last_shown < (REDRAW_SECONDS if self._on_terminal else PLAIN_LINE_SECONDS):
            return
        self._last_shown = now
        count = f"{done:,}" if total is None else f"{done:,}/{total:,}"
        if self._on_terminal:
            filled = 0 if not total else min(BAR_WIDTH, BAR_WIDTH * done // total)
            bar = f"[{'#' * filled}{'.' * (BAR_WIDTH - filled)}] " if total else ""
            self._stream.write(f"\r\x1b[K{self._label} {bar}{count} {detail[:60]}")
            self._drawn = True
        else:
            self._stream.write(f"{self._label} {count} {detail}".rstrip() + "\n")
        self._stream.flush()
