"""Writes indexer/engines/tantivy/sentence_words.txt, the words whose sentences an index of tantivy knows, from jieba.

The most frequent words of jieba's dictionary, the field's own terms, and the words in them. Words are indexed by their
number in the list: whoever writes it anew raises the schema version of the engine. Run
``python -m scripts.compile_sentence_words``.
"""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import jieba

from indexer.engines.tantivy.sentence_words import LIST_PATH
from indexer.fold import fold
from indexer.segment import domain_terms, shipped_segmenter

MOST_FREQUENT = 2000


def sentence_words() -> list[str]:
    """The words as they are folded: of two characters and more, since single ones stand in almost every sentence."""
    frequent = sorted(_frequencies(), key=lambda entry: (-entry[1], entry[0]))[:MOST_FREQUENT]
    terms = [term.word for term in domain_terms()]
    words = [*terms, *shipped_segmenter().words("\n".join(terms)), *(word for word, _ in frequent)]
    return sorted({folded for word in words if len(folded := fold(word)) > 1})


def main() -> None:
    """Write the list."""
    header = (
        f"# The {MOST_FREQUENT} most frequent words of two and more characters in the dictionary of jieba"
        f" {version('jieba')},\n# the field's own terms, and the words in them.\n"
        "# jieba (https://github.com/fxsjy/jieba) is under the MIT License.\n"
        "# Written by scripts/compile_sentence_words.py.\n"
    )
    LIST_PATH.write_text(header + "".join(f"{word}\n" for word in sentence_words()), encoding="utf-8")


def _frequencies() -> list[tuple[str, int]]:
    lines = Path(jieba.__file__).with_name("dict.txt").read_text(encoding="utf-8").splitlines()
    entries = (line.split(" ") for line in lines)
    return [(word, int(frequency)) for word, frequency, _ in entries if len(word) > 1]


if __name__ == "__main__":
    main()
