"""Challenge pages are told from pages, and pages that speak of challenges are not taken for one."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.challenge import Challenge, ChallengeKind, recognise_challenge

TEXT = "青岩镇坚持依法行政，全面推进法治政府建设，现将有关情况报告如下。" * 30


def page(body: str, *, head: str = "", title: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>".encode()


def kind(data: bytes, status: int | None = 200) -> ChallengeKind | None:
    found = recognise_challenge(data, status=status)
    return found.kind if found else None


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(
            page(
                "", head='<meta id="9Dk" content="x"><script>$_ts=window["$_ts"];if(!$_ts)$_ts={};$_ts.nsd=8;</script>'
            ),
            ChallengeKind.SCRIPT,
            id="$_ts",
        ),
        pytest.param(
            b"<script>document.cookie=('_')+('_jsl_clearance')+'=1';document.cookie='__jsl_clearance=1';"
            b"location.href=location.pathname</script>",
            ChallengeKind.SCRIPT,
            id="__jsl_clearance",
        ),
        pytest.param(
            b"<html><script>var arg1='3A9E5C0B7F1D2468ACE013579BDF2468ACE01357';eval('x')</script></html>",
            ChallengeKind.SCRIPT,
            id="acw_sc",
        ),
        pytest.param(
            page('<noscript>请开启JavaScript并刷新该页。</noscript><script src="/_guard/auto.js"></script>'),
            ChallengeKind.SCRIPT,
            id="_guard",
        ),
        pytest.param(
            b"<html><script>setTimeout(function(){document.cookie='a=1';location.reload()},9)</script></html>",
            ChallengeKind.SCRIPT,
            id="a cookie and again",
        ),
        pytest.param(
            b'<html><head><script src="/4QbVtADbnLVIc/c.js"></script></head><body></body></html>',
            ChallengeKind.SCRIPT,
            id="nothing but a program",
        ),
        pytest.param(
            page("<h1>请完成安全验证</h1><p>按住滑块，拖动到最右边</p>", title="访问验证"),
            ChallengeKind.CAPTCHA,
            id="访问验证",
        ),
        pytest.param(
            page('<p>请输入验证码后继续访问</p><input name="captcha"><img src="/vcode.jpg">', title="提示"),
            ChallengeKind.CAPTCHA,
            id="a field for a captcha",
        ),
        pytest.param(
            page("<h2>很抱歉，您的请求被拦截</h2><p>如有疑问请联系网站管理员，并提供编号 7f3a。</p>", title="405"),
            ChallengeKind.FIREWALL,
            id="您的请求被拦截",
        ),
        pytest.param(
            page("<p>很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。</p>"),
            ChallengeKind.FIREWALL,
            id="您的访问被阻断",
        ),
        pytest.param(
            page("<div>您的请求带有不合法参数，已被网站管理员设置拦截！</div><div>可能原因</div>", title="网站防火墙"),
            ChallengeKind.FIREWALL,
            id="网站防火墙",
        ),
        pytest.param(
            page("<p>当前访问疑似黑客攻击，已被网站管理员设置为拦截</p>", title="创宇盾").decode().encode("gbk"),
            ChallengeKind.FIREWALL,
            id="创宇盾 in GBK",
        ),
    ],
)
def test_a_challenge_is_recognised(data: bytes, expected: ChallengeKind) -> None:
    assert kind(data) is expected


@pytest.mark.parametrize("status", [412, 521])
def test_the_status_of_a_challenge_is_enough(status: int) -> None:
    found = recognise_challenge(b"", status=status)
    assert found is not None
    assert str(status) in found.reason


def test_a_site_that_is_down_behind_cloudflare_asks_for_nothing() -> None:
    assert recognise_challenge(b"down", status=521, headers={"server": "cloudflare"}) is None


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(
            page(f"<h1>报告</h1><p>{TEXT}网上办事须输入验证码。</p><input name=captcha>"), id="speaks of 验证码"
        ),
        pytest.param(page(f"<p>{TEXT}部署网站防火墙，攻击请求被拦截。</p>"), id="speaks of firewalls"),
        pytest.param(
            page(f"<p>{TEXT}</p>", head="<script>$_ts=window['$_ts']</script>"), id="a page served after the challenge"
        ),
        pytest.param(
            page('<a href="P020230301.pdf">法治政府建设报告</a>', head="<script>$_ts={}</script>"),
            id="a cover for its attachment",
        ),
        pytest.param(
            page("<h1>关于平台登录方式调整的通知</h1><p>即日起登录须输入短信验证码。</p>"), id="a notice about 验证码"
        ),
        pytest.param(b"<script>window.location.href='/zwgk/index.html';</script>", id="a start page that sends on"),
        pytest.param(b'<script>createPageHTML(3, 2, "index", "html");</script>', id="a list page without items"),
        pytest.param(b'<body><div id="app"></div><script src="/app.js"></script></body>', id="a page drawn by script"),
        pytest.param(b"%PDF-1.7\n\0\0 $_ts", id="a file"),
        pytest.param(b"", id="nothing"),
        pytest.param(page("<h1>404 Not Found</h1>"), id="an error that says so"),
    ],
)
def test_a_page_is_no_challenge(data: bytes) -> None:
    assert kind(data) is None


def test_the_reason_names_the_mark() -> None:
    assert Challenge(ChallengeKind.SCRIPT, "瑞数, $_ts").reason == (
        "a script challenge instead of the page (瑞数, $_ts)"
    )
    found = recognise_challenge(page("<p>您的请求已被拦截</p>"))
    assert found is not None
    assert found.reason == "a firewall's refusal instead of the page (“您的请求已被拦截”)"


def test_a_page_made_to_be_slow_is_read_in_one_pass() -> None:
    assert kind(b"<script>" * 100_000) is None
    assert kind(b"<!--" * 200_000) is None
    assert kind(b"<" * 1_000_000) is None


@pytest.mark.shared
def test_no_real_page_is_taken_for_a_challenge(shared_dir: Path) -> None:
    pages = sorted((shared_dir / "eval" / "html").glob("*.html"))
    assert len(pages) >= 8
    assert [page.name for page in pages if kind(page.read_bytes()) is not None] == []
