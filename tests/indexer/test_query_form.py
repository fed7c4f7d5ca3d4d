from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import DocType, Level
from indexer.fold import fold
from indexer.query import (
    And,
    GazetteerPlaces,
    Keyword,
    MatchAll,
    Near,
    Node,
    Not,
    Or,
    QueryForm,
    form_of,
    parse,
    query_of,
    unparse,
)

PLACES = GazetteerPlaces()


def _written(form: QueryForm) -> str:
    node, problems = query_of(form, PLACES)
    assert problems == ()
    return unparse(node)


@pytest.mark.parametrize(
    ("form", "query"),
    [
        pytest.param(QueryForm(), "", id="empty"),
        pytest.param(QueryForm(every="信访 调解"), "信访 调解", id="all"),
        pytest.param(QueryForm(every='信访 "a b"'), '信访 "a b"', id="a phrase among all"),
        pytest.param(QueryForm(every="信访 “a b”"), '信访 "a b"', id="a phrase in curly quotes"),
        pytest.param(QueryForm(every="OR -a title:x (b"), '"OR" "-a" "title:x" "(b"', id="syntax typed is text"),
        pytest.param(QueryForm(some="信访 调解"), "信访 OR 调解", id="any"),
        pytest.param(QueryForm(every="执法", some="信访 调解"), "执法 (信访 OR 调解)", id="all and any"),
        pytest.param(QueryForm(some="信访"), "信访", id="any of one"),
        pytest.param(QueryForm(none="信访 调解"), "-信访 -调解", id="none"),
        pytest.param(QueryForm(phrase="rule of law"), '"rule of law"', id="phrase"),
        pytest.param(QueryForm(sentence="执法 培训"), "执法 NEAR/s 培训", id="sentence"),
        pytest.param(QueryForm(paragraph="执法 培训 考试"), "执法 NEAR/p 培训 NEAR/p 考试", id="paragraph"),
        pytest.param(QueryForm(title="法治 报告"), "title:法治 title:报告", id="title"),
        pytest.param(QueryForm(issuer="司法局"), "issuer:司法局", id="issuer"),
        pytest.param(QueryForm(places="浙江、南京"), "place:浙江省,江苏省/南京市", id="places of two levels"),
        pytest.param(QueryForm(places="吉林/朝阳"), "place:吉林省/长春市/朝阳区", id="path"),
        pytest.param(QueryForm(first_year="2019", last_year="2022"), "year:2019..2022", id="years"),
        pytest.param(QueryForm(first_year="2022", last_year="2019"), "year:2019..2022", id="years reversed"),
        pytest.param(QueryForm(first_year="２０１９年"), "year:2019..", id="from a year"),
        pytest.param(QueryForm(last_year="2019"), "year:..2019", id="to a year"),
        pytest.param(QueryForm(levels=("county", "township")), "level:county,township", id="levels"),
        pytest.param(QueryForm(types=("其他",)), "type:其他", id="types"),
    ],
)
def test_a_form_is_written_in_the_query_language(form: QueryForm, query: str) -> None:
    assert _written(form) == query


@pytest.mark.parametrize(
    ("form", "problem"),
    [
        pytest.param(QueryForm(first_year="20a"), ("first_year", "no-year", "20a"), id="no year"),
        pytest.param(QueryForm(places="蓬莱仙岛"), ("places", "no-place", "蓬莱仙岛"), id="no place"),
        pytest.param(QueryForm(places="城关镇"), ("places", "many-places", "城关镇"), id="a name of many towns"),
        pytest.param(QueryForm(every="《》"), ("every", "nothing-in-it", "《》"), id="only brackets"),
        pytest.param(QueryForm(phrase='""'), ("phrase", "nothing-in-it", '""'), id="empty phrase"),
        pytest.param(QueryForm(levels=("galaxy",)), ("levels", "no-value", "galaxy"), id="no level"),
        pytest.param(QueryForm(types=("x",)), ("types", "no-value", "x"), id="no type"),
    ],
)
def test_what_means_nothing_is_named_with_its_field(form: QueryForm, problem: tuple[str, str, str]) -> None:
    node, (found,) = query_of(form, PLACES)
    assert node == MatchAll()
    assert (found.field, found.code, found.text) == problem


@pytest.mark.parametrize(
    ("query", "form"),
    [
        pytest.param("", QueryForm(), id="empty"),
        pytest.param("信访 调解", QueryForm(every="信访 调解"), id="all"),
        pytest.param('"a b" "c d"', QueryForm(phrase="a b", every='"c d"'), id="two phrases"),
        pytest.param("信访 -(a OR b) -c", QueryForm(every="信访", none="a b c"), id="none, in either way"),
        pytest.param("city:杭州市", QueryForm(places="浙江省/杭州市"), id="a city by its name"),
        pytest.param("year:2019,2020,2021", QueryForm(first_year="2019", last_year="2021"), id="years one by one"),
        pytest.param("year:2019..2020,2021..", QueryForm(first_year="2019"), id="spans that touch"),
        pytest.param("year:..2018,2010..2019", QueryForm(last_year="2019"), id="spans that overlap"),
        pytest.param("level:乡镇,县", QueryForm(levels=("township", "county")), id="levels"),
    ],
)
def test_a_query_that_fits_is_read_back(query: str, form: QueryForm) -> None:
    assert form_of(parse(query, places=PLACES).node, PLACES) == form


@pytest.mark.parametrize(
    "query",
    [
        "word:执法",
        "site:example.gov.cn",
        "host:www.example.gov.cn",
        "-title:法治",
        "-year:2022",
        "-(a NEAR/s b)",
        "a OR b c",
        "a OR title:b",
        "(a OR b) (c OR d)",
        "(a OR b) NEAR/s c",
        "a NEAR/s b NEAR/p c",
        "(a NEAR/s b) (c NEAR/s d)",
        "year:2019,2021",
        "year:..2018,2020..",
        "province:浙江 city:杭州",
        "province:蓬莱仙岛",
        "level:火星",
        "type:菜谱",
    ],
)
def test_a_query_that_says_more_than_the_form_is_not_read_back(query: str) -> None:
    assert form_of(parse(query, places=PLACES).node, PLACES) is None


TYPED = st.text(alphabet='法治ab-:“”()"《 \u3000', max_size=8)
FORMS = st.builds(
    QueryForm,
    **dict.fromkeys(("every", "some", "none", "phrase", "sentence", "paragraph", "title", "issuer"), TYPED),
    places=st.sampled_from(["", "浙江", "杭州、南京", "北京/朝阳，辽宁"]),
    first_year=st.sampled_from(["", "2019"]),
    last_year=st.sampled_from(["", "2022"]),
    levels=st.lists(st.sampled_from(list(Level)), unique=True, max_size=2).map(tuple),
    types=st.lists(st.sampled_from(list(DocType)), unique=True, max_size=2).map(tuple),
)


def _conditions(node: Node) -> set[Node]:
    return set(node.children) if isinstance(node, And) else {node}


@given(FORMS)
def test_what_a_form_writes_is_read_as_meant_and_fits_the_form_again(form: QueryForm) -> None:
    node, _ = query_of(form, PLACES)
    written = parse(unparse(node), places=PLACES).node
    again = form_of(written, PLACES)
    assert again is not None
    node_again, problems = query_of(again, PLACES)
    assert problems == ()
    assert _conditions(_folded(node_again)) == _conditions(_folded(written))


def _folded(node: Node) -> Node:
    """The query as it searches: spaces and quotes around keywords make no difference."""
    match node:
        case Keyword():
            return Keyword(fold(node.text), node.field)
        case Not(child=child):
            return Not(_folded(child))
        case Near(within=within, operands=operands):
            return Near(within, tuple(map(_folded, operands)))  # type: ignore[arg-type]  # keywords stay keywords
        case And(children=children) | Or(children=children):
            return type(node)(tuple(map(_folded, children)))
        case _:
            return node
