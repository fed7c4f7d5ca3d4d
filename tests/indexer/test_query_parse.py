from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indexer.query import (
    And,
    Field,
    FilterField,
    Keyword,
    MatchAll,
    Near,
    Node,
    Not,
    Or,
    PlaceFilter,
    TextFilter,
    Within,
    Word,
    YearFilter,
    parse,
    unparse,
)
from indexer.query.parser import MAX_DEPTH, MAX_LENGTH, MAX_TERMS
from indexer.query.tree import all_of, any_of, merge_filters, near
from indexer.segment import shipped_segmenter

A, B, C, D = (Keyword(letter) for letter in "abcd")
SENTENCE, PARAGRAPH = Within.SENTENCE, Within.PARAGRAPH


def _phrase(text: str) -> Keyword:
    return Keyword(text, quoted=True)


@pytest.mark.parametrize(
    ("text", "node"),
    [
        pytest.param("", MatchAll(), id="empty"),
        pytest.param(" \u3000\n", MatchAll(), id="white space"),
        pytest.param("枫桥经验", Keyword("枫桥经验"), id="keyword"),
        pytest.param("a b", And((A, B)), id="space is AND"),
        pytest.param("a\u3000b", And((A, B)), id="full-width space is AND"),
        pytest.param("a AND b", And((A, B)), id="AND"),
        pytest.param("a OR b", Or((A, B)), id="OR"),
        pytest.param("a or b", And((A, Keyword("or"), B)), id="small or is text"),
        pytest.param("a OR b c", Or((A, And((B, C)))), id="AND binds tighter than OR"),
        pytest.param("(a OR b) c", And((Or((A, B)), C)), id="parentheses group"),
        pytest.param("(a b) (c d)", And((A, B, C, D)), id="nested AND is flat"),
        pytest.param("-a", Not(A), id="minus"),
        pytest.param("\uff0da", Not(A), id="full-width minus"),
        pytest.param("NOT a", Not(A), id="NOT"),
        pytest.param("a -(b OR c)", And((A, Not(Or((B, C))))), id="minus before a group"),
        pytest.param("a-b", Keyword("a-b"), id="hyphen inside a word"),
        pytest.param('"a b"', _phrase("a b"), id="phrase"),
        pytest.param("“a b”", _phrase("a b"), id="curly phrase"),
        pytest.param("「a b」", _phrase("a b"), id="corner phrase"),
        pytest.param("\uff02a b\uff02", _phrase("a b"), id="full-width phrase"),
        pytest.param('"坚持“枫桥经验”"', _phrase("坚持“枫桥经验”"), id="quotes inside a phrase"),
        pytest.param("发展“枫桥 经验”工作", Keyword("发展“枫桥 经验”工作"), id="quotes inside a word hold it together"),
        pytest.param("“枫桥经验”发展", Keyword("“枫桥经验”发展"), id="a pasted phrase and what follows are one"),
        pytest.param("条例(试行)", Keyword("条例(试行)"), id="parentheses inside a word are text"),
        pytest.param("（a OR b）", Or((Keyword("（a"), Keyword("b）"))), id="full-width parentheses are text"),
        pytest.param("http://a.cn/x", Keyword("http://a.cn/x"), id="an unknown field is text"),
        pytest.param("title:法治", Keyword("法治", Field.TITLE), id="title"),
        pytest.param("TITLE：法治", Keyword("法治", Field.TITLE), id="full-width colon"),
        pytest.param('issuer:"a b"', Keyword("a b", Field.ISSUER, quoted=True), id="issuer phrase"),
        pytest.param("site:a.gov.cn", Keyword("a.gov.cn", Field.SITE), id="site"),
        pytest.param("title:OR", Keyword("OR", Field.TITLE), id="an operator's name as value"),
        pytest.param("word:执法", Word("执法"), id="word"),
        pytest.param("a NEAR/s b", Near(SENTENCE, (A, B)), id="one sentence"),
        pytest.param("a NEAR/p b", Near(PARAGRAPH, (A, B)), id="one paragraph"),
        pytest.param("a NEAR/S b", Near(SENTENCE, (A, B)), id="NEAR with a capital"),
        pytest.param("a NEAR\uff0fs b", Near(SENTENCE, (A, B)), id="NEAR with a full-width slash"),
        pytest.param("a near/s b", And((A, Keyword("near/s"), B)), id="small near is text"),
        pytest.param("a NEAR/5 b", And((A, Keyword("NEAR/5"), B)), id="no distance in words"),
        pytest.param("a NEAR/s b NEAR/s a", Near(SENTENCE, (A, B, A)), id="a chain is flat"),
        pytest.param("(a NEAR/s b) NEAR/s a", Near(SENTENCE, (A, B, A)), id="a chain in parentheses is flat too"),
        pytest.param(
            "a NEAR/p b NEAR/s a NEAR/p b", Near(PARAGRAPH, (A, Near(SENTENCE, (B, A)), B)), id="sentence first"
        ),
        pytest.param("(a OR b) NEAR/s c", Near(SENTENCE, (Or((A, B)), Keyword("c"))), id="OR near a keyword"),
        pytest.param("a b NEAR/s c", And((A, Near(SENTENCE, (B, Keyword("c"))))), id="NEAR binds tighter than AND"),
        pytest.param("-a NEAR/s b", Not(Near(SENTENCE, (A, B))), id="NEAR binds tighter than NOT"),
        pytest.param(
            '"a b" NEAR/s word:执法', Near(SENTENCE, (_phrase("a b"), Word("执法"))), id="a phrase near a word"
        ),
        pytest.param(
            "(a NEAR/s b OR c) NEAR/s a",
            Near(SENTENCE, (Or((Near(SENTENCE, (A, B)), Keyword("c"))), A)),
            id="NEAR within OR within NEAR",
        ),
        pytest.param('word:"执法"', Word("执法"), id="quoted word"),
        pytest.param("year:2022", YearFilter(((2022, 2022),)), id="year"),
        pytest.param("year:2019..2022", YearFilter(((2019, 2022),)), id="years"),
        pytest.param("year:2019-2022", YearFilter(((2019, 2022),)), id="years with a hyphen"),
        pytest.param("year:2019..", YearFilter(((2019, None),)), id="from a year"),
        pytest.param("year:..2019", YearFilter(((None, 2019),)), id="to a year"),
        pytest.param("year:2022年", YearFilter(((2022, 2022),)), id="year with its Chinese unit"),
        pytest.param("year:2019,2021", YearFilter(((2019, 2019), (2021, 2021))), id="two years"),
        pytest.param(
            "province:浙江", PlaceFilter(FilterField.PROVINCE, ("浙江",)), id="place as written without a gazetteer"
        ),
        pytest.param("city:甲、乙，丙", PlaceFilter(FilterField.CITY, ("甲", "乙", "丙")), id="Chinese commas"),
        pytest.param("level:乡镇", TextFilter(FilterField.LEVEL, ("township",)), id="Chinese level"),
        pytest.param("level:township", TextFilter(FilterField.LEVEL, ("township",)), id="English level"),
        pytest.param("type:法治政府", TextFilter(FilterField.DOC_TYPE, ("法治政府建设报告",)), id="part of a type"),
        pytest.param("type:其他", TextFilter(FilterField.DOC_TYPE, ("其他",)), id="whole type"),
    ],
)
def test_a_query_means(text: str, node: Node) -> None:
    parsed = parse(text, segmenter=shipped_segmenter())
    assert parsed.node == node
    assert parsed.notes == ()
    assert parsed.text == text


@pytest.mark.parametrize(
    ("text", "node"),
    [
        pytest.param(
            "province:甲 a province:乙", And((PlaceFilter(FilterField.PROVINCE, ("甲", "乙")), A)), id="places"
        ),
        pytest.param("year:2019 year:2021", YearFilter(((2019, 2019), (2021, 2021))), id="years"),
        pytest.param("level:省 level:市", TextFilter(FilterField.LEVEL, ("province", "city")), id="levels"),
        pytest.param(
            "city:甲 county:乙",
            And((PlaceFilter(FilterField.CITY, ("甲",)), PlaceFilter(FilterField.COUNTY, ("乙",)))),
            id="different facets stay apart",
        ),
    ],
)
def test_values_of_one_facet_at_the_top_are_or(text: str, node: Node) -> None:
    assert parse(text).node == node


@pytest.mark.parametrize(
    ("text", "node", "code"),
    [
        pytest.param('"a b', And((A, B)), "unbalanced-quote", id="quote never closed"),
        pytest.param("“a", A, "unbalanced-quote", id="curly quote never closed"),
        pytest.param('"-a', _phrase("-a"), "unbalanced-quote", id="quote never closed before a minus"),
        pytest.param("(a b", And((A, B)), "unbalanced-parenthesis", id="parenthesis never closed"),
        pytest.param("a) b", And((A, B)), "unbalanced-parenthesis", id="parenthesis never opened"),
        pytest.param("year:abc", _phrase("year:abc"), "bad-year", id="no year"),
        pytest.param("year:2022,abc", _phrase("year:2022,abc"), "bad-year", id="one of two is no year"),
        pytest.param("year:..", _phrase("year:.."), "bad-year", id="range without ends"),
        pytest.param("year:20222", _phrase("year:20222"), "bad-year", id="five digits"),
        pytest.param("year:2022..2019", YearFilter(((2019, 2022),)), "reversed-years", id="years reversed"),
        pytest.param("a OR", And((A, _phrase("OR"))), "dangling-operator", id="OR at the end"),
        pytest.param("OR a", And((_phrase("OR"), A)), "dangling-operator", id="OR at the beginning"),
        pytest.param("(a AND)", And((A, _phrase("AND"))), "dangling-operator", id="AND at the end of a group"),
        pytest.param("NEAR/s a", And((_phrase("NEAR/s"), A)), "dangling-operator", id="NEAR at the beginning"),
        pytest.param("a NEAR/p", And((A, _phrase("NEAR/p"))), "dangling-operator", id="NEAR at the end"),
        pytest.param("a NEAR/s title:b", And((A, Keyword("b", Field.TITLE))), "not-near", id="NEAR a field"),
        pytest.param("a NEAR/s -b", And((A, Not(B))), "not-near", id="NEAR what is excluded"),
        pytest.param("a NEAR/s (b c)", And((A, B, Keyword("c"))), "not-near", id="NEAR an AND"),
        pytest.param(
            "a NEAR/s (b NEAR/p a)", And((A, Near(PARAGRAPH, (B, A)))), "not-near", id="a paragraph in a sentence"
        ),
        pytest.param("a NEAR/p year:2022", And((A, YearFilter(((2022, 2022),)))), "not-near", id="NEAR a filter"),
        pytest.param("a NEAR/s 《》", A, "empty-keyword", id="NEAR nothing"),
        pytest.param("法*", Keyword("法*"), "no-wildcards", id="asterisk"),
        pytest.param("title:法?", Keyword("法?", Field.TITLE), "no-wildcards", id="question mark"),
        pytest.param("NOT", _phrase("NOT"), "dangling-operator", id="NOT alone"),
        pytest.param("-", Keyword("-"), "lone-minus", id="minus alone"),
        pytest.param("a - b", And((A, Keyword("-"), B)), "lone-minus", id="minus between words"),
        pytest.param("title:", _phrase("title:"), "empty-value", id="field without value"),
        pytest.param("a ()", A, "empty-group", id="empty group"),
        pytest.param('a ""', A, "empty-keyword", id="empty phrase"),
        pytest.param("a 《》", A, "empty-keyword", id="keyword that folds to nothing"),
        pytest.param("a -《》", A, "empty-keyword", id="excluded keyword that folds to nothing"),
        pytest.param("a title:《》", A, "empty-keyword", id="field value that folds to nothing"),
        pytest.param('a year:""', A, "empty-keyword", id="empty quoted value"),
        pytest.param("《》", MatchAll(), "nothing-to-search", id="only brackets"),
        pytest.param("((", MatchAll(), "nothing-to-search", id="only parentheses"),
        pytest.param("level:火星", TextFilter(FilterField.LEVEL, ("火星",)), "unknown-value", id="unknown level"),
        pytest.param("type:菜谱", TextFilter(FilterField.DOC_TYPE, ("菜谱",)), "unknown-value", id="unknown type"),
        pytest.param("word:和服务", Word("和服务"), "not-a-word", id="not one word"),
        pytest.param("a" * (MAX_LENGTH + 1), _phrase("a" * (MAX_LENGTH + 1)), "too-long", id="too long"),
        pytest.param("《" * (MAX_LENGTH + 1), MatchAll(), "too-long", id="too long, only brackets"),
        pytest.param("a " * (MAX_TERMS + 1), _phrase(("a " * (MAX_TERMS + 1)).strip()), "too-complex", id="terms"),
        pytest.param(
            "(" * MAX_DEPTH + "a" + ")" * MAX_DEPTH,
            _phrase("(" * MAX_DEPTH + "a" + ")" * MAX_DEPTH),
            "too-complex",
            id="deep parentheses",
        ),
        pytest.param("-" * 1_000 + "a", _phrase("-" * 1_000 + "a"), "too-complex", id="many minus signs"),
    ],
)
def test_what_cannot_be_read_is_searched_as_text_and_noted(text: str, node: Node, code: str) -> None:
    parsed = parse(text, segmenter=shipped_segmenter())
    assert parsed.node == node
    note = next(note for note in parsed.notes if note.code == code)
    assert note.message.endswith(".")
    assert all(isinstance(value, str) for value in note.arguments.values())


def test_the_same_note_is_given_once() -> None:
    assert [note.code for note in parse('"a “b').notes] == ["unbalanced-quote"]


def test_a_long_and_complex_query_within_the_bounds_is_parsed() -> None:
    assert len(getattr(parse("a " * MAX_TERMS).node, "children", ())) == MAX_TERMS
    assert parse("(" * (MAX_DEPTH - 1) + "a" + ")" * (MAX_DEPTH - 1)).node == A


def test_nodes_keep_the_span_of_text_they_came_from() -> None:
    text = '法治 -"枫桥 经验" year:2022'
    node = parse(text).node
    assert isinstance(node, And)
    assert [text[slice(*child.span)] for child in node.children if not isinstance(child, MatchAll)] == [
        "法治",
        '-"枫桥 经验"',
        "year:2022",
    ]
    assert node.span == (0, len(text))


PIECES = st.sampled_from(
    [
        *'ab-()"“”「」：: ,\u3000枫《',
        "AND",
        "OR",
        "NOT",
        " OR ",
        " NEAR/s ",
        " NEAR/p ",
        "title:",
        "word:",
        "year:",
        "2022",
        "..",
        "province:",
        "level:市",
    ]
)
TYPED = st.lists(PIECES, max_size=14).map("".join)


@given(TYPED | st.text(max_size=30))
@example('"OR')
@example('a "b” “c')
@example("-(-")
@example('word:“a"b”')
def test_whatever_is_typed_is_parsed_and_comes_back_from_its_text(text: str) -> None:
    node = parse(text).node
    assert parse(unparse(node)).node == node


PLAIN = st.text(alphabet='ab枫桥-:：“”() \u3000"', min_size=1, max_size=6).map(
    lambda text: f"枫{text.replace(chr(34), '')}验"
)
YEARS = st.integers(1000, 9999)
YEAR_RANGES: st.SearchStrategy[tuple[int | None, int | None]] = st.one_of(
    st.tuples(st.none(), YEARS),
    st.tuples(YEARS, st.none()),
    st.tuples(YEARS, YEARS).map(lambda pair: (min(pair), max(pair))),
)
PLACE_NAMES = st.sampled_from(["浙江省", "甲 乙", "a(b", "-c"])
LEAVES: st.SearchStrategy[Node] = st.one_of(
    PLAIN.map(lambda text: Keyword(text, quoted=True)),
    st.tuples(PLAIN, st.sampled_from(Field)).map(lambda pair: Keyword(pair[0], pair[1], quoted=True)),
    st.sampled_from(["法治", "a", "枫桥经验"]).map(Keyword),
    st.sampled_from(["执法", "法治政府"]).map(Word),
    st.lists(YEAR_RANGES, min_size=1, max_size=3, unique=True).map(lambda ranges: YearFilter(tuple(ranges))),
    st.lists(PLACE_NAMES, min_size=1, max_size=3, unique=True).map(
        lambda names: PlaceFilter(FilterField.CITY, tuple(names))
    ),
    st.just(TextFilter(FilterField.LEVEL, ("city", "county"))),
)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=2, max_size=3).map(all_of),
        st.lists(inner, min_size=2, max_size=3).map(any_of),
        st.tuples(st.sampled_from(Within), st.lists(inner, min_size=2, max_size=3)).map(
            lambda chain: near(*chain) or all_of(chain[1])
        ),
    ),
    max_leaves=8,
)


@given(TREES)
def test_every_tree_comes_back_from_its_text(tree: Node) -> None:
    node = merge_filters(tree)
    assert parse(unparse(node)).node == node
