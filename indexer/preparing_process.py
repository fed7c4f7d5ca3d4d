"""The process that prepares reports beside an update: ``python -m indexer.preparing_process``, started by `preparing`.

It is told first what to prepare for: the home, the engine's name and the collection's own words. Then it is asked with
lists of ids, and answers with their reports, prepared, or with the error that a reader can mend.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from corpus import BaogaoError
from corpus.beside import answer_questions, read_message
from corpus.store import open_store
from indexer.engines import engine_named
from indexer.preparing import prepare_reports
from indexer.segment import segmenter_with

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.preparing import PreparedReports

__all__ = ["main"]


def main() -> int:
    """Prepare reports until nobody asks any more."""
    try:
        home, name, terms = read_message(sys.stdin.buffer)
    except EOFError:  # whoever started it had nothing to ask
        return 0
    engine, segmenter = engine_named(name), segmenter_with(terms)
    with open_store(home, read_only=True) as store:

        def answer(ids: Sequence[str]) -> PreparedReports | BaogaoError:
            try:
                return prepare_reports(engine, segmenter, store, ids)
            except BaogaoError as error:
                return error

        answer_questions(answer)
    return 0


if __name__ == "__main__":
    sys.exit(main())
