"""One pass over the whole text gives what folding, splitting and searching it piece by piece gives."""

from __future__ import annotations

import re
import sys
from unicodedata import normalize

from hypothesis import example, given
from hypothesis import strategies as st

from indexer.boundaries import LINE_END, RUN_END, folded_with_marks, original_runs
from indexer.fold import LONG_TEXT, QUOTES_AND_BRACKETS, fold
from indexer.passages import read_passages
from indexer.segment import shipped_segmenter

BRACKETS = {char for char in map(chr, range(sys.maxunicode + 1)) if normalize("NFKC", char) in QUOTES_AND_BRACKETS}
SENTENCE_END = re.compile(r"(?:[。!?]|\.{6,})+")
HOSTILE = "执法楓a1.…。！？｡⁉ ㈱ﬃ㏂“”（）「\uff62\ufe43\n\r\v\f\x1c\x1f\x85\u2028\u2029\x00\u200b\ud800\udfff\U00020bb7"
TEXTS = st.one_of(
    st.text(alphabet=HOSTILE, max_size=60), st.text(alphabet=st.characters(exclude_categories=()), max_size=60)
)
PADDING = st.sampled_from(["", "公" * LONG_TEXT, "。” \n" * LONG_TEXT])  # a long text is folded in another way


def lines_of(text: str) -> list[list[str]]:
    """The folded runs of each line."""
    return [[fold(run) for run in _runs(line) if fold(run)] for line in text.splitlines()]


def _runs(line: str) -> list[str]:
    runs = [""]
    for char in line:
        if char in BRACKETS:
            runs.append("")
        else:
            runs[-1] += char
    return runs


def ends_of(text: str) -> list[int]:
    """Ends as `Passages` has them."""
    ends: list[int] = []
    length = 0
    for runs in lines_of(text):
        line = "".join(runs)
        if line:
            found = (match.end() for match in SENTENCE_END.finditer(line))
            ends.extend(2 * (length + end) for end in found if end < len(line))
            length += len(line)
            ends.append(2 * length + 1)
    return ends


@given(TEXTS, PADDING, TEXTS)
@example("甲......\n......乙", "", "")
@example("“”\n“”", "", "")
def test_a_text_folded_once_has_the_runs_lines_and_sentences_of_its_pieces(first: str, padding: str, last: str) -> None:
    text = first + padding + last
    marked = folded_with_marks(text)
    assert marked.replace(LINE_END, "").replace(RUN_END, "") == fold(text)
    lines = [[run for run in line.split(RUN_END) if run] for line in marked.split(LINE_END)]
    assert [line for line in lines if line] == [line for line in lines_of(text) if line]
    passages = read_passages(text)
    assert (passages.text, passages.ends) == (fold(text), ends_of(text))
    starts = [0, *passages.runs]
    cut = [passages.text[start:end] for start, end in zip(starts, passages.runs, strict=False)]
    assert cut == [run for line in lines_of(text) for run in line]


@given(TEXTS, PADDING, TEXTS)
def test_a_text_folded_once_has_the_words_of_its_runs(first: str, padding: str, last: str) -> None:
    text = first + padding + last
    segmenter = shipped_segmenter()
    assert segmenter.words(text) == [word for match in original_runs(text) for word in segmenter.words(match[0])]


def test_every_character_that_folds_through_a_quote_or_bracket_is_a_boundary() -> None:
    assert {char for char in BRACKETS if folded_with_marks(char) != RUN_END} == set()
