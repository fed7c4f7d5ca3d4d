"""A query in words, for the page: 2020-2022 年，浙江省，全文含 枫桥经验."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus import Level
from indexer.query.nodes import (
    And,
    Field,
    FilterField,
    Keyword,
    MatchAll,
    Near,
    Node,
    Not,
    Or,
    PathFilter,
    PlaceFilter,
    TextFilter,
    Within,
    Word,
    YearFilter,
)
from indexer.query.tree import facet_of

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["describe"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """The wording of one language; braces are filled in."""

    everything: str
    text_holds: str
    field_holds: Mapping[Field, str]
    word_stands: str
    near: Mapping[Within, str]
    near_and: str
    near_word: str
    excluded: str
    or_: str
    and_: str
    group: str
    quoted: str
    one_year: str
    years: str
    years_from: str
    years_to: str
    levels: Mapping[str, str]


CHINESE = Phrases(
    everything="全部报告",
    text_holds="全文含 {}",
    field_holds={Field.TITLE: "标题含 {}", Field.ISSUER: "发文机关含 {}", Field.SITE: "站点含 {}"},
    word_stands="以词出现 {}",
    near={Within.SENTENCE: "同一句含 {}", Within.PARAGRAPH: "同一段含 {}"},
    near_and=" 与 ",
    near_word="{}（独立成词）",
    excluded="排除：{}",
    or_=" 或 ",
    and_="，",
    group="（{}）",
    quoted="“{}”",
    one_year="{} 年",
    years="{}-{} 年",
    years_from="{} 年起",
    years_to="{} 年及以前",
    levels={
        Level.STATE: "国家级",
        Level.PROVINCE: "省级",
        Level.CITY: "市级",
        Level.COUNTY: "县级",
        Level.TOWNSHIP: "乡镇级",
        Level.DEPARTMENT: "部门",
        Level.ZONE: "功能区",
    },
)
ENGLISH = Phrases(
    everything="all reports",
    text_holds="text contains {}",
    field_holds={Field.TITLE: "title contains {}", Field.ISSUER: "issuer contains {}", Field.SITE: "site contains {}"},
    word_stands="{} as a word",
    near={Within.SENTENCE: "{} in one sentence", Within.PARAGRAPH: "{} in one paragraph"},
    near_and=" and ",
    near_word="{} as a word",
    excluded="not: {}",
    or_=" or ",
    and_=", ",
    group="({})",
    quoted="“{}”",
    one_year="{}",
    years="{}-{}",
    years_from="{} or later",
    years_to="{} or earlier",
    levels={level: f"{level.value} level" for level in Level},
)


def describe(node: Node, language: str = "zh") -> str:
    """What `node` asks for, in words: filters first, in the order of the facets; plain text, not HTML.

    Args:
        node: the query.
        language: ``zh`` or ``en``, region allowed (``zh_CN``); any other is answered in English.
    """
    return _words(node, CHINESE if language.startswith("zh") else ENGLISH)


def _words(node: Node, phrases: Phrases) -> str:  # noqa: C901, PLR0911 - one return a kind of node
    match node:
        case MatchAll():
            return phrases.everything
        case Keyword():
            template = phrases.field_holds[node.field] if node.field else phrases.text_holds
            return template.format(_shown(node.text, phrases))
        case Word(text=text):
            return phrases.word_stands.format(_shown(text, phrases))
        case Near(within=within, operands=operands):
            return phrases.near[within].format(phrases.near_and.join(_near_operand(one, phrases) for one in operands))
        case YearFilter(ranges=ranges):
            return phrases.or_.join(_years(first, last, phrases) for first, last in sorted(ranges, key=_span))
        case PlaceFilter(names=places) | PathFilter(paths=places):
            return phrases.or_.join(place.replace("/", "") for place in places)
        case TextFilter(facet=facet, values=values):
            shown = (phrases.levels.get(value, value) for value in values) if facet is FilterField.LEVEL else values
            return phrases.or_.join(shown)
        case Not(child=Not(child=child)):
            return _words(child, phrases)
        case Not(child=child):
            return phrases.excluded.format(_operand(child, phrases, And, Or))
        case And(children=children):
            return phrases.and_.join(_operand(child, phrases, Or) for child in sorted(children, key=_place_in_words))
        case Or(children=children):
            return phrases.or_.join(_operand(child, phrases, And, Not, Near) for child in children)


def _near_operand(node: Node, phrases: Phrases) -> str:
    match node:
        case Keyword(text=text):
            return _shown(text, phrases)
        case Word(text=text):
            return phrases.near_word.format(_shown(text, phrases))
        case Or(children=children):
            return phrases.group.format(phrases.or_.join(_near_operand(child, phrases) for child in children))
        case _:
            return phrases.group.format(_words(node, phrases))


def _operand(node: Node, phrases: Phrases, *in_parentheses: type) -> str:
    words = _words(node, phrases)
    return phrases.group.format(words) if isinstance(node, in_parentheses) else words


def _shown(text: str, phrases: Phrases) -> str:
    return phrases.quoted.format(text) if any(map(str.isspace, text)) else text


def _years(first: int | None, last: int | None, phrases: Phrases) -> str:
    if first is not None and last is not None:
        return phrases.one_year.format(first) if first == last else phrases.years.format(first, last)
    return phrases.years_to.format(last) if first is None else phrases.years_from.format(first)


def _span(span: tuple[int | None, int | None]) -> tuple[float, float]:
    first, last = span
    return (-math.inf if first is None else first, math.inf if last is None else last)


def _place_in_words(node: Node) -> int:
    facet = facet_of(node.child if isinstance(node, Not) else node)
    return list(FilterField).index(facet) if facet else len(FilterField)
