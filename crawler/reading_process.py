"""The process that reads pages beside a crawl: ``python -m crawler.reading_process``, started by `crawler.reading`.

It is asked with arguments of `read_page`, and answers with the report, with the error that a reader can mend, or with
None for an error of this program.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from corpus import BaogaoError
from corpus.beside import answer_questions
from corpus.gazetteer import load_gazetteer
from corpus.reading import read_page

if TYPE_CHECKING:
    from corpus import Report

__all__ = ["main"]


def main() -> int:
    """Read pages until there are no more."""
    load_gazetteer()
    answer_questions(_read)
    return 0


def _read(arguments: dict[str, Any]) -> Report | BaogaoError | None:
    try:
        return read_page(**arguments)
    except BaogaoError as error:
        return error
    except Exception:  # noqa: BLE001 - one crawled item: the crawl reads it itself, and names the error
        return None


if __name__ == "__main__":
    sys.exit(main())
