from __future__ import annotations

import json
import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rjieba import Jieba

from indexer import segment
from indexer.boundaries import folded_with_marks
from indexer.fold import fold
from indexer.segment import Segmenter, Term, segmenter_with, shipped_segmenter

SEGMENTER = shipped_segmenter()
OWN = Term("云岭镇", 2000, "ns")
PROBES = ("的的", "在的", "和的")

INVENTED = """关于2022年度法治政府建设情况的报告
今年以来，云岭镇坚持和发展新时代“枫桥经验”，深入推进“放管服”改革，办结信访事项128件，群众满意率达99.5%。
一是健全公共法律服务体系，开展双随机、一公开检查36次；二是落实行政执法三项制度，重大执法决定法制审核率100%。
全镇产品和服务质量稳步提升，街道办事处与司法所联合调处矛盾纠纷，GDP同比增长6.2%，林小满等5名同志获评先进。
存在的问题：个别干部依法行政意识不强，执法人员力量不足，网格员培训不够。下一步将持续优化法治化营商环境。"""


@pytest.fixture(scope="module")
def pure_jieba() -> Any:
    """jieba in pure Python, with the same user dictionary, beside its global instance."""
    import jieba

    jieba.setLogLevel("ERROR")
    tokenizer = jieba.Tokenizer()
    for term in segment.domain_terms():
        tokenizer.add_word(*term)
    tokenizer.add_word("《》", segment.RESERVE, "x")
    return tokenizer


def _words_of(tokenizer: Any, text: str) -> list[str]:
    return [word for word in tokenizer.cut_for_search(folded_with_marks(text)) if segment._is_word(word)]


def test_the_rust_and_the_python_jieba_cut_an_invented_report_alike(pure_jieba: Any) -> None:
    assert SEGMENTER.words(INVENTED) == _words_of(pure_jieba, INVENTED)


@pytest.mark.shared
def test_on_real_reports_the_two_differ_only_in_runs_of_latin_letters_and_digits(
    pure_jieba: Any, shared_dir: Path
) -> None:
    lines = (shared_dir / "data" / "state_council_reports.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["content"] for line in lines[::12]]
    texts += [path.read_text(encoding="utf-8") for path in sorted((shared_dir / "data" / "seeds").iterdir())]
    total = 0
    differing: Counter[str] = Counter()
    for text in texts:
        ours, theirs = Counter(SEGMENTER.words(text)), Counter(_words_of(pure_jieba, text))
        total += ours.total()
        differing += (ours - theirs) + (theirs - ours)
    assert total > 40_000
    assert [word for word in differing if not word.isascii()] == []
    assert differing.total() < total / 1_000


def test_every_term_of_the_dictionary_is_cut_as_one_word() -> None:
    assert [term for term, _, _ in segment.domain_terms() if term not in SEGMENTER.words(term)] == []


def test_the_dictionary_holds_each_term_once_and_in_its_folded_form() -> None:
    terms = [term for term, _, _ in segment.domain_terms()]
    assert len(terms) == len(set(terms))
    assert [term for term in terms if fold(term) != term] == []


def test_jiebas_global_instance_is_left_alone() -> None:
    assert "枫桥经验" in SEGMENTER.words("枫桥经验")
    assert not Jieba().has_word("枫桥经验")


def test_a_word_that_only_straddles_two_others_is_not_cut() -> None:
    assert "和服" not in SEGMENTER.words("产品和服务")


def test_long_words_bring_their_parts() -> None:
    assert {"公共", "法律", "公共法律服务"} <= SEGMENTER.word_set("公共法律服务")


def test_a_keyword_is_cut_without_the_parts_of_its_words() -> None:
    assert SEGMENTER.segment_query("双随机、一公开") == ["双随机", "一公开"]


@pytest.mark.parametrize("text", ["枫\u3000桥 经验", "枫桥\u200b经验", "楓橋經驗", "　枫桥经验"])
def test_a_word_is_found_in_any_spelling(text: str) -> None:
    assert "枫桥经验" in SEGMENTER.words(text)


@pytest.mark.parametrize("boundary", ["\n", "\r\n", "\u2028", "”“", "（", "）", "《", "\uff3b", "\ufe43", '"'])
def test_no_word_crosses_a_line_break_a_quote_or_a_bracket(boundary: str) -> None:
    assert "枫桥经验" not in SEGMENTER.words(f"枫桥{boundary}经验")


def test_tokens_without_letter_digit_or_chinese_character_are_dropped() -> None:
    assert SEGMENTER.words("，。！—— \uff05 + 法治 3.5% gdp \U0001f600") == ["法治", "3.5%", "gdp"]


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=60))
def test_any_text_can_be_cut(text: str) -> None:
    assert all(fold(word) == word for word in SEGMENTER.words(text))
    assert SEGMENTER.word_set(text) == frozenset(SEGMENTER.words(text))


@given(st.text(alphabet="产品和服务执法行政的公共法律枫桥经验“”（）\n 　，a1.\uff05㎏", max_size=60))
def test_a_words_spans_are_as_many_as_the_word_is_counted(text: str) -> None:
    counts = Counter(SEGMENTER.words(text))
    for word, count in counts.items():
        spans = SEGMENTER.word_spans(text, word)
        assert len(spans) == count
        assert all(word in fold(text[start:end]) for start, end in spans)


def test_words_spans_point_into_the_original() -> None:
    spans = SEGMENTER.word_spans(INVENTED, "執法")
    assert [INVENTED[start:end] for start, end in spans] == ["执法"] * 3
    assert SEGMENTER.word_spans("产品和服务", "和服") == []
    assert SEGMENTER.word_spans("\U00020000\U00020000执法", "执法") == [(2, 4)]
    assert SEGMENTER.word_spans("执法", "《》") == []


def test_a_very_long_line_is_cut() -> None:
    assert SEGMENTER.words("法治政府建设" * 50_000).count("法治政府建设") == 50_000


def test_threads_that_come_first_together_load_once_and_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    loads = []
    genuine = segment.domain_terms

    def counted() -> tuple[Term, ...]:
        loads.append(1)
        return genuine()

    monkeypatch.setattr(segment, "domain_terms", counted)
    together = Barrier(4)
    fresh = Segmenter()

    def cut(_: int) -> list[str]:
        together.wait()
        return fresh.words(INVENTED)

    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(cut, range(4)))
    assert loads == [1]
    assert results == [SEGMENTER.words(INVENTED)] * 4


def test_the_same_words_make_the_same_segmenter() -> None:
    terms = (Term("云岭镇", 5, "ns"),)
    assert segmenter_with(terms) is segmenter_with(tuple(terms))
    assert segmenter_with(()) is shipped_segmenter()


def test_the_digest_names_the_shipped_terms_and_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = SEGMENTER.digest
    assert re.fullmatch("[0-9a-f]{16}", shipped)
    mine = {Segmenter(terms).digest for terms in [(OWN,), (OWN._replace(frequency=9),), (OWN, OWN._replace(word="青"))]}
    assert len(mine | {shipped}) == 4
    other = tmp_path / "dictionary.txt"
    other.write_text("枫桥经验 1000 n\n", encoding="utf-8")
    monkeypatch.setattr(segment, "DICTIONARY_PATH", other)
    assert Segmenter().digest != shipped


def test_ones_own_words_are_cut_whole_and_the_order_they_stand_in_changes_nothing() -> None:
    other = Term("网格员培训", 40, "n")
    one, two = Segmenter((OWN, other)), Segmenter((other, OWN))
    assert one.digest == two.digest
    assert one.words(INVENTED) == two.words(INVENTED)
    assert set(one.words(INVENTED)) - set(SEGMENTER.words(INVENTED)) == {OWN.word, other.word}
    assert one.segment_query("云岭镇深入推进") == ["云岭镇", "深入", "推进"]
    assert [INVENTED[start:end] for start, end in one.word_spans(INVENTED, OWN.word)] == [OWN.word]


def test_a_word_said_twice_counts_as_said_last() -> None:
    said_twice = Segmenter((OWN._replace(frequency=1), OWN))
    assert said_twice.digest == Segmenter((OWN,)).digest
    assert said_twice.words(INVENTED) == Segmenter((OWN,)).words(INVENTED)


def test_ones_own_words_leave_the_number_of_all_occurrences_as_it_is() -> None:
    # What jieba suggests for a word is computed from that number.
    loaded = segment._load((OWN, Term("网格员培训", 400_000, "n")))
    assert [loaded.suggest_freq(text) for text in PROBES] == [segment._load(()).suggest_freq(text) for text in PROBES]
