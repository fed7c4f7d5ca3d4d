"""What an index keeps of each report.

Texts are kept folded, one token a character with its true position, so that a keyword is a phrase of characters: what
matches is exactly what contains it. Measured on 5,000 generated reports of 3,900 characters, this takes 6.8 KB a
report; overlapping pairs of characters take 17.2 KB and five times as long to write.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import tantivy

from indexer.query.nodes import Field, FilterField

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "BY_NEWEST",
    "BY_OLDEST",
    "BY_PUBLISHED",
    "BY_PUBLISHED_DESC",
    "CHARACTERS",
    "ID",
    "ID_HEAD",
    "ID_TAIL",
    "RECORD",
    "REPORT",
    "SENTENCES",
    "SEQ",
    "STATE",
    "TEXT",
    "TEXTS",
    "TEXT_FACETS",
    "WITHIN",
    "WORDS",
    "open_index",
    "schema",
]

ID = "id"
ID_HEAD, ID_TAIL = "id_head", "id_tail"
"""The id as two numbers, which are read a hundred times as fast as text; see `ids`."""
RECORD = "record"
"""What a document of the index is: a `REPORT`, or the one `STATE` that holds the change number."""
REPORT, STATE = "report", "state"
SEQ = "seq"

TEXT = "text_characters"
"""The characters of title and body with a mark between them that stands in no folded text."""
CHARACTERS = {
    Field.TITLE: "title_characters",
    Field.ISSUER: "issuer_characters",
    Field.SITE: "site_characters",
}
SENTENCES = "sentences"
"""For each sentence the words of the list that stand in it, each as one character (`sentence_words`)."""
TEXTS = "texts"
"""Title and body with the ends of their passages, compressed (`near`)."""
WORDS = "words"
"""The words of title and body, each with its weight (`weights`)."""

WITHIN = "within"
"""The path of a report's place, and those of all places that it lies in."""

TEXT_FACETS = tuple(facet for facet in FilterField if facet is not FilterField.YEAR)

BY_NEWEST, BY_OLDEST = "by_newest", "by_oldest"
BY_PUBLISHED, BY_PUBLISHED_DESC = "by_published", "by_published_desc"
ORDERS = (BY_NEWEST, BY_OLDEST, BY_PUBLISHED, BY_PUBLISHED_DESC)

WHOLE_VALUE = "raw"
BETWEEN_SPACES = "whitespace"  # folded text holds no space, so its characters are given with spaces between them
ALL_AT_ONCE = "characters_of_one_position"


def open_index(path: Path, *, create: bool = False) -> tantivy.Index:
    """The index at `path`. Its searchers stay at the commit that they were made at.

    Raises:
        ValueError: its files are missing or damaged.
    """
    index = tantivy.Index(schema(), path=str(path)) if create else tantivy.Index.open(str(path))
    index.register_tokenizer(ALL_AT_ONCE, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.ngram(1, 1)).build())
    index.config_reader(reload_policy="manual")  # by default a thread would read every commit anew
    return index


@cache
def schema() -> tantivy.Schema:
    """The fields of an index."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field(ID, stored=True, tokenizer_name=WHOLE_VALUE, index_option="basic")
    builder.add_text_field(RECORD, tokenizer_name=WHOLE_VALUE, index_option="basic")
    builder.add_unsigned_field(SEQ, stored=True)
    for name in (TEXT, *CHARACTERS.values()):
        builder.add_text_field(name, tokenizer_name=BETWEEN_SPACES, index_option="position")
    builder.add_text_field(SENTENCES, tokenizer_name=ALL_AT_ONCE, index_option="position")
    builder.add_bytes_field(TEXTS, stored=True)
    builder.add_text_field(WORDS, tokenizer_name=BETWEEN_SPACES, index_option="basic")
    builder.add_integer_field(FilterField.YEAR.value, indexed=True, fast=True)
    for facet in TEXT_FACETS:
        builder.add_text_field(facet.value, fast=True, tokenizer_name=WHOLE_VALUE, index_option="basic")
    builder.add_text_field(WITHIN, tokenizer_name=WHOLE_VALUE, index_option="basic")
    for name in (ID_HEAD, ID_TAIL, *ORDERS):
        builder.add_unsigned_field(name, fast=True)
    return builder.build()
