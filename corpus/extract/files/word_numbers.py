"""The numbers that Word counts itself (一、, （一）, 1.): they stand in no text, so a reader has to count with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.extract.files.markup import local_name

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["WordNumbers"]

LEVELS = 9
DIGITS = "〇一二三四五六七八九"
PLACE = re.compile(r"%([1-9])")
CHINESE = re.compile(r"chinese|japaneseCounting|taiwanese|ideograph", re.IGNORECASE)
CIRCLED = re.compile(r"EnclosedCircle", re.IGNORECASE)
MOST_CIRCLED = 20
ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
MOST_STYLES_DEEP = 10


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level is numbered: Word's name of the kind of number, the text around it, the first number."""

    kind: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass(slots=True)
class WordNumbers:
    """Counts along: `label` is to be asked of every paragraph, in order."""

    lists: dict[str, str] = field(default_factory=dict)
    levels: dict[tuple[str, int], _Level] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    counts: dict[tuple[str, int], int] = field(default_factory=dict)

    @classmethod
    def of(cls, numbering: etree._Element | None, styles: etree._Element | None) -> WordNumbers:
        """The numbers that the parts numbering.xml and styles.xml define."""
        made = cls()
        for node in numbering if numbering is not None else ():
            if local_name(node) == "abstractNum":
                made._add_levels(_attribute(node, "abstractNumId"), node)
            elif local_name(node) == "num":
                made.lists[_attribute(node, "numId")] = _value(node, "abstractNumId")
        if styles is not None:
            made._add_styles(styles)
        return made

    def label(self, paragraph: etree._Element) -> str:
        """What stands before the paragraph's text; empty where it is not numbered."""
        where = self._where(paragraph)
        if where is None:
            return ""
        name, level = where
        shape = self.levels.get((name, level))
        if shape is None:
            return ""
        self.counts[name, level] = self.counts.get((name, level), shape.start - 1) + 1
        for deeper in range(level + 1, LEVELS):
            self.counts.pop((name, deeper), None)
        if shape.kind in ("bullet", "none"):
            return ""
        return PLACE.sub(lambda match: self._number(name, int(match[1]) - 1), shape.text)

    def _number(self, name: str, level: int) -> str:
        shape = self.levels.get((name, level), _Level())
        return _written(self.counts.get((name, level), shape.start), shape.kind)

    def _where(self, paragraph: etree._Element) -> tuple[str, int] | None:
        """The list and the level that the paragraph, or its style, belongs to."""
        properties = _child(paragraph, "pPr")
        if properties is None:
            return None
        given = _numbered(properties)
        if given is None:
            given = self.styles.get(_value(properties, "pStyle"))
        if given is None or given[0] not in self.lists:
            return None
        return self.lists[given[0]], given[1]

    def _add_levels(self, name: str, node: etree._Element) -> None:
        for level in node.iterchildren("{*}lvl"):
            start = _value(level, "start")
            self.levels[name, _number_of(_attribute(level, "ilvl"))] = _Level(
                _value(level, "numFmt") or "decimal", _value(level, "lvlText"), _number_of(start) if start else 1
            )

    def _add_styles(self, root: etree._Element) -> None:
        own: dict[str, tuple[str, int]] = {}
        based: dict[str, str] = {}
        for style in root.iterchildren("{*}style"):
            name, properties = _attribute(style, "styleId"), _child(style, "pPr")
            based[name] = _value(style, "basedOn")
            numbered = _numbered(properties) if properties is not None else None
            if numbered is not None:
                own[name] = numbered
        for name in based:
            at = name
            for _ in range(MOST_STYLES_DEEP):
                if at in own or not at:
                    break
                at = based.get(at, "")
            if at in own:
                self.styles[name] = own[at]


def _numbered(properties: etree._Element) -> tuple[str, int] | None:
    node = _child(properties, "numPr")
    return (_value(node, "numId"), _number_of(_value(node, "ilvl"))) if node is not None else None


def _child(node: etree._Element, name: str) -> etree._Element | None:
    return next(node.iterchildren(f"{{*}}{name}"), None)


def _value(node: etree._Element, name: str) -> str:
    """The ``val`` of a child; empty where there is none."""
    child = _child(node, name)
    return _attribute(child, "val") if child is not None else ""


def _attribute(node: etree._Element, name: str) -> str:
    return next((str(value) for key, value in node.attrib.items() if str(key).rpartition("}")[2] == name), "")


def _number_of(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0


def _written(number: int, kind: str) -> str:
    if CIRCLED.search(kind) and 0 < number <= MOST_CIRCLED:
        return chr(ord("①") + number - 1)
    if CHINESE.search(kind):
        return _chinese(number)
    if kind.endswith("Letter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26)
        return letter.upper() if kind.startswith("upper") else letter
    if kind.endswith("Roman"):
        roman = _roman(number)
        return roman.upper() if kind.startswith("upper") else roman
    return str(number)


def _chinese(number: int) -> str:
    """Up to 99, as lists are counted: 十, 十一, 二十."""
    tens, ones = divmod(number, 10)
    if not 0 < tens < 10:  # noqa: PLR2004 - one digit
        return "".join(DIGITS[int(digit)] for digit in str(number))
    return f"{DIGITS[tens] if tens > 1 else ''}十{DIGITS[ones] if ones else ''}"


def _roman(number: int) -> str:
    written = ""
    for value, letters in ROMAN:
        while number >= value and len(written) < MOST_CIRCLED:
            written += letters
            number -= value
    return written
