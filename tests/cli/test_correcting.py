"""A correction outlives a new crawl, a new reading, a new import and a rebuilt index; and the commands around it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cli import main
from localsite import MAIN, serve_site, sources_toml
from localsite import REPORTS as LOCAL_REPORTS
from tests.cli.conftest import REPORTS, Baogao, as_jsonl

PLACE = {"province": "福建省", "city": "福州市", "county": "鼓楼区", "locality_code": "350102"}
FIX = ("place=福建省福州市鼓楼区", "report_year=2015", "title=更正的标题", "published=", "--who", "王敏")


def shown(baogao: Baogao, report_id: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(baogao("show", report_id, "--json").stdout)
    return data


def found(baogao: Baogao, *options: str) -> list[str]:
    return [hit["id"] for hit in json.loads(baogao("search", "", "--json", *options).stdout)["hits"]]


def assert_corrected(baogao: Baogao, report_id: str) -> None:
    data = shown(baogao, report_id)
    assert {name: data[name] for name in PLACE} == PLACE
    assert (data["report_year"], data["title"], data["published"]) == (2015, "更正的标题", None)
    assert data["evidence"]["published"]["where"] == "user"
    assert found(baogao, "--year", "2015", "--county", "鼓楼区") == [report_id]


@pytest.fixture
def report_id(collection: Baogao) -> str:
    return found(collection, "--year", "2021")[0]


@pytest.fixture(scope="module")
def site_sources(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("sources") / "sources.toml"
    with serve_site() as site:
        path.write_text(sources_toml(site, hosts=[MAIN]), encoding="utf-8")
        yield path


def test_a_correction_outlives_import_extraction_and_rebuild(
    collection: Baogao, report_id: str, tmp_path: Path
) -> None:
    before = shown(collection, report_id)
    assert collection("fix", report_id, *FIX).exit_code == 0
    assert collection("index").exit_code == 0
    assert_corrected(collection, report_id)
    again = tmp_path / "again.jsonl"
    again.write_text(as_jsonl([record | {"year": 2020} for record in REPORTS]), encoding="utf-8")
    for step in (("extract", "--all"), ("add", again), ("extract", "--all"), ("index",), ("index", "--rebuild")):
        assert collection(*step).exit_code == 0
        assert_corrected(collection, report_id)
    assert collection("fix", report_id, "--undo", "all").exit_code == 0
    after = shown(collection, report_id)
    assert after["report_year"] == 2020  # what the last import read
    assert {name: after[name] for name in (*PLACE, "title")} == {name: before[name] for name in (*PLACE, "title")}


def test_a_correction_outlives_a_crawl_from_the_start(baogao: Baogao, home_path: Path, site_sources: Path) -> None:
    baogao("crawl", site_sources)
    assert baogao("index").exit_code == 0
    assert len(found(baogao, "--limit", "1000")) == sum(report.host == MAIN for report in LOCAL_REPORTS)
    report_id = found(baogao)[0]
    before = shown(baogao, report_id)
    assert baogao("fix", report_id, *FIX).exit_code == 0
    for path in (home_path / "crawl").iterdir():  # the crawler remembers nothing: every page is read and saved again
        path.unlink()
    second = json.loads(baogao("crawl", site_sources, "--json").stdout)
    assert (second["added"], second["changed"]) == (0, 0)
    assert baogao("extract", report_id).exit_code == 0
    assert baogao("index", "--rebuild").exit_code == 0
    assert_corrected(baogao, report_id)
    assert baogao("fix", report_id, "--undo", "all").exit_code == 0
    unchanged = ("title", "report_year", "published", "evidence", *PLACE)
    assert {name: shown(baogao, report_id)[name] for name in unchanged} == {name: before[name] for name in unchanged}


def test_fix_tells_what_it_did_and_what_followed(collection: Baogao, report_id: str) -> None:
    told = json.loads(collection("fix", report_id, "county=桐庐县", "--who", "王敏", "--json").stdout)
    assert told["locality_code"] == "330122"
    fields = {field.pop("field"): field for field in told["fields"]}
    assert fields["county"] == {"before": None, "after": "桐庐县", "implied": False}
    assert fields["city"] == {"before": "青岛市", "after": "杭州市", "implied": True}
    history = json.loads(collection("fix", report_id, "--history", "--json").stdout)["history"]
    assert {item["field"] for item in history} == set(fields)
    assert {item["who"] for item in history} == {"王敏"}
    assert "青岛市 → 杭州市 (follows)" in collection("fix", report_id, "--history").stdout
    assert "county  桐庐县 → —" in collection("fix", report_id, "--undo", "county").stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param(["county=鼓楼区"], "江苏省南京市鼓楼区 (320106)", id="namesakes"),
        pytest.param(["provinse=浙江"], "Did you mean province?", id="field"),
        pytest.param(["浙江"], "is no FIELD=VALUE", id="no value"),
        pytest.param(["city=杭州", "city=宁波"], "given twice", id="twice"),
        pytest.param([], "one of the three", id="nothing"),
        pytest.param(["--undo", "title"], "has not been corrected", id="nothing to take back"),
        pytest.param(["--undo", "titel"], "Did you mean title?", id="undo of no field"),
        pytest.param(["title=甲", "--who", " "], "name of a person", id="nobody"),
    ],
)
def test_fix_refuses_in_one_line(collection: Baogao, report_id: str, arguments: list[str], says: str) -> None:
    refused = collection("fix", report_id, *arguments)
    assert refused.exit_code == 2
    assert says in refused.stderr
    assert len(refused.stderr.splitlines()) == 1


def test_extract_tries_without_changing_and_asks_for_ids_or_all(collection: Baogao, report_id: str) -> None:
    tried = json.loads(collection("extract", "--all", "--dry-run", "--json").stdout)
    assert (tried["dry_run"], tried["reports"], tried["changed"], tried["ok"]) == (True, 3, 0, True)
    assert json.loads(collection("extract", report_id, "--json").stdout)["reports"] == 1
    for wrong in ([], ["--all", report_id]):
        assert collection("extract", *wrong).exit_code == 2
    assert collection("extract", "nowhere").exit_code == 1


def test_review_lists_what_fix_can_mend(collection: Baogao, report_id: str) -> None:
    assert collection("fix", report_id, "place=").exit_code == 0
    assert collection("fix", report_id, "--undo", "all").exit_code == 0
    listed = json.loads(collection("review", "--json").stdout)
    assert listed["counts"]["any"] == len(listed["reports"])
    for report in listed["reports"]:
        for question in report["questions"]:
            assert collection("fix", report["id"], *question["choices"][0]["fix"]).exit_code == 0
    assert json.loads(collection("review", "--json").stdout)["reports"] == []
    assert "0 reports with missing or doubtful fields." in collection("review").stdout


def test_users_are_added_listed_and_removed_with_the_password_asked_for(collection: Baogao, home_path: Path) -> None:
    def user(*arguments: str, typed: str = "") -> Any:
        return CliRunner().invoke(main, ["user", *arguments, "--home", str(home_path)], input=typed)

    assert "no administrator yet" in user("list").stdout
    added = user("add", "wangmin", typed="correct horse\ncorrect horse\n")
    assert added.exit_code == 0
    assert "correct horse" not in added.output
    assert user("add", "wangmin", typed="correct horse\ncorrect horse\n").exit_code == 2
    assert user("add", "li jing", typed="correct horse\ncorrect horse\n").exit_code == 2
    assert user("passwd", "wangmin", typed="short\nshort\n").exit_code == 2
    assert user("passwd", "wangmin", typed="another horse\nanother horse\n").exit_code == 0
    assert [item["name"] for item in json.loads(user("list", "--json").stdout)["users"]] == ["wangmin"]
    assert "wangmin" in collection("user", "list").stdout  # --home before the action, too
    assert user("remove", "wangmin").exit_code == 0
    assert user("remove", "wangmin").exit_code == 1
