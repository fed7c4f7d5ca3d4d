"""The file of a collection's own words: what a line may say, and what is said of one that cannot be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import SettingsError, open_home
from indexer.own_words import MAX_FREQUENCY, OwnWords, own_words_stamp, read_own_words, why_all_changes
from indexer.segment import RESERVE, Segmenter, Term, shipped_segmenter

if TYPE_CHECKING:
    from corpus import Home

OWN = Term("云岭镇", 40, "ns")


def read(home: Home, text: str | bytes) -> OwnWords:
    home.dictionary.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_own_words(home)


def test_a_home_without_the_file_has_no_words(home: Home) -> None:
    assert read_own_words(home) == OwnWords()
    assert OwnWords().digest == ""
    assert OwnWords().segmenter() is shipped_segmenter()
    assert own_words_stamp(home) is None


@pytest.mark.parametrize(
    ("line", "term"),
    [
        pytest.param("云岭镇", Term("云岭镇", 1, "n"), id="a word alone"),
        pytest.param("云岭镇 40", Term("云岭镇", 40, "n"), id="with a frequency"),
        pytest.param("云岭镇 40 ns", Term("云岭镇", 40, "ns"), id="with a tag"),
        pytest.param("云岭镇 ns", Term("云岭镇", 1, "ns"), id="a tag alone"),
        pytest.param("雲嶺鎮\u300040", Term("云岭镇", 40, "n"), id="traditional, a wide space"),
        pytest.param("“云岭镇” # 新设", Term("云岭镇", 1, "n"), id="quotes and a comment"),
        pytest.param("\ufeff云岭镇\r", Term("云岭镇", 1, "n"), id="as Windows writes it"),
        pytest.param("C++11", Term("c++11", 1, "n"), id="letters and signs"),
        pytest.param("5G基站", Term("5g基站", 1, "n"), id="letters and characters"),
    ],
)
def test_a_line_gives_a_word(home: Home, line: str, term: Term) -> None:
    own = read(home, f"{line}\n\n  \n# 只是说明\n")
    assert own.terms == (term,)
    assert own.bad_lines == ()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        pytest.param("云岭 镇 子 里", "is not of the form", id="too many fields"),
        pytest.param("云岭镇 40 noun!", "is not of the form", id="no tag"),
        pytest.param("云岭镇 很多", "no whole number", id="no number"),
        pytest.param("云岭镇 -1", "no whole number", id="negative"),
        pytest.param("云岭镇 \uff14", "no whole number", id="wide digits"),
        pytest.param("云岭镇 0", "is not from 1 to", id="zero"),
        pytest.param(f"云岭镇 {MAX_FREQUENCY + 1}", "is not from 1 to", id="too frequent"),
        pytest.param("云岭镇 " + "9" * 5000, "no whole number", id="far too many digits"),
        pytest.param("《》 3", "holds no letter", id="only brackets"),
        pytest.param("，。", "holds no letter", id="only punctuation"),
        pytest.param("云" * 61, "at most 60", id="too long"),
        pytest.param("云岭，镇", "end a word", id="a comma inside"),
        pytest.param("的和在 1", "is cut whole from a frequency of", id="too seldom"),
        pytest.param(b"\xd4\xc6\xc1\xeb", "not UTF-8", id="another encoding"),
        pytest.param("云岭村", "stands in line 1 already", id="twice"),
    ],
)
def test_a_line_that_cannot_be_used_is_named_and_the_others_count(home: Home, line: str | bytes, reason: str) -> None:
    raw = line if isinstance(line, bytes) else line.encode()
    own = read(home, "云岭村\n".encode() + raw + "\n枫桥式法庭\n".encode())
    assert [term.word for term in own.terms] == ["云岭村", "枫桥式法庭"]
    (bad,) = own.bad_lines
    assert bad.number == 2
    assert reason in str(bad)


def test_what_is_said_to_suffice_suffices(home: Home) -> None:
    (bad,) = read(home, "的和在 1").bad_lines
    enough = bad.reason.partition("frequency of ")[2].partition(" on")[0].replace(",", "")
    assert read(home, f"的和在 {enough}").bad_lines == ()
    assert read(home, f"的和在 {int(enough) - 1}").bad_lines != ()


def test_a_file_that_cannot_be_read_is_said_so(home: Home) -> None:
    home.dictionary.mkdir()
    with pytest.raises(SettingsError, match="cannot be read"):
        read_own_words(home)


def test_the_digest_tells_words_and_frequencies_but_neither_comments_nor_tags(home: Home) -> None:
    plain = read(home, "云岭镇 40\n").digest
    assert read(home, "# 地名\n云岭镇 40 ns # 新设\n").digest == plain
    assert read(home, "云岭镇 41\n").digest != plain
    assert read(home, "云岭镇\n").digest != plain


def test_every_change_of_the_file_is_noticed(home: Home) -> None:
    home.dictionary.write_text("云岭镇", encoding="utf-8")
    before = own_words_stamp(home)
    home.dictionary.write_text("云岭村 1", encoding="utf-8")
    assert own_words_stamp(home) not in (None, before)


@settings(max_examples=25)
@given(st.binary(max_size=200) | st.text(max_size=80).map(str.encode))
def test_any_file_can_be_read(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    own = read(open_home(tmp_path_factory.mktemp("home"), create=True), data)
    assert len(own.bad_lines) + len(own.terms) <= data.count(b"\n") + 1
    assert own.segmenter().words("执法") == ["执法"] or "执法" in {term.word[:2] for term in own.terms}


class TestWhatAChangeTouches:
    def test_new_words_touch_only_texts_that_hold_them(self) -> None:
        assert why_all_changes((), (OWN,)) is None
        assert why_all_changes((OWN,), (OWN._replace(frequency=50),)) is None
        assert why_all_changes((OWN,), (OWN._replace(tag="n"),)) is None

    def test_a_word_of_jiebas_own_touches_all(self) -> None:
        assert "法治" in (why_all_changes((), (Term("法治", 9, "n"),)) or "")
        assert why_all_changes((Term("法治", 9, "n"),), (Term("法治", 9, "n"), OWN)) is None

    def test_more_than_the_reserve_touches_all(self) -> None:
        half = (OWN._replace(frequency=RESERVE // 2),)
        assert why_all_changes((), half) is None
        assert "more than" in (why_all_changes(half, (*half, Term("云岭村", RESERVE // 2, "ns"))) or "")

    def test_texts_without_the_words_are_cut_as_before(self) -> None:
        text = "乡镇政府在执法和服务中的做法，和人民群众在生活中的感受，都要写在报告里。" * 3
        heavy = Segmenter((Term("云岭镇", RESERVE - 1, "ns"),))
        assert heavy.words(text) == shipped_segmenter().words(text)
