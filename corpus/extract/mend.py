"""Paragraphs out of physical lines: hard line breaks inside a paragraph are mended.

Text that was pasted from a PDF breaks in the middle of a sentence or of a word, at the edge of the line or of the
page. A break is mended only where something shows that the sentence goes on: the line before is full or long and does
not end a sentence, it ends with a comma or inside brackets, or a word of the dictionary stands across the break. Where
nothing shows it, the break stays: a paragraph too many does less harm than two headings run together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.extract.layout import layout_of
from corpus.jieba_instances import plain_jieba

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.extract.layout import Layout
    from corpus.extract.lines import Line

__all__ = ["ends_sentence", "is_date_line", "is_heading", "mend"]

LONG_LINE = 45  # characters; no heading without a number seen in 77 real reports is longer
LONG_HEADING = 60  # characters; numbered headings run longer
LONG_SOFT_LINE = 20  # characters; where blank lines part the paragraphs, shorter lines may be an address block
LEAST_BROKEN = 15  # characters; a line broken at the edge of a page is longer
REMEMBERED = 400  # characters of the paragraph so far; no rule looks further back
BRACKET_REACH = 200  # characters before a break that are searched for an open bracket
LONGEST_LINK = 40  # characters of a link's text torn onto a line of its own
WORD_REACH = 6  # characters on each side of a break that the dictionary is asked about

ENDS_SENTENCE = re.compile(r"[。！？!?；;：:…\uff0e][”’\"'」』）)】》〉\]]*$")
ENDS_OPEN = re.compile(r"[，,、《〈（(“‘「『【〔]$")
STARTS_INSIDE = re.compile(r"[，,。、；;：:！!?？》〉）)”’」』】〕%\uff05]|的(?![士确])")
HAN_NUMBER = "一二三四五六七八九十百"
NUMBER_MARK = re.compile(
    rf"[{HAN_NUMBER}]{{1,4}}、|[（(][{HAN_NUMBER}]{{1,4}}[）)]|\d{{1,2}}[.\uff0e、](?!\d)|[（(]\d{{1,2}}[）)]|[①-⑳]"
    rf"|第[{HAN_NUMBER}\d]{{1,4}}[章节条编款部篇]|第[{HAN_NUMBER}]{{1,3}}[,，、是]|[{HAN_NUMBER}]{{1,3}}[是要]|附件\s*[:：\d]|——"
)
ONLY_MARK = re.compile(
    rf"[（(]?[{HAN_NUMBER}]{{1,4}}[）)、]|第[{HAN_NUMBER}]{{1,4}}[,，、]|[{HAN_NUMBER}]{{1,3}}[是要]|\d{{1,2}}[.\uff0e、]"
)
HAN_YEAR = "[一二三四五六七八九〇○零]{4}"
DATE_LINE = re.compile(
    rf"[（(]?(?:[12]\d{{3}}|{HAN_YEAR})\s*年\s*[\d元一二三四五六七八九十]{{1,3}}\s*月"
    r"(?:\s*[\d一二三四五六七八九十]{1,3}\s*日)?[）)]?"
    r"|[12]\d{3}[-/.]\d{1,2}[-/.]\d{1,2}(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?"
)
BRACKETS = (("《", "》"), ("（(", "）)"), ("〔[", "〕]"))
LATIN = re.compile(r"[A-Za-z]")


def mend(lines: Sequence[Line], *, soft_breaks: bool = True) -> list[str]:
    """The paragraphs that `lines` make up.

    Args:
        lines: in order, without page chrome.
        soft_breaks: a newline may be an accident of layout (plain text); false where breaks were meant (pages).
    """
    layout = layout_of(lines)
    broken = _inline_broken(lines, spaced=layout.spaced) if soft_breaks else frozenset()
    paragraphs: list[list[str]] = []
    so_far = ""
    for position, line in enumerate(lines):
        if (
            position
            and _Break(
                before=lines[position - 1],
                after=line,
                paragraph=so_far,
                layout=layout,
                soft=soft_breaks,
                inline=position in broken,
            ).goes_on()
        ):
            between = _between(so_far, line.text)
            paragraphs[-1] += [between, line.text]
            so_far = f"{so_far}{between}{line.text}"[-REMEMBERED:]
        else:
            paragraphs.append([line.text])
            so_far = line.text[-REMEMBERED:]
    return ["".join(parts) for parts in paragraphs]


def ends_sentence(text: str) -> bool:
    """Whether `text` ends with a full stop, a colon or the like, closing quotes aside."""
    return bool(ENDS_SENTENCE.search(text))


def is_date_line(text: str) -> bool:
    """Whether `text` is a date and nothing else: the foot of a signature."""
    return bool(DATE_LINE.fullmatch(text))


def is_heading(text: str) -> bool:
    """Whether `text` is a numbered heading: 一、…, （二）…, 3.… without a sentence in it."""
    return bool(NUMBER_MARK.match(text)) and len(text) < LONG_HEADING and "。" not in text and not ends_sentence(text)


@dataclass(frozen=True, slots=True)
class _Break:
    """One line break: the lines on both sides, the paragraph so far, and the habits of the text."""

    before: Line
    after: Line
    paragraph: str  # its last REMEMBERED characters
    layout: Layout
    soft: bool
    inline: bool

    def goes_on(self) -> bool:
        """Whether the paragraph goes on after the break."""
        if self.before.fixed or self.after.fixed or self._starts_anew():
            return False
        if ends_sentence(self.before.text):
            return self._continues_indented_column()
        if STARTS_INSIDE.match(self.after.text) or ENDS_OPEN.search(self.before.text) or self._in_brackets():
            return True
        if self.after.indented and self.layout.indents:
            return False
        if is_heading(self.paragraph):
            return self._is_bare_mark() or self.layout.fills(self.before.text)
        return self._was_cut()

    def _starts_anew(self) -> bool:
        """A date, or a number that opens a paragraph (unless 第 | 三、四 季度 is one word)."""
        if is_date_line(self.after.text) or is_date_line(self.before.text):
            return True
        return bool(NUMBER_MARK.match(self.after.text)) and not self._splits_word()

    def _continues_indented_column(self) -> bool:
        """In a wrapped text whose paragraphs are set in, a full line may end with a full stop by chance."""
        return (
            self.layout.indents
            and self.layout.fills(self.before.text)
            and not self.after.indented
            and not self.after.gap
            and self.before.text[-1] not in "：:"
        )

    def _was_cut(self) -> bool:
        """Whether the line before was cut by the edge of a column or page, not ended by its writer."""
        length = len(self.before.text)
        if self.layout.column is not None:
            return self.layout.fills(self.before.text)
        if self.after.gap or not self.soft:
            return (self.soft and length >= LONG_LINE) or (length >= LEAST_BROKEN and self._splits_word())
        if self.inline or self._is_bare_mark():
            return True
        if self.layout.spaced:
            return len(self.paragraph) >= LONG_SOFT_LINE or self._splits_word()
        return length >= LONG_LINE or self._splits_word()

    def _is_bare_mark(self) -> bool:
        return bool(ONLY_MARK.fullmatch(self.before.text))

    def _in_brackets(self) -> bool:
        tail = self.paragraph[-BRACKET_REACH:]
        return any(
            sum(tail.count(mark) for mark in opening) > sum(tail.count(mark) for mark in closing)
            for opening, closing in BRACKETS
        )

    def _splits_word(self) -> bool:
        """Whether a word of jieba's dictionary, or a number, stands across the break.

        A compound of two words (回顾 | 过去) shows nothing: one half may end a heading and the other begin a text.
        """
        left, right = self.before.text[-WORD_REACH:], self.after.text[:WORD_REACH]
        if left[-1].isdigit() and right[0].isdigit():
            return len(self.before.text) >= LEAST_BROKEN
        end = 0
        for word in plain_jieba().cut(left + right, hmm=False):  # without guessed words: the dictionary only
            start, end = end, end + len(word)
            if end > len(left):
                halves = len(left) - start, end - len(left)
                return word.isalpha() and min(halves) > 0 and (halves[0] == 1 or halves[1] == 1)
        return False


def _inline_broken(lines: Sequence[Line], *, spaced: bool) -> frozenset[int]:
    """Positions of lines that belong to the line before, because links were torn onto lines of their own.

    A line that begins with a closing mark gives it away: 听取了 / 政府工作报告 / 。会议… Where blank lines part the
    paragraphs, the whole paragraph is then one; elsewhere only the torn link and what follows it.
    """
    torn = [position for position, line in enumerate(lines) if not line.gap and STARTS_INSIDE.match(line.text)]
    positions: set[int] = set()
    if not spaced:
        positions.update(torn)
        positions.update(position - 1 for position in torn if _is_link_text(lines[position - 1]))
        return frozenset(positions)
    done = 0
    for position in torn:
        if position < done:
            continue
        start, done = position, position + 1
        while start > 0 and not lines[start].gap:
            start -= 1
        while done < len(lines) and not lines[done].gap:
            done += 1
        positions.update(range(start + 1, done))
    return frozenset(positions)


def _is_link_text(line: Line) -> bool:
    return not line.gap and len(line.text) <= LONGEST_LINK


def _between(paragraph: str, line: str) -> str:
    """What stands between two parts of one paragraph: nothing in Chinese, a space between two Latin words."""
    return " " if LATIN.match(paragraph[-1]) and LATIN.match(line[0]) else ""
