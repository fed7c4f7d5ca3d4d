from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from corpus.simplified import simplified_characters
from indexer.fold import LONG_TEXT, FoldedText, fold, fold_version

SURROGATES = range(0xD800, 0xE000)
EVERY_CHARACTER = [chr(code) for code in range(sys.maxunicode + 1) if code not in SURROGATES]

# letters of every kind of rule, so that random texts meet them often
TRICKY = st.text(alphabet="枫楓桥橋经經aA\uff21ßİ㎏⑴…“”（） \u3000\u200b·，。\n\ud800\U00020000ﬁ", max_size=40)
ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=()), max_size=40) | TRICKY


@pytest.mark.parametrize(
    "spelling",
    [
        pytest.param("楓橋經驗", id="traditional"),
        pytest.param("枫桥 经验", id="space"),
        pytest.param("枫桥\u3000经验", id="full-width space"),
        pytest.param("枫桥\n经验", id="line break"),
        pytest.param("枫\u200b桥\ufeff经验", id="zero width"),
        pytest.param("枫桥\x00经验", id="control"),
        pytest.param("“枫桥”《经验》", id="quotes and brackets"),
        pytest.param("枫桥·经验", id="middle dot"),
        pytest.param("枫桥经\U000e0100验", id="variation selector"),
    ],
)
def test_spellings_that_a_reader_takes_for_the_same_fold_to_one(spelling: str) -> None:
    assert fold(spelling) == "枫桥经验"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("\uff21\uff22\uff23１２", "abc12", id="full width"),
        pytest.param("GDP", "gdp", id="case"),
        pytest.param("Straße", "strasse", id="one character to two"),
        pytest.param("㎏", "kg", id="compatibility"),
        pytest.param("\uf914", "乐", id="compatibility ideograph, then simplified"),
        pytest.param("⑴", "1", id="brackets that compatibility brings"),
        pytest.param("﹁法﹂", "法", id="vertical quotes"),
        pytest.param("", "", id="empty"),
    ],
)
def test_characters_fold_one_by_one(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_sentence_punctuation_stays() -> None:
    assert fold("一。二、三；四！") == "一。二、三;四!"


@pytest.mark.parametrize("char", "“”‘’\"'「」『』《》〈〉（）()【】[]〔〕·")
def test_every_quote_bracket_and_middle_dot_is_transparent(char: str) -> None:
    assert fold(f"法{char}治") == "法治"


def test_lone_surrogates_are_dropped_so_that_the_result_can_be_encoded() -> None:
    assert fold("法\ud83d治\udc00").encode() == "法治".encode()


def test_every_character_folds_to_characters_that_fold_to_themselves() -> None:
    unstable = [char for char in EVERY_CHARACTER if any(fold(one) != one for one in fold(char))]
    assert unstable == []


def test_the_table_of_simplified_characters_is_that_of_opencc() -> None:
    converter = OpenCC("t2s")
    expected = {ord(char): converter.convert(char) for char in EVERY_CHARACTER if not char.isascii()}
    assert {code: to for code, to in expected.items() if to != chr(code)} == simplified_characters()


@given(ANY_TEXT)
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ANY_TEXT, ANY_TEXT)
def test_a_text_folds_as_its_parts_do(first: str, second: str) -> None:
    assert fold(first + second) == fold(first) + fold(second)


def test_every_character_folds_in_a_long_text_as_it_does_alone() -> None:
    assert fold("".join(EVERY_CHARACTER)) == "".join(map(fold, EVERY_CHARACTER))


@given(ANY_TEXT, st.data())
def test_a_long_text_maps_back_as_a_short_one_does(text: str, data: st.DataObject) -> None:
    short = FoldedText(text)
    long = FoldedText(text + "。" * LONG_TEXT)
    start = data.draw(st.integers(0, len(short.folded)))
    end = data.draw(st.integers(start, len(short.folded)))
    assert long.folded.startswith(short.folded)
    if start < end:
        assert long.original_span(start, end) == short.original_span(start, end)
    at_the_end = (len(long.original), len(long.original))
    assert long.original_span(len(long.folded), len(long.folded)) == at_the_end


def test_the_version_names_the_unicode_tables_and_the_table_of_characters() -> None:
    rules, unicode, table = fold_version().split("/")
    assert rules.startswith("fold-")
    assert unicode.startswith("unicode-")
    assert table.startswith("t2s-")


@given(ANY_TEXT, st.data())
def test_an_original_span_holds_the_folded_one_and_nothing_transparent_at_its_ends(
    text: str, data: st.DataObject
) -> None:
    folded = FoldedText(text)
    assert folded.folded == fold(text)
    start = data.draw(st.integers(0, len(folded.folded)))
    end = data.draw(st.integers(start, len(folded.folded)))
    first, last = folded.original_span(start, end)
    covered = text[first:last]
    assert folded.folded[start:end] in fold(covered)
    assert (start == end) == (covered == "")
    if covered:
        assert fold(covered[0])
        assert fold(covered[-1])


@given(ANY_TEXT)
def test_each_folded_character_is_traced_to_the_one_it_came_from(text: str) -> None:
    folded = FoldedText(text)
    origins = [place for place, char in enumerate(text) for _ in fold(char)]
    assert [folded.original_span(at, at + 1) for at in range(len(origins))] == [(at, at + 1) for at in origins]
    assert folded.original_span(len(origins), len(origins)) == (len(text), len(text))


def test_a_hit_in_the_middle_of_a_character_covers_it_whole() -> None:
    assert FoldedText("重5㎏。").find_all("g") == [(2, 3)]


def test_transparent_characters_are_covered_inside_a_hit_only() -> None:
    text = "（“枫桥” 经验）"
    assert [text[start:end] for start, end in FoldedText(text).find_all("枫桥经验")] == ["枫桥” 经验"]


@given(TRICKY, TRICKY)
def test_all_hits_are_found_and_counted_as_python_counts(text: str, needle: str) -> None:
    folded = FoldedText(text)
    found = folded.find_all(needle)
    assert len(found) == (fold(text).count(fold(needle)) if fold(needle) else 0)
    assert all(fold(needle) in fold(text[start:end]) for start, end in found)
    assert found == sorted(found)


def test_hits_do_not_overlap() -> None:
    assert FoldedText("哈哈哈哈哈").find_all("哈哈") == [(0, 2), (2, 4)]


@pytest.mark.parametrize("span", [(-1, 1), (1, 0), (0, 3)])
def test_a_span_outside_the_text_is_refused(span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="no span"):
        FoldedText("法治").original_span(*span)
