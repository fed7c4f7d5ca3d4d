"""Generated reports to measure with: words drawn by their frequency in Chinese, lengths and places as in real ones.

The text means nothing, but it has what costs time: a Zipf-like vocabulary (the frequencies of jieba's dictionary),
terms of the field, words that come again where they have come once, sentences, paragraphs, 800 to 12,000 characters a
report, about 3,900 on average. The same seed gives the same reports.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from corpus import DocType, Level, Report, content_sha256, report_id
from corpus.gazetteer import load_gazetteer
from indexer.segment import domain_terms

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

__all__ = ["generate"]

LEAST_CHARACTERS, MOST_CHARACTERS = 800, 12_000
LENGTH_MEDIAN, LENGTH_SPREAD = 3_400, 0.55  # of a log-normal distribution; its mean is about 3,900
DOMAIN_SHARE = 0.04  # of all words: what they make of real annual reports, roughly
REPEATED_SHARE = 0.45  # of all words: makes about 1,000 distinct ones of 2,000, as in real reports
FIRST_YEAR, LAST_YEAR = 2012, 2025
CLAUSES_PER_SENTENCE = 3
SENTENCES_PER_PARAGRAPH = 6
WORDS_PER_CLAUSE = (3, 10)
WORDS_PER_CHARACTER = 0.7  # drawn; about 0.55 are needed
COLLECTED = datetime(2026, 1, 1, tzinfo=UTC)


def generate(count: int, seed: int = 1) -> Iterator[Report]:
    """`count` reports, one after the other."""
    chance = np.random.default_rng(seed)
    vocabulary = _Vocabulary()
    townships = list(load_gazetteer().places(Level.TOWNSHIP))
    for number in range(count):
        place = townships[int(chance.integers(len(townships)))]
        year = int(chance.integers(FIRST_YEAR, LAST_YEAR + 1))
        url = f"https://www.example.gov.cn/{year}/{number}.html"
        title = f"{place.name}{year}年度法治政府建设情况报告"
        body = _body(chance, vocabulary)
        yield Report(
            id=report_id(url=url),
            url=url,
            title=title,
            body=body,
            report_year=year,
            published=date(year + 1, 1, 1) + timedelta(days=int(chance.integers(90))),
            issuer=f"{place.name}人民政府",
            level=Level.TOWNSHIP,
            doc_type=DocType.RULE_OF_LAW,
            province=place.province.name,
            city=place.city.name if place.city else None,
            county=place.county.name if place.county else None,
            township=place.name,
            site="www.example.gov.cn",
            media_type="text/html",
            collected_at=COLLECTED,
            content_sha256=content_sha256(title, body),
        )


class _Vocabulary:
    """Words with the probability of each: jieba's dictionary, and the terms of the field."""

    def __init__(self) -> None:
        rows = [
            line.split(" ") for line in files("jieba").joinpath("dict.txt").read_text(encoding="utf-8").splitlines()
        ]
        terms = domain_terms()
        self._words = np.array([row[0] for row in rows] + [term for term, _, _ in terms])
        general = np.array([float(row[1]) for row in rows])
        domain = 1.0 / np.arange(1, len(terms) + 1)  # Zipf's law over the list
        shares = np.concatenate((general / general.sum() * (1 - DOMAIN_SHARE), domain / domain.sum() * DOMAIN_SHARE))
        self._cumulative = np.cumsum(shares / shares.sum())

    def draw(self, chance: np.random.Generator, count: int) -> list[str]:
        """`count` words."""
        numbers = np.arange(count)
        again = chance.random(count) < REPEATED_SHARE
        again[:1] = False
        # a report's own vocabulary, after H. A. Simon's model of word frequencies: a word that comes again is one of
        # those before it, which may itself be one that came again
        sources = np.where(again, (chance.random(count) * numbers).astype(np.intp), numbers)
        while again[sources].any():
            sources = sources[sources]
        places: npt.NDArray[np.intp] = np.zeros(count, dtype=np.intp)
        places[~again] = np.searchsorted(self._cumulative, chance.random(count - int(again.sum())))
        words: list[str] = self._words[np.minimum(places[sources], len(self._words) - 1)].tolist()
        return words


def _body(chance: np.random.Generator, vocabulary: _Vocabulary) -> str:
    """Sentences up to the length drawn for this report."""
    drawn = LENGTH_MEDIAN * float(np.exp(chance.normal(0.0, LENGTH_SPREAD)))
    length = int(min(max(drawn, LEAST_CHARACTERS), MOST_CHARACTERS))
    words = vocabulary.draw(chance, int(length * WORDS_PER_CHARACTER))
    ends = np.cumsum(chance.integers(*WORDS_PER_CLAUSE, size=len(words) // WORDS_PER_CLAUSE[0])) - 1
    for clause, end in enumerate(ends[ends < len(words)].tolist(), start=1):
        words[end] += _after_clause(clause)
    return "".join(words)[:length]


def _after_clause(clause: int) -> str:
    """What stands after a clause; they are counted from 1."""
    if clause % CLAUSES_PER_SENTENCE:
        return "，"
    return "。" if clause % (CLAUSES_PER_SENTENCE * SENTENCES_PER_PARAGRAPH) else "。\n"
