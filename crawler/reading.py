"""Reads pages beside the crawl: a second process takes what would hold up the network.

Reading a page costs more than fetching and keeping it. Where the crawl spends a good part of its time on that, a
second process is started, which reads pages while this one fetches and keeps others; a page that comes while several
wait there is read here. A polite crawl of a few sites never needs it. Archive and store stay in the crawling process.
"""

from __future__ import annotations

import asyncio
import logging
import pickle
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, Any

from corpus import BaogaoError
from corpus.beside import LENGTH_BYTES, command, environment, packed_message
from corpus.reading import read_page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus import Report

    Read = tuple[dict[str, Any], Report | BaogaoError]

__all__ = ["PageReader"]

MOST_MESSAGE_BYTES = 256 * 1024 * 1024
BUSY_SHARE = 0.3  # of the time since the crawl began, spent on reading
LEAST_SECONDS = 2.0  # spent on reading, before a process is started for it
MOST_WAITING = 6  # pages at the process beside: enough that it never idles while this one reads a page itself

logger = logging.getLogger(__name__)


class PageReader:
    """Gives what `corpus.reading.read_page` gives, prepared beside where there is much to read."""

    def __init__(self, *, busy_share: float = BUSY_SHARE, least_seconds: float = LEAST_SECONDS) -> None:
        self._busy_share = busy_share
        self._least_seconds = least_seconds
        self._begun = monotonic()
        self._spent = 0.0
        self._process: asyncio.subprocess.Process | None = None
        self._waiting = 0
        self._starting = asyncio.Lock()
        self._turn = asyncio.Lock()  # answers come in the order of the questions
        self._failed = False
        self._prepared: dict[str, Read] = {}
        self._last: Read | None = None

    @property
    def process_id(self) -> int | None:
        """Of the process beside; None while there is none."""
        return self._process.pid if self._process is not None else None

    async def prepare(self, data: bytes, **given: Any) -> None:
        """Have the page read beside, if that helps; `read` with the same arguments then gives the result at once."""
        if self._waiting >= MOST_WAITING or self._failed or not self._is_worth_it():
            return
        self._waiting += 1
        arguments = {"data": data, **given}
        try:
            result = await self._ask(arguments)
            if result is not None:
                self._prepared[given["url"]] = arguments, result
        except (OSError, EOFError, asyncio.IncompleteReadError) as error:
            logger.warning("The reading process has ended (%r); pages are read in this one", error)
            self._failed = True
        finally:
            self._waiting -= 1

    def read(self, data: bytes, **given: Any) -> Report:
        """The report that the page holds; the arguments, and what is raised, are those of `read_page`.

        Asked again for the same, it gives the same without reading it again.
        """
        arguments = {"data": data, **given}
        self._last = self._prepared.pop(given["url"], self._last)
        if self._last is None or self._last[0] != arguments:
            self._last = arguments, self._read_here(arguments)
        result = self._last[1]
        if isinstance(result, BaogaoError):
            raise result
        return result

    def _read_here(self, arguments: dict[str, Any]) -> Report | BaogaoError:
        begun = monotonic()
        try:
            return read_page(**arguments)
        except BaogaoError as error:
            return error
        finally:
            self._spent += monotonic() - begun

    async def close(self) -> None:
        """End the process beside."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                self._process.kill()
            await self._process.wait()

    def _is_worth_it(self) -> bool:
        if self._process is not None:
            return True
        return self._spent >= self._least_seconds and self._spent >= self._busy_share * (monotonic() - self._begun)

    async def _ask(self, arguments: Mapping[str, Any]) -> Report | BaogaoError | None:
        async with self._starting:
            if self._process is None:
                self._process = await _started()
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise AssertionError("the process is started with pipes")
        stdin.write(packed_message(arguments))
        async with self._turn:
            length = int.from_bytes(await stdout.readexactly(LENGTH_BYTES), "big")
            answer = await stdout.readexactly(length)
        result: Report | BaogaoError | None = pickle.loads(answer)  # noqa: S301 - of our own process
        return result


async def _started() -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *command("crawler.reading_process"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env=environment(),
        limit=MOST_MESSAGE_BYTES,
        start_new_session=True,
    )
