"""The review desk: which reports are in doubt, in what order, and what each field could be."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from corpus import DocType, Evidence, Home, InputError, Level, Where
from corpus.corrections import correct
from corpus.review import asked_of, choice_key, review, review_item
from corpus.store import WEIGHTS, Store, open_store
from tests.corpus.made_reports import made_report


def sure(**values: float) -> dict[str, Evidence]:
    given = dict.fromkeys((*WEIGHTS, "zone"), 0.95) | values
    return {name: Evidence(where=Where.TITLE, quote="…", confidence=value) for name, value in given.items()}


COMPLETE = {"city": "杭州市", "county": "桐庐县", "locality_code": "330122", "evidence": sure()}


@pytest.fixture
def store(home: Home) -> Iterator[Store]:
    with open_store(home) as opened:
        opened.save_many(
            [
                made_report(1, **COMPLETE),
                made_report(2, **COMPLETE | {"report_year": None}),
                made_report(3, **COMPLETE | {"report_year": None, "issuer": None, "level": None}),
                made_report(4, **COMPLETE | {"evidence": sure(report_year=0.5)}),
                made_report(5, **COMPLETE | {"published": None}),
                made_report(6, **COMPLETE | {"province": None, "city": None, "county": "鼓楼区"}),
                made_report(7, **COMPLETE | {"level": Level.STATE, "province": None, "city": None, "county": None}),
                made_report(8, **COMPLETE | {"province": "天津市", "city": None, "county": "西青区"}),
            ]
        )
        yield opened


def ids(store: Store, field: str | None = None) -> list[str]:
    numbers = {made_report(number).id: str(number) for number in range(1, 10)}
    return [numbers[item.report.id] for item in review(store, field)]


def test_the_most_doubtful_come_first_and_the_sure_not_at_all(store: Store) -> None:
    assert ids(store) == ["3", "6", "2", "4", "5"]
    scores = [item.score for item in review(store)]
    assert scores == [9.0, 6.0, 4.0, 2.0, 1.0]


def test_a_field_filters_and_orders(store: Store) -> None:
    assert set(ids(store, "report_year")[:2]) == {"2", "3"}
    assert ids(store, "report_year")[2:] == ["4"]
    assert ids(store, "province") == ["6"]
    assert store.doubts.count() == {name: len(ids(store, name)) for name in WEIGHTS} | {"any": 5}


def test_pages_follow_each_other(store: Store) -> None:
    paged = [item.report.id for offset in range(0, 6, 2) for item in review(store, limit=2, offset=offset)]
    assert paged == [item.report.id for item in review(store)]


def test_a_field_that_does_not_exist_is_refused(store: Store) -> None:
    with pytest.raises(InputError, match="report_year"):
        review(store, "year")


def test_what_a_person_said_is_in_doubt_no_more_also_that_there_is_none(store: Store) -> None:
    correct(store, made_report(2).id, {"report_year": "2022"}, who="王敏")
    correct(store, made_report(4).id, {"report_year": "2022"}, who="王敏")
    correct(store, made_report(5).id, {"published": ""}, who="王敏")
    assert ids(store) == ["3", "6"]


def test_namesakes_are_the_choices_and_each_choice_can_be_said(store: Store) -> None:
    item = review_item(store, made_report(6).id)
    (question,) = item.questions
    assert (question.field, question.value) == ("place", "鼓楼区")
    assert "福建省福州市鼓楼区" in [choice.label for choice in question.choices]
    for choice in question.choices:
        said = asked_of(choice_key(choice))
        assert said == choice.asked
        done = correct(store, item.report.id, said, who="王敏").report
        place = "".join(filter(None, (done.province, done.city, done.county, done.township)))
        assert place == choice.label
    assert review_item(store, made_report(6).id).questions == ()


def test_every_choice_of_every_question_can_be_said(store: Store) -> None:
    unread = dict.fromkeys(("report_year", "province", "issuer", "level", "published"))
    text = "杭州市西湖区人民政府\n2021年，全区依法行政。\n杭州市西湖区人民政府\n2022年3月1日"
    bare = made_report(9, title="", body=text, doc_type=DocType.OTHER, evidence={}, **unread)
    store.save(bare)
    item = review_item(store, bare.id)
    fields = {"place", "title", "report_year", "issuer", "level", "published", "doc_type"}
    assert {question.field for question in item.questions} == fields
    labels = {question.field: [choice.label for choice in question.choices] for question in item.questions}
    assert "2021" in labels["report_year"]
    assert "2022-03-01" in labels["published"]
    assert "杭州市西湖区人民政府" in labels["issuer"]
    assert "浙江省杭州市西湖区" in labels["place"]
    for question in item.questions:
        assert len(question.choices) <= 9
        for choice in question.choices:
            correct(store, bare.id, choice.asked, who="王敏")
    assert review_item(store, bare.id).questions == ()


def test_the_doubts_follow_what_is_saved_and_go_with_a_deleted_report(store: Store) -> None:
    store.save(made_report(3, **COMPLETE))
    assert ids(store) == ["6", "2", "4", "5"]
    store.delete(made_report(6).id)
    assert ids(store) == ["2", "4", "5"]
    assert store.doubts.count() == {name: len(ids(store, name)) for name in WEIGHTS} | {"any": 3}
    assert store.doubts.of(made_report(6).id) is None
    sure_one = store.doubts.of(made_report(1).id)
    assert sure_one is not None
    assert (sure_one.score, sure_one.fields) == (0.0, {})
