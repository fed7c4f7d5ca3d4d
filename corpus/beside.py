"""A second process of this program beside the first: how it is started, spoken to, and how it ends.

Both sides send pickled values over the process's standard input and output, each with its length before it. The process
answers one question after the other. When its input ends, whoever started it is gone, and it ends too: also where that
one was killed, nothing is left behind.
"""

from __future__ import annotations

import gc
import os
import pickle
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import IO

__all__ = ["LENGTH_BYTES", "answer_questions", "command", "environment", "packed_message", "read_message"]

PACKAGES = Path(__file__).resolve().parents[1]
LENGTH_BYTES = 4


def command(module: str) -> list[str]:
    """The command that runs `module` with the Python that runs now.

    It is to be started in a session of its own: Ctrl-C is for the process that starts it, which ends it.
    """
    return [sys.executable, "-P", "-m", module]


def environment() -> dict[str, str]:
    """The environment in which the process finds this program's packages, wherever they are."""
    path = os.pathsep.join(part for part in (str(PACKAGES), os.environ.get("PYTHONPATH", "")) if part)
    return {**os.environ, "PYTHONPATH": path}


def packed_message(value: object) -> bytes:
    """A value ready to be sent."""
    message = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    return len(message).to_bytes(LENGTH_BYTES, "big") + message


def read_message(stream: IO[bytes]) -> Any:
    """The next value that was sent; waits for it.

    Raises:
        EOFError: the other side is gone.
    """
    length = int.from_bytes(_exactly(stream, LENGTH_BYTES), "big")
    return pickle.loads(_exactly(stream, length))  # noqa: S301 - of our own process


def answer_questions(answer: Callable[[Any], object]) -> None:
    """Answer what comes on standard input until it ends. What is printed meanwhile goes to standard error."""
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever else prints must not mix in
    gc.freeze()  # what has been loaded stays, and need not be looked through again
    with suppress(EOFError, BrokenPipeError), out:
        while True:
            out.write(packed_message(answer(read_message(sys.stdin.buffer))))
            out.flush()


def _exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError(f"{len(data)} bytes came where {size} were to come")
    return data
