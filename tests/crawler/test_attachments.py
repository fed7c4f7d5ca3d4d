"""The files of a report's page, fetched and read within the page's visit."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from corpus import AttachmentState, Home, Report, Where, open_home
from corpus.archive import read_payload
from corpus.reextraction import extract_again
from corpus.store import open_store
from crawler import crawl, parse_sources
from tests.corpus.files.made_files import BODY, TITLE, make_docx, make_pdf, make_xlsx, make_zip
from tests.crawler.site import Answer, Asked, Route, Site, list_page, serve

if TYPE_CHECKING:
    from pathlib import Path

    from crawler import CrawlSummary

START = "/fz/index.html"
PAGE = "/fz/t20240118_1.html"
LINK = "清溪县2023年法治政府建设情况报告"
PDF = Answer(body=make_pdf(), media_type="application/pdf", etag='"pdf"')
TABLE = Answer(body=make_xlsx({"一览": [["乡镇", "件数"], ["东河镇", 12]]}), media_type="application/octet-stream")


def page(*paragraphs: str, files: dict[str, str]) -> Answer:
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    links = "".join(f'<p><a href="{url}">{label}</a></p>' for url, label in files.items())
    html = (
        f"<html><head><title>{LINK}</title></head><body><h1>{LINK}</h1>"
        f'<div class="info">发布时间：2024-01-18 信息来源：清溪县人民政府</div>'
        f'<div class="TRS_Editor">{body}{links}</div></body></html>'
    )
    return Answer(body=html.encode(), etag=f'"{hash(html):x}"')


def run(home: Home, site: Site, *, full: bool = False, **given: object) -> CrawlSummary:
    table = {"name": "清溪", "start": [site.address + START], "title_pattern": "报告", "allow_private": True, **given}
    return crawl(home, parse_sources([table], "sources.toml"), delay=0, full=full)


def only_report(home: Home) -> Report:
    with open_store(home, read_only=True) as store:
        (report,) = store.iter_reports()
    return report


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return open_home(tmp_path / "home", create=True)


def routes(answer: Answer, **more: Route) -> dict[str, Route]:
    return {START: list_page({"t20240118_1.html": LINK}), PAGE: answer, **more}


def test_a_cover_page_takes_the_text_of_its_file(home: Home) -> None:
    cover = page(
        "全文详见附件。", files={"./P020240118.pdf": "清溪县2023年法治政府建设情况报告.pdf", "b.xlsx": "附件2：统计表"}
    )
    with serve(routes(cover, **{"/fz/P020240118.pdf": PDF, "/fz/b.xlsx": TABLE})) as site:
        summary = run(home, site)
        asked = site.paths()
    assert summary.ok
    assert (summary.added, len(asked)) == (1, len(set(asked)))
    report = only_report(home)
    assert report.url == f"{site.address}{PAGE}"
    assert report.title == TITLE
    assert report.body.startswith(BODY[0])
    assert report.evidence["body"].where is Where.ATTACHMENT
    assert report.report_year == 2023
    first, second = report.attachments
    assert (first.url, first.is_body, first.state) == (
        f"{site.address}/fz/P020240118.pdf",
        True,
        AttachmentState.EXTRACTED,
    )
    assert (first.media_type, first.length) == ("application/pdf", len(PDF.body))
    assert first.sha256 == hashlib.sha256(PDF.body).hexdigest()
    assert (second.label, second.is_body, second.state) == ("附件2：统计表", False, AttachmentState.EXTRACTED)
    with open_store(home, read_only=True) as store:
        assert first.snapshot is not None
        assert read_payload(home, store.snapshot(first.snapshot)).body == PDF.body


def test_a_page_with_its_own_text_keeps_it(home: Home) -> None:
    whole = page(*BODY, files={"a.docx": "附件：全文"})
    with serve(routes(whole, **{"/fz/a.docx": Answer(body=make_docx(["另一份文件的内容。" * 200]))})) as site:
        run(home, site)
    report = only_report(home)
    assert report.body.startswith(BODY[0])
    assert report.evidence["body"].where is not Where.ATTACHMENT
    assert [item.is_body for item in report.attachments] == [False]


def test_what_cannot_be_had_is_listed_with_its_reason(home: Home) -> None:
    files = {
        "gone.pdf": "一",
        "http://elsewhere.example/far.pdf": "二",
        "/secret/robots.pdf": "三",
        "torn.pdf": "四",
        "locked.pdf": "五",
        "page.pdf": "六",
        "round.pdf": "七",
        "packed.rar": "八",
    }
    more: dict[str, Route] = {
        "/robots.txt": Answer(body=b"User-agent: *\nDisallow: /secret/\n", media_type="text/plain"),
        "/fz/torn.pdf": Answer(body=make_pdf()[:2000], media_type="application/pdf"),
        "/fz/locked.pdf": Answer(body=make_pdf(locked="x"), media_type="application/pdf"),
        "/fz/page.pdf": Answer(body="<!DOCTYPE html><html><body>未找到</body></html>".encode()),
        "/fz/round.pdf": Answer(status=302, headers={"Location": "http://10.0.0.1/a.pdf"}),
        "/fz/packed.rar": Answer(body=b"Rar!\x1a\x07\x00" + b"\0" * 50),
    }
    with serve(routes(page(*BODY, files=files), **more)) as site:
        summary = run(home, site)
    assert summary.ok, "the report has come; what is missing of its files is told with it"
    report = only_report(home)
    reasons = {item.label: item.reason for item in report.attachments}
    assert all(item.state is AttachmentState.NOT_EXTRACTED for item in report.attachments)
    expected = {
        "一": "answered 404",
        "二": "off the site",
        "三": "robots.txt",
        "四": "damaged",
        "五": "password",
        "六": "web page",
        "七": "off the site",
        "八": "RAR",
    }
    assert {label: word for label, word in expected.items() if word not in reasons[label]} == {}
    kept = {item.label for item in report.attachments if item.snapshot is not None}
    assert kept >= {"四", "五", "六", "八"}


def test_a_link_of_a_list_may_lead_straight_to_a_file(home: Home) -> None:
    listed = list_page({"t20240118_2.pdf": LINK, "t20240118_3.docx": "清溪县2022年法治政府建设情况报告"})
    untitled = make_docx(title="一", paragraphs=BODY)
    more: dict[str, Route] = {"/fz/t20240118_2.pdf": PDF, "/fz/t20240118_3.docx": Answer(body=untitled)}
    with serve({START: listed, **more}) as site:
        summary = run(home, site)
        again = run(home, site, full=True)
    assert (summary.added, again.added, again.unchanged) == (2, 0, 2)
    with open_store(home, read_only=True) as store:
        report = store.find_by_url(f"{site.address}/fz/t20240118_2.pdf")
    assert report is not None
    assert (report.title, report.media_type) == (TITLE, "application/pdf")
    assert report.body.startswith(BODY[0])
    assert report.evidence["published"].where is Where.LIST
    (own,) = report.attachments
    assert (own.url, own.is_body, own.snapshot) == (report.url, True, report.snapshot)


def test_a_file_that_cannot_be_read_is_a_report_under_the_text_of_its_link(home: Home) -> None:
    locked = Answer(body=make_pdf(locked="x"), media_type="application/pdf")
    with serve({START: list_page({"t20240118_2.pdf": LINK}), "/fz/t20240118_2.pdf": locked}) as site:
        summary = run(home, site)
    assert summary.added == 1
    report = only_report(home)
    assert (report.title, report.body) == (LINK, "")
    assert report.attachments[0].state is AttachmentState.NOT_EXTRACTED
    assert "password" in report.attachments[0].reason


def test_files_of_an_unchanged_page_are_not_asked_for_again(home: Home) -> None:
    cover = page("全文详见附件。", files={"a.pdf": "附件"})
    with serve(routes(cover, **{"/fz/a.pdf": PDF})) as site:
        run(home, site)
        before = len(site.asked)
        again = run(home, site)
        later = site.paths()[before:]
    assert again.unchanged == 1
    assert "/fz/a.pdf" not in later


def test_a_page_that_is_sent_anew_with_the_same_file_makes_no_change(home: Home) -> None:
    state = {"visits": 0}

    def counting(_: Asked) -> Answer:
        state["visits"] += 1
        answer = page("全文详见附件。", files={"a.pdf": "附件"})
        return Answer(body=answer.body.replace(b"</body>", f"<!-- {state['visits']} --></body>".encode()))

    with serve({**routes(page(files={})), PAGE: counting, "/fz/a.pdf": PDF}) as site:
        run(home, site)
        again = run(home, site, full=True)
    assert (again.changed, again.unchanged) == (0, 1)


def test_the_last_good_copy_of_a_file_stays(home: Home) -> None:
    state = {"gone": False, "visits": 0}

    def counting(_: Asked) -> Answer:
        state["visits"] += 1
        answer = page("全文详见附件。", files={"a.pdf": "附件"})
        return Answer(body=answer.body.replace(b"</body>", f"<!-- {state['visits']} --></body>".encode()))

    def vanishing(_: Asked) -> Answer:
        return Answer(status=404) if state["gone"] else PDF

    with serve({**routes(page(files={})), PAGE: counting, "/fz/a.pdf": vanishing}) as site:
        run(home, site)
        state["gone"] = True
        run(home, site, full=True)
    report = only_report(home)
    assert report.revision == 1
    assert report.body.startswith(BODY[0])
    (file,) = report.attachments
    assert file.state is AttachmentState.EXTRACTED
    assert "answered 404" in file.reason


def test_a_file_that_failed_for_now_is_asked_for_again(home: Home) -> None:
    state = {"busy": True}

    def busy_at_first(_: Asked) -> Answer:
        return Answer(status=503, headers={"Retry-After": "0"}) if state["busy"] else PDF

    cover = page("全文详见附件。", files={"a.pdf": "附件"})
    with serve(routes(cover, **{"/fz/a.pdf": busy_at_first})) as site:
        run(home, site)
        assert only_report(home).body == "全文详见附件。"
        state["busy"] = False
        run(home, site)
    report = only_report(home)
    assert report.body.startswith(BODY[0])
    assert report.revision == 2


def test_of_one_page_so_many_files_are_fetched_and_the_others_named(home: Home) -> None:
    files = {f"{number}.zip": f"第{number}号" for number in range(33)}
    packed = Answer(body=make_zip({"a.txt": "内容。".encode()}), media_type="application/zip")
    with serve(routes(page(*BODY, files=files), **{f"/fz/{name}": packed for name in files})) as site:
        run(home, site)
        asked = [path for path in site.paths() if path.endswith(".zip")]
    assert len(asked) == 30
    assert [item.state for item in only_report(home).attachments].count(AttachmentState.NOT_EXTRACTED) == 3


def test_extracting_again_reads_the_files_from_the_archive(home: Home) -> None:
    cover = page("全文详见附件。", files={"a.pdf": "附件"})
    with serve(routes(cover, **{"/fz/a.pdf": PDF})) as site:
        run(home, site)
    with open_store(home) as store:
        summary = extract_again(home, store)
        assert (summary.unchanged, summary.changed, summary.failures) == (1, 0, ())


def test_a_report_that_the_source_does_not_want_fetches_no_files(home: Home) -> None:
    cover = page("全文详见附件。", files={"a.pdf": "附件"})
    listed = {START: list_page({"t20240118_1.html": "清溪县2023年法治政府…"})}
    with serve({**routes(cover, **{"/fz/a.pdf": PDF}), **listed}) as site:
        run(home, site, title_pattern="预算")
        assert PAGE in site.paths()
        assert "/fz/a.pdf" not in site.paths()
