"""The questions that a report's doubtful fields raise, each with its evidence and its choices."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corpus.metadata import Finding, PageFacts, read_metadata
from corpus.overrides import text_of
from corpus.overrides.places import DIVISIONS
from corpus.report import DocType, Level
from corpus.review.choices import MOST_CHOICES, Choice
from corpus.review.place_choices import place_choices

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from corpus.gazetteer import Place
    from corpus.report import Evidence, Report
    from corpus.store import Doubt

__all__ = ["Question", "Words", "questions_of"]

Readings = Mapping[str, tuple[Finding[Any], ...]]

PLACE = "place"
YEAR = re.compile(r"((?:19|20)\d{2})\s*年")
DATE = re.compile(r"((?:19|20)\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
BODY = re.compile(r"^(?!关于)[\w（）()、]{2,40}?(?:人民政府|办事处|管委会|委员会|局|厅|委|办公室|政府)")
HEAD_LINES, TAIL_LINES = 4, 4
LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of a report that a person decides by: the first lines of its text, and the last."""

    head: tuple[str, ...]
    tail: tuple[str, ...]

    @classmethod
    def of(cls, report: Report) -> Words:
        """The head and the tail of a report's text, no line in both."""
        lines = report.paragraphs
        return cls(head=tuple(lines[:HEAD_LINES]), tail=tuple(lines[HEAD_LINES:][-TAIL_LINES:]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One field in doubt; the fields of a place are one question, called ``place``.

    Attributes:
        field: its name.
        value: what it is now, as text; None: missing.
        evidence: where that was read.
        doubt: how much it adds to the report's score.
        choices: at most `MOST_CHOICES`.
    """

    field: str
    value: str | None
    evidence: Mapping[str, Evidence]
    doubt: float
    choices: tuple[Choice, ...]


def questions_of(report: Report, doubt: Doubt, of_site: Sequence[tuple[Place, int]]) -> tuple[Question, ...]:
    """The questions, the weightiest first."""
    place_doubt = sum(value for name, value in doubt.fields.items() if name in DIVISIONS)
    readings = readings_of(report)
    asked = {name: value for name, value in doubt.fields.items() if name not in DIVISIONS}
    if place_doubt:
        asked[PLACE] = place_doubt
    return tuple(
        Question(
            field=name,
            value=_shown(report, name),
            evidence={part: report.evidence[part] for part in _parts(name) if part in report.evidence},
            doubt=round(value, 3),
            choices=field_choices(report, name, of_site, readings),
        )
        for name, value in sorted(asked.items(), key=lambda item: (-item[1], item[0]))
    )


def readings_of(report: Report) -> Readings:
    """Every reading of each field in the title and the text that the store keeps; what stood beside them is not."""
    facts = PageFacts(url=report.url, title=report.title, text=report.body)
    return read_metadata(facts).candidates


def field_choices(
    report: Report, field: str, of_site: Sequence[tuple[Place, int]], readings: Readings
) -> tuple[Choice, ...]:
    """What a field could be, each once, at most `MOST_CHOICES`; what it is now first, none last."""
    words = Words.of(report)
    if field == PLACE:
        context = " ".join(filter(None, (report.title, report.issuer, report.content_source, *words.head, *words.tail)))
        return _distinct(place_choices(report, context, of_site, readings.get("locality_code", ())))
    found = FINDERS[field](report, words)
    choices = [_read(field, reading) for reading in readings.get(field, ())]
    choices += [Choice(asked={field: value}, label=value, why=why) for value, why in found]
    now = text_of(getattr(report, field))
    if now is not None:
        choices.insert(0, Choice(asked={field: now}, label=now, why="now"))
    if field not in ("level", "doc_type", "title"):
        choices.append(Choice(asked={field: ""}, label="", why="none"))
    return _distinct(choices)


def _read(field: str, reading: Finding[Any]) -> Choice:
    value = text_of(reading.value) or ""
    return Choice(asked={field: value}, label=value, why="text", evidence=reading.evidence)


def _parts(name: str) -> tuple[str, ...]:
    return DIVISIONS if name == PLACE else (name,)


def _shown(report: Report, name: str) -> str | None:
    values = [text_of(getattr(report, part)) for part in _parts(name)]
    return "".join(value for value in values if value) or None


def _distinct(choices: Iterable[Choice]) -> tuple[Choice, ...]:
    """Each label once, the first with it; of too many those before the last, which is none."""
    by_label: dict[str, Choice] = {}
    for choice in choices:
        by_label.setdefault(choice.label, choice)
    found = list(by_label.values())
    if len(found) > MOST_CHOICES:
        last = found[-1:] if found[-1].why == "none" else []
        found = found[: MOST_CHOICES - len(last)] + last
    return tuple(found)


def _years(report: Report, words: Words) -> list[tuple[str, str]]:
    years = [year for text in (report.title, *words.head, *words.tail) for year in YEAR.findall(text)]
    if report.published is not None:
        years += [str(report.published.year - 1), str(report.published.year)]
    return [(year, "text") for year in dict.fromkeys(years)]


def _dates(report: Report, words: Words) -> list[tuple[str, str]]:
    found = [match for text in (report.title, *words.head, *words.tail) for match in DATE.findall(text)]
    return [(f"{year}-{int(month):02}-{int(day):02}", "text") for year, month, day in dict.fromkeys(found)]


def _issuers(report: Report, words: Words) -> list[tuple[str, str]]:
    texts = (report.title, *reversed(words.tail), *words.head, report.content_source or "")
    return [(match[0], "text") for text in texts if (match := BODY.match(text.strip()))]


def _titles(_report: Report, words: Words) -> list[tuple[str, str]]:
    return [(line.strip(), "text") for line in words.head if 0 < len(line.strip()) <= LONGEST_TITLE]


def _levels(_report: Report, _words: Words) -> list[tuple[str, str]]:
    return [(level.value, "table") for level in Level]


def _doc_types(_report: Report, _words: Words) -> list[tuple[str, str]]:
    return [(kind.value, "table") for kind in DocType]


FINDERS: Mapping[str, Callable[[Report, Words], list[tuple[str, str]]]] = {
    "report_year": _years,
    "published": _dates,
    "issuer": _issuers,
    "title": _titles,
    "level": _levels,
    "doc_type": _doc_types,
}
