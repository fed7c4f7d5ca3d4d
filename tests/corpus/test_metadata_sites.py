"""The places of sites are learnt from reports that say their own, and used where a page leaves its place open."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpus import Evidence, Home, Where
from corpus.corrections import correct
from corpus.importer import import_paths
from corpus.metadata import PageFacts, learn_sites, read_metadata
from corpus.reextraction import extract_again, settle_places
from corpus.store import Store, open_store
from tests.corpus.made_reports import made_report

SITE = "www.xyz.gov.cn"  # letters that are no place's
OWN_PLACE = (
    "深圳市罗湖区2019年法治政府建设情况报告",
    "深圳市罗湖区2020年法治政府建设情况报告",
    "罗湖区东门街道2020年法治政府建设情况报告",
)
OPEN_PLACE = {
    "我区": ("2021年法治政府建设情况报告", "2021年，我区依法行政。"),
    "东门街道": ("东门街道2021年法治政府建设情况报告", "依法行政。"),
}


def learnt(codes: list[str]) -> str | None:
    return learn_sites([(SITE, code, number) for code, number in Counter(codes).items()]).get(SITE)


@pytest.mark.parametrize(
    ("codes", "place"),
    [
        pytest.param(["440303003", "440303001", "440303"], "440303", id="townships of one county, and the county"),
        pytest.param(["440303", "440304", "4403", "440305"], "4403", id="counties of one city, and the city"),
        pytest.param(["440303"] * 9 + ["440304"], "4403", id="a single report of a neighbour"),
        pytest.param(["4403"] * 9 + ["440103"], "44", id="a single report of another city"),
        pytest.param(["44", "44", "44"], "44", id="a province"),
        pytest.param(["440303"] * 9 + ["33"], "440303", id="one of another government"),
        pytest.param(["440303", "440303"], None, id="too few"),
        pytest.param(["440303", "3301", "11"], None, id="of everywhere"),
        pytest.param([], None, id="none"),
    ],
)
def test_a_site_has_the_place_of_most_of_its_reports(codes: list[str], place: str | None) -> None:
    assert learnt(codes) == place


@pytest.mark.parametrize(
    ("where", "confidence", "is_learnt"),
    [
        (Where.TITLE, 0.9, True),
        (Where.USER, 1.0, True),
        (Where.HOST, 0.9, False),
        (Where.URL, 0.9, False),
        (Where.BODY, 0.6, False),
    ],
)
def test_only_reports_that_say_their_place_for_certain_teach(
    home: Home, where: Where, confidence: float, is_learnt: bool
) -> None:
    evidence = {"locality_code": Evidence(where=where, quote="某地", confidence=confidence)}
    with open_store(home) as store:
        store.save_many(
            made_report(number, site=SITE, locality_code="440303", evidence=evidence) for number in range(3)
        )
        store.save(made_report(3, site="www.other.gov.cn"))
        assert learn_sites(store.sites.certain_places()) == ({SITE: "440303"} if is_learnt else {})


@pytest.mark.parametrize(
    ("title", "text"),
    [
        pytest.param("杭州市西湖区2021年法治政府建设情况报告", "", id="title"),
        pytest.param("", "2021年，依法行政。\n浙江省桐庐县人民政府", id="signature"),
        pytest.param("鼓楼区2021年法治政府建设情况报告", "2021年，鼓楼区依法行政。", id="namesakes elsewhere"),
        pytest.param(
            "深圳市罗湖区2021年法治政府建设情况报告", "2021年，依法行政。\n杭州市西湖区人民政府", id="contradiction"
        ),
        pytest.param(
            "东门街道2021年法治政府建设情况报告", "街道办事。\n" * 60 + "接受天山区司法局指导。", id="whole text"
        ),
        pytest.param("2021年法治政府建设情况报告", "2021年，我县依法行政。", id="another kind of place"),
    ],
)
def test_what_a_page_says_goes_before_what_is_known_of_its_site(title: str, text: str) -> None:
    facts = PageFacts(url=f"http://{SITE}/a.html", title=title, text=text)
    known = read_metadata(facts, known_sites={SITE: "440303"})
    assert known.metadata() == read_metadata(facts).metadata()


def test_a_place_that_the_gazetteer_no_longer_has_tells_nothing() -> None:
    facts = PageFacts(url=f"http://{SITE}/a.html", title="", text="2021年，我区依法行政。")
    assert read_metadata(facts, known_sites={SITE: "449999"}) == read_metadata(facts)


@pytest.fixture
def store(home: Home) -> Iterator[Store]:
    with open_store(home) as opened:
        yield opened


def add(home: Home, store: Store, folder: Path, name: str, titles: dict[str, str]) -> None:
    """Import records of the site, as `baogao add` does."""
    path = folder / f"{name}.jsonl"
    records = [
        {"url": f"http://{SITE}/{name}/{number}.html", "title": title, "body": f"{text}推进严格规范公正文明执法。"}
        for number, (title, text) in enumerate(titles.items())
    ]
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")
    known = learn_sites(store.sites.certain_places())
    assert import_paths(home, store, [path]).ok
    settle_places(home, store, known)


@pytest.mark.parametrize("words", OPEN_PLACE)
@pytest.mark.parametrize("first", ["own", "open"])
def test_an_open_place_is_that_of_the_site_whichever_report_came_first(
    home: Home, store: Store, tmp_path: Path, words: str, first: str
) -> None:
    groups = {"own": dict.fromkeys(OWN_PLACE, "依法行政。"), "open": dict([OPEN_PLACE[words]])}
    for name in sorted(groups, key=lambda name: name != first):
        add(home, store, tmp_path, name, groups[name])
    report = store.find_by_url(f"http://{SITE}/open/0.html")
    assert report is not None
    assert (report.province, report.city, report.county) == ("广东省", "深圳市", "罗湖区")
    assert (report.evidence["locality_code"].where, report.evidence["locality_code"].quote) == (Where.HOST, SITE)
    seq = store.last_seq()
    add(home, store, tmp_path, "open", groups["open"])
    assert extract_again(home, store).changed == 0
    assert store.last_seq() == seq


def test_reading_all_again_learns_from_what_is_read_and_a_second_time_changes_nothing(
    home: Home, store: Store, tmp_path: Path
) -> None:
    add(home, store, tmp_path, "own", dict.fromkeys(OWN_PLACE, "依法行政。"))
    add(home, store, tmp_path, "open", dict([OPEN_PLACE["我区"], OPEN_PLACE["东门街道"]]))
    after = {report.id: report for report in store.iter_reports()}
    # As an older release would have left them: without any place.
    place = ("province", "city", "county", "township", "locality_code")
    for report in list(store.iter_reports()):
        evidence = {name: item for name, item in report.evidence.items() if name not in place}
        store.save(
            replace(report, province=None, city=None, county=None, township=None, locality_code=None, evidence=evidence)
        )
    assert store.sites.certain_places() == []
    summary = extract_again(home, store)
    assert (summary.changed, summary.unchanged, summary.failures) == (5, 0, ())
    assert {report.id: report for report in store.iter_reports()} == after
    again = extract_again(home, store)
    assert (again.changed, again.unchanged) == (0, 5)


def test_what_a_site_taught_is_taken_back_when_its_reports_turn_out_to_be_from_elsewhere(
    home: Home, store: Store, tmp_path: Path
) -> None:
    add(home, store, tmp_path, "own", dict.fromkeys(OWN_PLACE, "依法行政。"))
    add(home, store, tmp_path, "open", dict([OPEN_PLACE["我区"]]))
    opened = store.find_by_url(f"http://{SITE}/open/0.html")
    assert opened is not None
    assert opened.county == "罗湖区"
    for report in list(store.iter_reports()):
        if report.id != opened.id:
            correct(store, report.id, {"place": "南山区"}, who="王敏")
    assert extract_again(home, store).changed == 1
    assert store.get(opened.id).county == "南山区"
    assert extract_again(home, store).changed == 0
