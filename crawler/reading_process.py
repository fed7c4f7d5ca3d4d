"""The process that reads pages beside a crawl: ``python -m crawler.reading_process``, started by `crawler.reading`.

It takes arguments of `read_page` from its standard input, one pickled mapping after the other, each with its length
before it. It answers each the same way: with the report, with the error that a reader can mend, or with None for an
error of this program. When its input ends, whoever started it is gone, and it ends too.
"""

from __future__ import annotations

import gc
import os
import pickle
import sys

from corpus import BaogaoError
from corpus.gazetteer import load_gazetteer
from corpus.reading import read_page
from crawler.reading import LENGTH_BYTES

__all__ = ["main"]


def main() -> int:
    """Read pages until there are no more."""
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever else prints must not mix in
    load_gazetteer()
    gc.freeze()  # what has been loaded stays, and need not be looked through again
    while length := sys.stdin.buffer.read(LENGTH_BYTES):
        arguments = pickle.loads(sys.stdin.buffer.read(int.from_bytes(length, "big")))  # noqa: S301 - of our own process
        try:
            result: object = read_page(**arguments)
        except BaogaoError as error:
            result = error
        except Exception:  # noqa: BLE001 - one crawled item: the crawl reads it itself, and names the error
            result = None
        answer = pickle.dumps(result, pickle.HIGHEST_PROTOCOL)
        out.write(len(answer).to_bytes(LENGTH_BYTES, "big") + answer)
        out.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
