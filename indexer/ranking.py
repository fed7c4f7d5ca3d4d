"""The last word on the order of the first hits: what an engine's score does not see, read from the texts themselves.

An engine scores by words: how often, how rare, in the title or not. Here the best `CANDIDATES` hits are looked at once
more, for who issued the report, whether several keywords stand together, and the year. All of that adds to the score,
so the hits after the candidates, in the engine's order, never score more than they. The rule is one for every engine.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from indexer.engine import Sort
from indexer.fold import FoldedText, fold
from indexer.query.nodes import Field, Near, Word
from indexer.query.tree import marked_terms, near_terms

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus import Report
    from corpus.reports import Reports
    from corpus.store import Store
    from indexer.engine import EngineAnswer, EngineHit, EngineReader, EngineRequest
    from indexer.query.nodes import Node

__all__ = ["CANDIDATES", "RankedHit", "ScorePart", "ranked", "ranking_texts", "total_score"]

CANDIDATES = 30
ISSUER_SHARE = 3.0  # for a keyword that is the issuer's whole name; the part of the name that it is, for others
TITLE_SHARE = 1.0  # likewise of the title
TOGETHER_SHARE = 1.5  # for keywords that follow one another; less, the further they are apart
FAR_APART = 20  # characters between keywords at which half of that is left
NEWEST_SHARE = 0.1  # for a report of the newest year among the candidates; nothing for one ten years older
YEARS = 10
MOST_PLACES = 50  # of a keyword in a text; the distance of those after them is not looked at
DIGITS = 4  # of a score that are told: shares add up to it as they are shown


@dataclass(frozen=True, slots=True)
class ScorePart:
    """A share of a hit's score.

    Attributes:
        feature: ``words`` (the engine's score), ``title``, ``issuer``, ``together`` or ``year``.
        text: what it was given for: a keyword, the keywords or the year.
        share: what it adds to the score.
    """

    feature: str
    text: str
    share: float


@dataclass(frozen=True, slots=True)
class RankedHit:
    """A hit in its final place.

    Attributes:
        report_id: which report it is.
        parts: what its score is made of; empty where the order is not by relevance.
        report: the report, where ranking has read it.
        body: its body folded, where ranking has looked into it.
    """

    report_id: str
    parts: tuple[ScorePart, ...] = ()
    report: Report | None = None
    body: FoldedText | None = None


def ranked(reader: EngineReader, store: Store | Reports, asked: EngineRequest) -> tuple[EngineAnswer, list[RankedHit]]:
    """What the engine answers, and the hits that were asked for in their final order.

    Of equal scores the engine's order, newer years first, stays. A page of hits after the candidates costs what the
    engine takes.
    """
    texts = ranking_texts(asked.query) if asked.sort is Sort.RELEVANCE and asked.limit else ()
    if not texts or asked.offset >= CANDIDATES:
        answer = reader.search(asked)
        return answer, [_by_engine(hit, texts) for hit in answer.hits]
    last = asked.offset + asked.limit
    answer = reader.search(replace(asked, offset=0, limit=max(last, CANDIDATES)))
    candidates = answer.hits[:CANDIDATES]
    reports = store.get_many([hit.report_id for hit in candidates])
    hits = _reranked(candidates, reports, texts) + [_by_engine(hit, texts) for hit in answer.hits[CANDIDATES:]]
    return answer, hits[asked.offset : last]


def ranking_texts(query: Node) -> tuple[str, ...]:
    """The folded keywords and words that a hit can owe its place to: none under a NOT, none of issuer or site alone."""
    terms = chain.from_iterable(
        near_terms(found) if isinstance(found, Near) else (found,) for found in marked_terms(query)
    )
    ranking = (term for term in terms if isinstance(term, Word) or term.field in (None, Field.TITLE))
    return tuple(dict.fromkeys(fold(term.text) for term in ranking))


def _score_parts(hit: EngineHit, report: Report, body: FoldedText | None, wanted: _Wanted) -> tuple[ScorePart, ...]:
    """What the score of a candidate is made of; `body` is its body, folded where there are several keywords."""
    texts, newest = wanted.texts, wanted.newest
    shares = [("words", " ".join(texts), hit.score)]
    title = fold(report.title)
    for feature, folded, most in (("title", title, TITLE_SHARE), ("issuer", fold(report.issuer or ""), ISSUER_SHARE)):
        shares += [(feature, text, most * len(text) / len(folded)) for text in texts if text in folded]
    if body is not None and (gap := _gap(f"{title}\n{body.folded}", texts)) is not None:
        shares.append(("together", " ".join(texts), TOGETHER_SHARE / (1 + gap / FAR_APART)))
    if newest is not None and report.report_year is not None:
        age = min(newest - report.report_year, YEARS)
        shares.append(("year", str(report.report_year), NEWEST_SHARE * (1 - age / YEARS)))
    rounded = (ScorePart(feature, text, round(share, DIGITS)) for feature, text, share in shares)
    return tuple(part for part in rounded if part.share or part.feature == "words")


def total_score(parts: Sequence[ScorePart]) -> float:
    """The score that the shares add up to."""
    return round(sum(part.share for part in parts), DIGITS)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What candidates are looked at for: the keywords of `ranking_texts`, and the newest year among the candidates."""

    texts: Sequence[str]
    newest: int | None


def _reranked(hits: Sequence[EngineHit], reports: Mapping[str, Report], texts: Sequence[str]) -> list[RankedHit]:
    years = (one.report_year for one in reports.values() if one.report_year is not None)
    wanted = _Wanted(texts, max(years, default=None))
    found = []
    for hit in hits:
        if report := reports.get(hit.report_id):
            body = FoldedText(report.body) if len(texts) > 1 else None
            found.append(RankedHit(hit.report_id, _score_parts(hit, report, body, wanted), report, body))
        else:  # deleted from the store since the index was updated
            found.append(_by_engine(hit, texts))
    return sorted(found, key=lambda hit: total_score(hit.parts), reverse=True)


def _by_engine(hit: EngineHit, texts: Sequence[str]) -> RankedHit:
    if not texts:
        return RankedHit(hit.report_id)
    return RankedHit(hit.report_id, (ScorePart("words", " ".join(texts), round(hit.score, DIGITS)),))


def _gap(text: str, wanted: Sequence[str]) -> int | None:
    """The fewest characters between the keywords in a stretch that holds all of them; None where one is missing."""
    if "".join(wanted) in text:
        return 0
    places = sorted((at, number) for number, one in enumerate(wanted) for at in _places(text, one))
    lengths = [len(one) for one in wanted]
    together = sum(lengths)
    last: dict[int, int] = {}
    least: int | None = None
    for at, number in places:
        last[number] = at
        if len(last) == len(wanted):
            gap = max(at + lengths[number] - min(last.values()) - together, 0)
            least = gap if least is None else min(least, gap)
    return least


def _places(text: str, wanted: str) -> list[int]:
    found: list[int] = []
    at = text.find(wanted)
    while at >= 0 and len(found) < MOST_PLACES:
        found.append(at)
        at = text.find(wanted, at + len(wanted))
    return found
