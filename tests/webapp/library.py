"""An invented collection for the tests of the web application: plain reports, and what a page must survive."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from corpus import DocType, Evidence, Level, Report, Where, content_sha256, report_id
from corpus.archive import open_archive
from corpus.store import open_store
from indexer import update_index

if TYPE_CHECKING:
    from corpus import Home
    from corpus.archive import Archive
    from corpus.store import Store

COLLECTED = datetime(2024, 3, 5, 1, 30, tzinfo=UTC)
PLACES = (
    ("浙江省", "绍兴市", "诸暨市", "枫桥镇"),
    ("浙江省", "杭州市", "西湖区", "转塘街道"),
    ("江苏省", "南京市", "鼓楼区", "湖南路街道"),
    ("辽宁省", "大连市", "金州区", "华家街道"),
    ("天津市", None, "西青区", "西营门街道"),
)
YEARS = (2019, 2020, 2021, 2022, 2023)
PLAIN_REPORTS = len(PLACES) * len(YEARS)
KEPT_REPORTS = 4  # with snapshots: one revised, one visited again, two imported
HOSTILE_TITLE = "<script>alert('title')</script>\"><img src=x onerror=alert(1)>关于纠纷的报告"
HOSTILE_BODY = (
    "<b>粗体</b>调解纠纷 & <script>alert('body')</script>\n</mark></p><iframe src='//evil.example'></iframe>纠纷"
)
LONG_TITLE = "关于进一步推进依法行政加强基层治理的情况报告" * 14
REVISITED_URL = "http://www.example.gov.cn/zwgk/%E6%8A%A5%E5%91%8A/1.html"
RECORD_URL = "http://www.example.gov.cn/zwgk/records/2.html"
RECORDS = (
    f'{{"url": "{RECORD_URL}x", "title": "另一篇", "body": "旁边的记录。"}}\n'
    f'{{"url": "{RECORD_URL}", "title": "同址旧文", "body": "同一网址的旧记录。"}}\n'
    f'{{"url": "{RECORD_URL}", "title": "成行的报告", "body": "一行一篇。\\n<b>第二段</b>。", "pages": 3}}\n'
)
RECORD_LINE = 3
REVISED_URL = "http://www.example.gov.cn/zwgk/202401/t20240110_1.html"
PAGE_HTML = """<html><head><meta charset="gb2312"><title>修订前</title>
<script>document.title = "ran"</script></head>
<body onload="document.title='ran'"><p>原来的正文，讲调解。</p><img src="http://evil.example/a.png">
<form action="http://evil.example/"><button>送出</button></form></body></html>"""


def build(home: Home) -> None:
    """Fill `home` with the collection and index it."""
    with open_store(home) as store:
        store.save_many([*plain_reports(), *odd_reports()])
        with open_archive(home, store, prefix="test") as archive:
            save_revisions(store, archive)
            archive.record_resource("file:附表.pdf", "application/pdf", b"%PDF-1.4 invented", COLLECTED)
            save_revisited(store, archive)
            save_imported(store, archive)
        update_index(home, store)


def report(url: str | None, title: str, body: str) -> Report:
    """A report with nothing known but its text."""
    return Report(
        id=report_id(url=url, content=title + body),
        url=url,
        title=title,
        body=body,
        media_type="text/html",
        collected_at=COLLECTED,
        content_sha256=content_sha256(title, body),
        site=urlsplit(url).hostname if url else None,
    )


def plain_reports() -> list[Report]:
    """One report a place and year, from 2019 to 2023; every second one speaks of 枫桥经验."""
    return [
        _plain(number, year, place)
        for number, (year, place) in enumerate((year, place) for year in YEARS for place in PLACES)
    ]


def odd_reports() -> list[Report]:
    """Reports that try a page: hostile, long, almost empty, without title, without address, with a bad address."""
    host = "http://odd.example.gov.cn"
    return [
        report(f"{host}/hostile.html", HOSTILE_TITLE, HOSTILE_BODY),
        report(f"{host}/long.html", LONG_TITLE, "纠纷" + "甲" * 5000),
        report(f"{host}/short.html", "短", "短"),
        report(f"{host}/empty.html", "只有标题的报告", ""),
        report(None, "", "没有标题也没有网址的一段文字。"),
        report(f"{host}/kimono.html", "丝绸产业的报告", "丝绸可以做和服。"),
        report(f"{host}/service.html", "服务质量的报告", "提升产品和服务的质量。"),
        report("javascript://odd.example/%0aalert(1)", "网址不可信的报告", "正文。"),
    ]


def save_revisions(store: Store, archive: Archive) -> None:
    """One report in two revisions, each read from a snapshot; the first snapshot is a hostile page in GBK."""
    first = archive.record_response(
        REVISED_URL,
        status=200,
        reason="OK",
        headers=[("Content-Type", "text/html"), ("Set-Cookie", "spy=1")],
        body=PAGE_HTML.encode("gb18030"),
        captured_at=COLLECTED,
    )
    second = archive.record_response(
        REVISED_URL,
        status=200,
        reason="OK",
        headers=[("Content-Type", "text/html; charset=utf-8")],
        body="<p>后来的正文，讲调解与仲裁。</p>".encode(),
        captured_at=COLLECTED.replace(month=4),
    )
    old = replace(report(REVISED_URL, "修订前", "原来的正文，讲调解。"), snapshot=first.id)
    new = report(REVISED_URL, "修订后", "后来的正文，讲调解与仲裁。")
    store.save(old)
    store.save(replace(new, id=old.id, snapshot=second.id, collected_at=second.captured_at))


def save_revisited(store: Store, archive: Archive) -> None:
    """One report whose page was missing at first, then there, and then said to be unchanged."""
    headers = [("Content-Type", "text/plain; charset=utf-8")]
    title, body = "网址含汉字的报告", "正文不变。"
    archive.record_response(
        REVISITED_URL, status=404, headers=headers, body=b"none", captured_at=COLLECTED, kind="refusal"
    )
    read = archive.record_response(
        REVISITED_URL, status=200, headers=headers, body=body.encode(), captured_at=COLLECTED.replace(month=4)
    )
    archive.record_response(REVISITED_URL, status=304, headers=[], body=b"", captured_at=COLLECTED.replace(month=5))
    store.save(
        replace(
            report(REVISITED_URL, title, body), issuer="某某镇人民政府", published=date(2024, 2, 1), snapshot=read.id
        )
    )


def save_imported(store: Store, archive: Archive) -> None:
    """A file of records, of which one report is kept, and a text of its own."""
    kept = archive.record_resource("file:%E6%B1%87%E7%BC%96.jsonl", "application/jsonl", RECORDS.encode(), COLLECTED)
    store.save(replace(report(RECORD_URL, "成行的报告", "一行一篇。\n<b>第二段</b>。"), snapshot=kept.id))
    text = archive.record_resource("file:a.txt", "text/plain", "一份文本。".encode(), COLLECTED)
    store.save(replace(report(None, "一份文本", "一份文本。"), snapshot=text.id))


def _plain(number: int, year: int, place: tuple[str, str | None, str, str]) -> Report:
    province, city, county, township = place
    government = "办事处" if township.endswith("街道") else "人民政府"
    issuer = f"{county}{township}{government}"
    topic = "坚持和发展新时代“枫桥经验”，把纠纷化解在村社。" if number % 2 == 0 else "推行柔性执法，调解纠纷。"
    body = "\n".join(
        (
            "区人民政府：",
            f"现将{year}年法治政府建设情况报告如下。",
            "一、主要做法",
            f"（一）化解矛盾\n{topic}全年调解纠纷{number + 10}件，又调解纠纷{number}件。",
            issuer,
            f"{year + 1}年1月{number + 1}日",
        )
    )
    title = f"{issuer}{year}年法治政府建设情况报告"
    return replace(
        report(f"http://www.example.gov.cn/zwgk/{year + 1}01/t{year + 1}01{number:02}_{number}.html", title, body),
        report_year=year,
        published=date(year + 1, 1, number + 1),
        issuer=issuer,
        level=Level.TOWNSHIP,
        doc_type=DocType.RULE_OF_LAW,
        province=province,
        city=city,
        county=county,
        township=township,
        evidence={"report_year": Evidence(where=Where.TITLE, quote=f"{year}年法治政府", confidence=0.95)},
    )
