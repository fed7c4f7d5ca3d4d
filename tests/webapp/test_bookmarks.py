"""Bookmarks of a visitor without an account: added, changed and removed by forms, kept in the database."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from corpus.store import open_store
from tests.webapp import library
from tests.webapp.browsing import hrefs, page, send, soup_of, text_of
from webapp import create_app
from webapp.collection import close_collection
from webapp.links import local_path
from webapp.pages.bookmarks import read_tags
from webapp.visitor import visitor_cookie_name

if TYPE_CHECKING:
    from bs4 import Tag
    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import Cookie

    from corpus import Home

FIRST, SECOND = library.plain_reports()[:2]


@pytest.fixture
def app(home: Home) -> Iterator[Flask]:
    """The application over two reports of its own, so that bookmarks of other tests are not in the way."""
    from indexer import update_index

    with open_store(home) as store:
        store.save_many([FIRST, SECOND])
        update_index(home, store)
    made = create_app(home, config={"TESTING": True, "PROPAGATE_EXCEPTIONS": False})
    yield made
    close_collection(made)


def result_button(client: FlaskClient, report_id: str, address: str = "/search?q=纠纷") -> Tag:
    form = page(client, address).select_one(f"#r-{report_id} .actions form")
    assert form is not None
    return form


def with_old_token(form: Tag) -> Tag:
    """The form as it stands on a page from before the site's key was changed."""
    form.select("input[name=csrf_token]")[0]["value"] = "old"
    return form


def visitor_cookie(client: FlaskClient) -> Cookie:
    with client.application.app_context():
        cookie = client.get_cookie(visitor_cookie_name())
    assert cookie is not None
    return cookie


def bookmark(client: FlaskClient, report_id: str, *, note: str = "", tags: str = "") -> None:
    form = page(client, f"/reports/{report_id}").select("#bookmark form")[0]
    assert send(client, form, note=note, tags=tags).status_code == 303


def test_a_bookmark_is_added_from_the_results_and_brings_the_reader_back(client: FlaskClient) -> None:
    address = "/search?q=纠纷&year=2019&sort=-year"
    response = send(client, result_button(client, FIRST.id, address))
    assert response.status_code == 303
    back = response.location
    assert back.startswith("/search?q=")
    assert back.endswith(f"&year=2019&sort=-year#r-{FIRST.id}")
    soup = page(client, back)
    assert text_of(soup, ".flashes") == "已收藏。"
    assert text_of(soup, ".site-nav .count") == "1"
    assert "取消收藏" in text_of(soup, f"#r-{FIRST.id} .actions button")
    assert "取消收藏" not in text_of(soup, f"#r-{SECOND.id} .actions button")


def test_a_bookmark_is_removed_from_the_results(client: FlaskClient) -> None:
    send(client, result_button(client, FIRST.id))
    send(client, result_button(client, FIRST.id))
    assert "还没有收藏" in text_of(page(client, "/bookmarks"), ".notice")


def test_note_and_tags_are_given_on_the_report_page_and_shown_there_again(client: FlaskClient) -> None:
    bookmark(client, FIRST.id, note="值得细读\n第二行", tags="调解， 枫桥;基层")
    form = page(client, f"/reports/{FIRST.id}").select("#bookmark form")[0]
    assert text_of(form, "textarea") == "值得细读 第二行"
    assert form.select("input[name=tags]")[0]["value"] == "调解, 枫桥, 基层"


def test_the_page_of_bookmarks_lists_the_newest_first_and_filters_by_tag(client: FlaskClient) -> None:
    bookmark(client, FIRST.id, tags="调解,旧")
    bookmark(client, SECOND.id, tags="调解,新", note="备注")
    soup = page(client, "/bookmarks")
    assert [str(hit["id"]) for hit in soup.select(".hit")] == [f"r-{SECOND.id}", f"r-{FIRST.id}"]
    assert text_of(soup, ".tags") == "全部 2 调解 2 新 1 旧 1"
    old = next(link for link in soup.select(".tags a") if "旧" in link.get_text())
    assert [str(hit["id"]) for hit in page(client, str(old["href"])).select(".hit")] == [f"r-{FIRST.id}"]
    assert "没有带标签" in text_of(page(client, "/bookmarks?tag=无此标签"), ".notice")


def test_a_bookmark_is_edited_and_removed_on_its_own_page(client: FlaskClient) -> None:
    bookmark(client, FIRST.id, note="旧", tags="甲")
    form = page(client, "/bookmarks?tag=甲").select(".edit form")[0]
    response = send(client, form, note="新", tags="甲,乙")
    soup = page(client, response.location)
    assert text_of(soup, ".hit .note") == "新"
    assert text_of(soup, ".hit .tag-list") == "甲 乙"
    send(client, soup.select(".actions > form")[0])
    assert not page(client, "/bookmarks").select(".hit")


def test_adding_again_from_the_results_keeps_note_and_tags(client: FlaskClient, app: Flask) -> None:
    adding = result_button(client, FIRST.id)
    bookmark(client, FIRST.id, note="备注", tags="甲")
    send(client, adding)  # the page of results was open since before
    assert text_of(page(client, "/bookmarks"), ".hit .note") == "备注"
    assert app.extensions  # the application has served both


def test_two_visitors_do_not_see_each_other(client: FlaskClient, app: Flask) -> None:
    bookmark(client, FIRST.id, note="我的")
    other = app.test_client()
    assert not page(other, "/bookmarks").select(".hit")
    bookmark(other, FIRST.id, note="别人的")
    assert text_of(page(client, "/bookmarks"), ".hit .note") == "我的"


def test_bookmarks_outlive_the_server(client: FlaskClient, home: Home, app: Flask) -> None:
    bookmark(client, FIRST.id, note="还在")
    close_collection(app)
    again = create_app(home, config={"TESTING": True})
    try:
        restarted = again.test_client()
        cookie = visitor_cookie(client)
        restarted.set_cookie(cookie.key, cookie.value)
        assert text_of(page(restarted, "/bookmarks"), ".hit .note") == "还在"
    finally:
        close_collection(again)


def test_reading_alone_leaves_no_visitor_cookie(client: FlaskClient) -> None:
    for address in ("/", "/search?q=纠纷", f"/reports/{FIRST.id}", "/bookmarks"):
        assert "baogao_visitor" not in client.get(address).headers.get("Set-Cookie", "")


def test_the_visitor_cookie_is_long_lived_and_kept_from_scripts_and_other_sites(client: FlaskClient) -> None:
    response = send(client, result_button(client, FIRST.id))
    cookie = next(value for value in response.headers.getlist("Set-Cookie") if value.startswith("baogao_visitor_"))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Max-Age=34560000" in cookie
    assert "Secure" not in cookie
    secure = client.post("/bookmarks/x", base_url="https://localhost")
    assert all("Secure" in value for value in secure.headers.getlist("Set-Cookie") if "visitor" in value)


def test_a_forged_cookie_is_nobodys(client: FlaskClient) -> None:
    bookmark(client, FIRST.id)
    cookie = visitor_cookie(client)
    client.set_cookie(cookie.key, cookie.value[:-4] + "AAAA")
    assert not page(client, "/bookmarks").select(".hit")


def test_a_form_without_its_token_is_refused_and_changes_nothing(client: FlaskClient) -> None:
    response = client.post(f"/bookmarks/{FIRST.id}", data={"next": "/"})
    assert response.status_code == 400
    assert "表单没有提交" in text_of(soup_of(response), "main")
    bookmark(client, FIRST.id)
    assert client.post(f"/bookmarks/{FIRST.id}/remove").status_code == 400
    assert len(page(client, "/bookmarks").select(".hit")) == 1


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "\\\\evil.example",
        "javascript:alert(1)",
        "evil.example",
        "/\t/evil.example",
        "",
    ],
)
def test_a_form_brings_the_reader_to_this_site_alone(client: FlaskClient, address: str) -> None:
    response = send(client, result_button(client, FIRST.id), next=address)
    assert response.status_code == 303
    assert response.location == "/bookmarks"


@pytest.mark.parametrize("address", ["/", "/search?q=a//b&year=2020#r-x", "/reports/abc?q=https://example.cn/"])
def test_a_path_of_this_site_is_kept(address: str) -> None:
    assert local_path(address, otherwise="/bookmarks") == address


def test_a_report_that_is_gone_cannot_be_bookmarked_but_an_old_bookmark_stays(client: FlaskClient, app: Flask) -> None:
    bookmark(client, FIRST.id, note="留着")
    form = page(client, f"/reports/{SECOND.id}").select("#bookmark form")[0]
    with open_store(app.extensions["baogao_collection"].home) as store:
        store.delete(FIRST.id)
        store.delete(SECOND.id)
    assert send(client, form).status_code == 404
    soup = page(client, "/bookmarks")
    assert "已不在文库中" in text_of(soup, ".hit h2")
    assert text_of(soup, ".hit .note") == "留着"
    send(client, soup.select(".actions > form")[0])
    assert not page(client, "/bookmarks").select(".hit")


@pytest.mark.parametrize(
    ("note", "tags", "says"),
    [
        pytest.param("长" * 20_001, "甲", "备注有 20,001 个字符，最多保存 20,000 个", id="note"),
        pytest.param("备注", "短, " + "长" * 60, "有 60 个字符，最多 50 个", id="tag"),
        pytest.param("备注", ",".join(map(str, range(51))), "填了 51 个标签，最多保存 50 个", id="tags"),
    ],
)
def test_a_form_that_is_refused_says_why_and_is_shown_again_as_it_was_filled_in(
    client: FlaskClient, note: str, tags: str, says: str
) -> None:
    form = page(client, f"/reports/{FIRST.id}").select("#bookmark form")[0]
    response = send(client, form, note=note, tags=tags)
    assert response.status_code == 400
    soup = soup_of(response)
    assert says in text_of(soup, "[role=alert]")
    again = soup.select("main form")[0]
    assert again.select("textarea")[0].get_text() == note
    assert again.select("input[name=tags]")[0]["value"] == tags
    assert send(client, again, note="短了", tags="甲").location == f"/reports/{FIRST.id}"
    assert text_of(page(client, "/bookmarks"), ".hit .note") == "短了"


def test_a_form_whose_token_has_expired_is_shown_again_as_it_was_filled_in(client: FlaskClient) -> None:
    form = page(client, f"/reports/{FIRST.id}").select("#bookmark form")[0]
    response = send(client, with_old_token(form), note="<写了很久>")
    assert response.status_code == 400
    soup = soup_of(response)
    assert "表单已失效" in text_of(soup, "[role=alert]")
    again = soup.select("main form")[0]
    assert again.select("textarea")[0].get_text() == "<写了很久>"
    assert not page(client, "/bookmarks").select(".hit")
    assert send(client, again).status_code == 303
    assert text_of(page(client, "/bookmarks"), ".hit .note") == "<写了很久>"


def test_a_button_whose_token_has_expired_does_not_blank_what_is_kept(client: FlaskClient) -> None:
    adding = result_button(client, FIRST.id)
    bookmark(client, FIRST.id, note="备注")
    response = send(client, with_old_token(adding))
    assert response.status_code == 400
    assert not soup_of(response).select("textarea")
    assert text_of(page(client, "/bookmarks"), ".hit .note") == "备注"


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        pytest.param("甲,乙", ("甲", "乙"), id="latin comma"),
        pytest.param("甲，乙、丙；丁;戊", ("甲", "乙", "丙", "丁", "戊"), id="chinese separators"),
        pytest.param(" , ，", (), id="nothing"),
        pytest.param("基层 治理", ("基层 治理",), id="a space parts no tags"),
    ],
)
def test_tags_are_parted_by_commas(text: str, tags: tuple[str, ...]) -> None:
    assert read_tags(text) == tags


def test_every_edit_form_has_fields_of_its_own(client: FlaskClient) -> None:
    bookmark(client, FIRST.id)
    bookmark(client, SECOND.id)
    soup = page(client, "/bookmarks")
    ids = [str(element["id"]) for element in soup.select("[id]")]
    assert len(ids) == len(set(ids))
    for label in soup.select(".edit label"):
        assert soup.select(f"#{label['for']}")
    assert hrefs(soup, ".hit h2 a") == [f"/reports/{SECOND.id}", f"/reports/{FIRST.id}"]
