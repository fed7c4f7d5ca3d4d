"""What a person says of a report: checked, kept through every new reading, and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import DocType, Evidence, Home, Level, NotFoundError, Report, Where
from corpus.corrections import CorrectionError, correct, history, period_text, undo
from corpus.overrides import CORRECTABLE, Override, applied, extracted_from_json, extracted_json, restored
from corpus.store import Outcome, Store, open_store
from tests.corpus.made_reports import made_report

NANJING: dict[str, Any] = {
    "province": "江苏省",
    "city": "南京市",
    "county": "鼓楼区",
    "township": "湖南路街道",
    "locality_code": "320106009",
}
PLACE = ("province", "city", "county", "township", "locality_code")


@pytest.fixture
def store(home: Home) -> Iterator[Store]:
    with open_store(home) as opened:
        yield opened


def place_of(report: Report) -> tuple[str | None, ...]:
    return tuple(getattr(report, name) for name in PLACE)


def saved(store: Store, **changed: Any) -> Report:
    return store.save(made_report(**changed)).report


def test_a_corrected_value_is_shown_with_who_and_when(store: Store) -> None:
    report = saved(store)
    done = correct(store, report.id, {"report_year": "2021年"}, who="王敏")
    assert done.report == store.get(report.id)
    assert done.report.report_year == 2021
    evidence = done.report.evidence["report_year"]
    assert (evidence.where, evidence.confidence) == (Where.USER, 1.0)
    assert "王敏" in evidence.quote
    assert f"{datetime.now(UTC) + timedelta(hours=8):%Y-%m-%d}" in evidence.quote
    assert "2022 → 2021" in evidence.quote


def test_a_correction_makes_no_revision_and_logs_one_change(store: Store) -> None:
    report = saved(store)
    before = store.last_seq()
    correct(store, report.id, {"title": "更正的标题", "province": "江苏"}, who="王敏")
    assert len(store.revisions(report.id)) == 1
    assert [change.report_id for change in store.changes_after(before)] == [report.id]
    assert store.get(report.id).content_sha256 == report.content_sha256


def test_the_same_page_collected_again_is_unchanged_and_stays_corrected(store: Store) -> None:
    report = saved(store)
    correct(store, report.id, {"title": "更正的标题", "county": "桐庐县", "report_year": "2021"}, who="王敏")
    corrected = store.get(report.id)
    again = store.save(made_report())
    assert again.outcome is Outcome.UNCHANGED
    assert again.report == corrected == store.get(report.id)


def test_a_new_text_makes_a_revision_under_the_corrected_values(store: Store) -> None:
    report = saved(store)
    correct(store, report.id, {"title": "更正的标题", "report_year": "2021"}, who="王敏")
    outcome = store.save(made_report(id=report.id, title="网站改了标题", body="网站改了正文。"))
    assert outcome.report.revision == 2
    assert (outcome.report.title, outcome.report.report_year) == ("更正的标题", 2021)
    assert store.get(report.id, 1).title == report.title  # an earlier revision is shown as it was read
    assert undo(store, report.id, "title", who="王敏").report.title == "网站改了标题"


def test_what_is_read_later_is_kept_beside_and_comes_back_with_undo(store: Store) -> None:
    report = saved(store)
    correct(store, report.id, {"report_year": "2021"}, who="王敏")
    read = Evidence(where=Where.BODY, quote="2020年", confidence=0.8)
    store.save(made_report(report_year=2020, evidence={"report_year": read}))
    assert store.get(report.id).report_year == 2021
    back = undo(store, report.id, "report_year", who="李静").report
    assert back.report_year == 2020
    assert back.evidence["report_year"] == read


def test_undoing_everything_gives_exactly_what_was_extracted(store: Store) -> None:
    report = saved(store, **NANJING)
    everything = {
        "title": "甲", "report_year": "2019", "published": "2020年1月2日", "issuer": "乙", "level": "市级",
        "doc_type": "政府工作报告", "place": "浙江省杭州市西湖区", "zone": "未来科技城", "content_source": "丙",
    }  # fmt: skip
    done = correct(store, report.id, everything, who="王敏").report
    assert (done.published, done.level, done.doc_type) == (date(2020, 1, 2), Level.CITY, DocType.WORK_REPORT)
    assert place_of(done) == ("浙江省", "杭州市", "西湖区", None, "330106")
    assert undo(store, report.id, who="王敏").report == report
    assert store.get(report.id) == report


def test_undo_goes_back_one_correction_and_history_keeps_all(store: Store) -> None:
    report = saved(store)
    correct(store, report.id, {"report_year": "2021"}, who="王敏")
    correct(store, report.id, {"report_year": "2020"}, who="李静")
    assert undo(store, report.id, "report_year", who="王敏").report.report_year == 2021
    assert undo(store, report.id, "report_year", who="王敏").report.report_year == 2022
    kept = history(store, report.id)
    assert [(item.value, item.who, item.undone_by) for item in kept] == [
        ("2020", "李静", "王敏"),
        ("2021", "王敏", "王敏"),
    ]
    with pytest.raises(CorrectionError, match="has not been corrected"):
        undo(store, report.id, "report_year", who="王敏")


def test_saying_what_is_shown_confirms_it_and_saying_it_twice_does_nothing(store: Store) -> None:
    report = saved(store)
    assert correct(store, report.id, {"report_year": "2022"}, who="王敏").fields
    assert store.save(made_report(report_year=None)).report.report_year == 2022
    assert not correct(store, report.id, {"report_year": "2022"}, who="李静").fields
    assert len(history(store, report.id)) == 1


def test_an_empty_value_is_known_to_be_none_whatever_is_read_later(store: Store) -> None:
    report = saved(store, published=None)
    correct(store, report.id, {"published": "", "issuer": ""}, who="王敏")
    again = store.save(made_report(published=date(2023, 5, 1))).report
    assert (again.published, again.issuer) == (None, None)
    assert again.evidence["published"].where is Where.USER


@pytest.mark.parametrize(
    ("before", "asked", "after"),
    [
        pytest.param({"province": None}, {"province": "浙江"}, ("浙江省", None, None, None, "33"), id="short name"),
        pytest.param(
            {"province": None}, {"province": "浙江省"}, ("浙江省", None, None, None, "33"), id="official name"
        ),
        pytest.param(
            {}, {"county": "桐廬縣"}, ("浙江省", "杭州市", "桐庐县", None, "330122"), id="traditional characters"
        ),
        pytest.param(
            {}, {"county": "桐庐县"}, ("浙江省", "杭州市", "桐庐县", None, "330122"), id="a county brings its parents"
        ),
        pytest.param({}, {"county": "330122"}, ("浙江省", "杭州市", "桐庐县", None, "330122"), id="by code"),
        pytest.param(
            {}, {"place": "杭州市西湖区"}, ("浙江省", "杭州市", "西湖区", None, "330106"), id="by a longer name"
        ),
        pytest.param(
            {}, {"county": "西青区"}, ("天津市", None, "西青区", None, "120111"), id="no city in a municipality"
        ),
        pytest.param(
            {"province": "浙江省"},
            {"county": "西湖区"},
            ("浙江省", "杭州市", "西湖区", None, "330106"),
            id="what the report shows tells namesakes apart",
        ),
        pytest.param(
            {"province": None, "township": "留下街道"},
            {"county": "西湖区"},
            ("浙江省", "杭州市", "西湖区", "留下街道", "330106009"),
            id="and so does what lies in it",
        ),
        pytest.param(NANJING, {"province": "浙江省"}, ("浙江省", None, None, None, "33"), id="another province clears"),
        pytest.param(NANJING, {"province": "江苏"}, tuple(NANJING.values()), id="the same province clears nothing"),
        pytest.param(
            NANJING, {"county": "桐庐县"}, ("浙江省", "杭州市", "桐庐县", None, "330122"), id="another county moves"
        ),
        pytest.param(NANJING, {"township": ""}, ("江苏省", "南京市", "鼓楼区", None, "320106"), id="no township"),
        pytest.param(NANJING, {"city": ""}, ("江苏省", None, None, None, "32"), id="no city, so no county of one"),
        pytest.param(NANJING, {"place": ""}, (None, None, None, None, None), id="no place"),
    ],
)
def test_a_place_is_made_official_and_whole(
    store: Store, before: dict[str, str | None], asked: dict[str, str], after: tuple[str | None, ...]
) -> None:
    report = saved(store, **before)
    assert place_of(correct(store, report.id, asked, who="王敏").report) == after
    assert undo(store, report.id, who="王敏").report == report


@pytest.mark.parametrize(
    ("asked", "reason", "says"),
    [
        pytest.param({"provinse": "浙江"}, "unknown-field", "Did you mean province", id="field"),
        pytest.param({"locality_code": "33"}, "unknown-field", "expected one of", id="field that follows"),
        pytest.param({"county": "桐芦县"}, "unknown-place", "桐庐县", id="nearest names"),
        pytest.param({"county": "杭州市"}, "unknown-place", "浙江省杭州市", id="place of another level"),
        pytest.param({"county": "鼓楼区"}, "ambiguous-place", "福建省福州市鼓楼区 (350102)", id="namesakes"),
        pytest.param({"place": "吉林"}, "ambiguous-place", "吉林省吉林市 (2202)", id="namesakes of two levels"),
        pytest.param({"county": "桐庐县", "province": "江苏"}, "misplaced", "浙江省杭州市桐庐县", id="contradiction"),
        pytest.param({"county": "桐庐县", "city": ""}, "misplaced", "浙江省杭州市桐庐县", id="county without its city"),
        pytest.param({"zone": "金普新区", "province": "浙江"}, "misplaced", "辽宁省大连市", id="zone elsewhere"),
        pytest.param({"report_year": "22"}, "bad-report-year", "2100", id="year"),
        pytest.param({"published": "2023-02-30"}, "bad-published", "2023-03-28", id="date"),
        pytest.param({"published": "2999-01-01"}, "bad-published", "not to come", id="date to come"),
        pytest.param({"written": "2999-01-01"}, "bad-written", "written cannot be", id="written in times to come"),
        pytest.param({"period": "明年"}, "bad-period", "2021..2025", id="period"),
        pytest.param({"period": "2022..2022"}, "bad-period", "2022..2022", id="period of one year"),
        pytest.param({"period": "2025..2021"}, "bad-period", "several years", id="period that ends before it begins"),
        pytest.param({"period": "2022-02-30..2022-06-30"}, "bad-period", "several years", id="period of no days"),
        pytest.param({"period": "十三五"}, "bad-period", "several years", id="period by its plan's name"),
        pytest.param({"period": "2021..2025", "report_year": "2021"}, "period-and-year", "the year 2021", id="year"),
        pytest.param({"period_to": "2022-06-30"}, "unknown-field", "period", id="half a period"),
        pytest.param({"document_number": "长" * 101}, "too-long", "at most 100", id="length of a number"),
        pytest.param({"level": "村"}, "bad-level", "township", id="level"),
        pytest.param({"doc_type": "日报"}, "bad-doc-type", "其他", id="type"),
        pytest.param({"title": "长" * 501}, "too-long", "at most 500", id="length"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line_and_nothing_is_kept(
    store: Store, asked: dict[str, str], reason: str, says: str
) -> None:
    report = saved(store, province=None)
    with pytest.raises(CorrectionError) as caught:
        correct(store, report.id, {"issuer": "某局", **asked}, who="王敏")
    assert caught.value.reason == reason
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)
    assert store.get(report.id) == report
    assert history(store, report.id) == []


def test_a_report_that_is_not_there_cannot_be_corrected(store: Store) -> None:
    with pytest.raises(NotFoundError):
        correct(store, "nowhere", {"report_year": "2021"}, who="王敏")


def test_a_place_read_later_stands_beside_a_corrected_one_only_where_it_fits(store: Store) -> None:
    report = saved(store, province=None)
    correct(store, report.id, {"province": "浙江"}, who="王敏")
    assert place_of(store.save(made_report(**NANJING)).report) == ("浙江省", None, None, None, "33")
    hangzhou: dict[str, Any] = {
        "province": "浙江省",
        "city": "杭州市",
        "county": None,
        "township": None,
        "locality_code": "3301",
    }
    assert place_of(store.save(made_report(**hangzhou)).report) == ("浙江省", "杭州市", None, None, "3301")


def test_a_correction_holds_again_when_a_deleted_report_comes_back(store: Store) -> None:
    report = saved(store)
    correct(store, report.id, {"report_year": "2021"}, who="王敏")
    store.delete(report.id)
    assert store.save(made_report()).report.report_year == 2021


def test_the_period_of_another_year_goes_with_it_and_comes_back(store: Store) -> None:
    report = saved(store, period_from=date(2021, 1, 1), period_to=date(2022, 12, 31))
    assert correct(store, report.id, {"report_year": "2022"}, who="王敏").report.period_from == date(2021, 1, 1)
    assert correct(store, report.id, {"report_year": "2019"}, who="王敏").report.period_to is None
    assert undo(store, report.id, who="王敏").report == report


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2021..2025", date(2021, 1, 1), date(2025, 12, 31)),
        ("2021-2025年", date(2021, 1, 1), date(2025, 12, 31)),
        ("2021年至2025年", date(2021, 1, 1), date(2025, 12, 31)),
        ("2022-01-01..2022-06-30", date(2022, 1, 1), date(2022, 6, 30)),
        ("2022年1月1日—2022年6月30日", date(2022, 1, 1), date(2022, 6, 30)),
        ("2022年上半年", date(2022, 1, 1), date(2022, 6, 30)),
        ("2022-07-01..2023", date(2022, 7, 1), date(2023, 12, 31)),
    ],
)
def test_a_period_is_said_in_one_and_the_year_follows(store: Store, typed: str, first: date, last: date) -> None:
    report = saved(store, report_year=2019)
    done = correct(store, report.id, {"period": typed}, who="王敏")
    shown = done.report
    assert (shown.period_from, shown.period_to, shown.report_year) == (first, last, last.year)
    assert {item.field: item.implied for item in done.fields} == {
        "report_year": True,
        "period_from": False,
        "period_to": False,
    }
    again = correct(store, report.id, {"period": str(period_text(shown))}, who="王敏")
    assert again.fields == ()
    assert undo(store, report.id, "period", who="王敏").report == report


def test_a_corrected_period_goes_with_its_year_and_comes_back(store: Store) -> None:
    report = saved(store, period_from=date(2021, 1, 1), period_to=date(2022, 12, 31))
    said = correct(store, report.id, {"period": "2020..2022"}, who="王敏").report
    assert correct(store, report.id, {"report_year": "2021"}, who="李雷").report.period_to is None
    assert undo(store, report.id, "report_year", who="李雷").report == said
    assert correct(store, report.id, {"period": ""}, who="王敏").report.period_from is None
    assert store.save(made_report(period_from=date(2018, 1, 1), period_to=date(2022, 12, 31))).report.period_to is None


def test_the_numbers_and_the_day_of_writing_can_be_corrected(store: Store) -> None:
    report = saved(store, written=date(2023, 1, 5))
    asked = {"written": "2023年1月12日", "document_number": "云政发〔2023〕5号", "index_number": "000014349/2023-00012"}
    done = correct(store, report.id, asked, who="王敏").report
    assert (done.written, done.document_number, done.index_number) == (
        date(2023, 1, 12),
        "云政发〔2023〕5号",
        "000014349/2023-00012",
    )
    assert done.evidence["document_number"].where is Where.USER
    assert store.save(made_report(document_number="错号")).report.document_number == "云政发〔2023〕5号"
    assert correct(store, report.id, {"written": ""}, who="王敏").report.written is None


VALUES: dict[str, list[str | None]] = {
    "report_year": ["2019", None], "published": ["2020-01-02", None], "level": ["city", None],
    "doc_type": ["政府工作报告", "其他"], "title": ["甲", None], "issuer": ["乙", None], "content_source": ["丙", None],
    "province": ["浙江省", "江苏省", None], "city": ["杭州市", "南京市", None], "county": ["西湖区", "鼓楼区", None],
    "period_from": ["2019-01-01", None], "period_to": ["2020-12-31", None], "written": ["2020-01-01", None],
    "document_number": ["1号", None], "index_number": ["2号", None], "township": ["留下街道", None],
    "zone": ["金普新区", None],
}  # fmt: skip


@given(st.fixed_dictionaries({}, optional={name: st.sampled_from(values) for name, values in VALUES.items()}))
def test_taking_overrides_off_gives_what_they_were_laid_over(values: dict[str, str | None]) -> None:
    assert set(VALUES) == set(CORRECTABLE)
    report = replace(made_report(), period_from=date(2022, 1, 1), period_to=date(2022, 6, 30), **NANJING)
    in_force = {
        name: Override(
            id=number, correction=1, report_id=report.id, field=name, value=value, previous=None, implied=False,
            who="王敏", made_at=datetime(2024, 1, 1, tzinfo=UTC),
        )
        for number, (name, value) in enumerate(values.items())
    }  # fmt: skip
    shown, kept = applied(report, in_force)
    assert restored(shown, extracted_from_json(extracted_json(kept))) == report
    assert all(shown.evidence[name].where is Where.USER for name in values)
