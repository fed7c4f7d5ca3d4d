from __future__ import annotations

import pytest

from crawler.vanishing import gone_by_redirect, gone_by_status, gone_by_words

PAGE = "http://www.qingyan.example/zwgk/fzzf/202303/t20230301_1.html"
LONG_TEXT = "青岩镇坚持依法行政，全面推进法治政府建设。" * 20


def framed(title: str, article: str) -> str:
    """A page as sites frame it: navigation, the article, a footer."""
    frame = "<ul><li><a href='/'>首页</a></li><li><a href='/zwgk/'>政务公开</a></li></ul>"
    return (
        f"<html><head><title>{title}</title></head><body>{frame}<div>{article}</div><p>主办：青岩镇</p></body></html>"
    )


@pytest.mark.parametrize(("status", "reason"), [(404, "answered 404"), (410, "answered 410"), (403, None), (500, None)])
def test_statuses_that_say_gone(status: int, reason: str | None) -> None:
    assert gone_by_status(status) == reason


@pytest.mark.parametrize(
    "served",
    [
        pytest.param("http://www.qingyan.example/", id="home"),
        pytest.param("http://www.qingyan.example", id="home-bare"),
        pytest.param("https://www.qingyan.example/index.html", id="home-by-name"),
        pytest.param("http://www.qingyan.example/default.jsp", id="default"),
        pytest.param("http://www.qingyan.example/zwgk/", id="folder-above"),
        pytest.param("http://www.qingyan.example/zwgk/fzzf/202303/index.shtml", id="own-folder"),
        pytest.param("http://www.qingyan.example/404.html", id="404"),
        pytest.param("http://www.qingyan.example/error/404/index.html", id="404-folder"),
        pytest.param("http://www.qingyan.example/common/notfound.htm?from=/zwgk/", id="not-found"),
        pytest.param("http://www.qingyan.example/error.jsp", id="error"),
    ],
)
def test_redirects_that_say_gone(served: str) -> None:
    reason = gone_by_redirect(PAGE, served)
    assert reason is not None
    assert served in reason


@pytest.mark.parametrize(
    ("asked", "served"),
    [
        pytest.param(PAGE, "https://www.qingyan.example/zwgk/fzzf/202303/t20230301_1.html", id="to-https"),
        pytest.param(PAGE, "http://www.qingyan.example/new/t20230301_1.html", id="moved"),
        pytest.param(PAGE, "http://www.qingyan.example/?id=20230301", id="article-by-query"),
        pytest.param(PAGE, "http://www.qingyan.example/archive/index.html", id="index-elsewhere"),
        pytest.param(
            "http://a.example/202303010930/index.shtml", "http://a.example/202303010930/", id="the-same-front-page"
        ),
        pytest.param("http://a.example/b.html", "http://a.example/b/", id="folder-below"),
        pytest.param(PAGE, "http://www.qingyan.example/zwgk/art_404123.html", id="a-number-that-holds-404"),
    ],
)
def test_redirects_that_say_moved(asked: str, served: str) -> None:
    assert gone_by_redirect(asked, served) is None


@pytest.mark.parametrize(
    "notice",
    [
        "您访问的页面不存在或已被删除！",
        "您访问的页面已删除",
        "您所访问的页面可能已经被删除，请稍后再试",
        "页面不存在",
        "对不起，您要查看的信息不存在。",
        "很抱歉，该文章已被删除。",
        "抱歉，找不到您要的页面",
        "您请求的文件不存在!",
        "该页面已失效",
        "The page was not found.",
    ],
)
@pytest.mark.parametrize("title", ["青岩镇人民政府", "错误提示"])
def test_pages_that_say_they_are_gone(notice: str, title: str) -> None:
    reason = gone_by_words(framed(title, f"<h2>{notice}</h2><a href='/'>返回首页</a>"), None)
    assert reason is not None
    assert reason.startswith("the page says: ")
    assert gone_by_words(framed(title, notice), notice)


@pytest.mark.parametrize("title", ["404", "404 - 青岩镇人民政府", "HTTP 404", "404错误", "页面不存在"])
def test_a_title_alone_says_so_too(title: str) -> None:
    assert gone_by_words(framed(title, "五秒后返回"), None)


@pytest.mark.parametrize(
    ("title", "article"),
    [
        pytest.param("2022年法治政府建设情况报告", LONG_TEXT + "清理失效文件，该文件已失效。", id="speaks-of-files"),
        pytest.param("2022年法治政府建设情况报告", "清理规范性文件12件，废止4件，修改2件。", id="short"),
        pytest.param("青岩镇2022年报告", "全年办理案件404件。", id="404-cases"),
        pytest.param("404医院整改报告", LONG_TEXT, id="404-in-a-title"),
        pytest.param("关于页面不存在问题的情况报告", LONG_TEXT, id="speaks-of-missing-pages"),
        pytest.param("依申请公开答复", "经检索，该信息不存在。您申请公开的信息不存在。", id="a-reply"),
        pytest.param("信息公开年报", "因申请人要求的信息不属于公开范围，不予公开。", id="a-refusal-of-information"),
    ],
)
def test_reports_are_not_gone(title: str, article: str) -> None:
    assert gone_by_words(framed(title, f"<p>{article}</p>"), article) is None


def test_what_a_script_says_is_not_what_the_page_says() -> None:
    script = "<script>if (!ok) alert('您访问的页面不存在');</script>"
    assert gone_by_words(framed("青岩镇", script + "<p>正在建设</p>"), None) is None
