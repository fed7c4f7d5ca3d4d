"""Pages saved by a browser as one file (MHTML), built here as browsers write them."""

from __future__ import annotations

import quopri
from base64 import encodebytes
from typing import TYPE_CHECKING

import pytest

from corpus.errors import InputError
from corpus.extract import extract, is_saved_page, read_saved_page
from corpus.importer import import_paths
from corpus.store import open_store
from tests.corpus.pages.layouts import BODY, TITLE, URL, Trap, trs

if TYPE_CHECKING:
    from pathlib import Path

    from corpus.home import Home

BOUNDARY = "----MultipartBoundary--a1B2c3----"


def saved(
    page: bytes, *, coding: str = "quoted-printable", charset: str = "", url: str = URL, start: str = ""
) -> bytes:
    """The file that Chromium writes, with a picture beside the page."""
    body = quopri.encodestring(page) if coding == "quoted-printable" else encodebytes(page)
    head = (
        f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {url}\r\nSubject: =?utf-8?Q?=E6=8A=A5=E5=91=8A?=\r\n"
        f'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";{start}\r\n'
        f'\tboundary="{BOUNDARY}"\r\n\r\n'
        f"\r\n--{BOUNDARY}\r\nContent-Type: text/html{charset}\r\nContent-ID: <frame-1@mhtml.blink>\r\n"
        f"Content-Transfer-Encoding: {coding}\r\nContent-Location: {url}\r\n\r\n"
    )
    picture = (
        f"\r\n--{BOUNDARY}\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n"
        "Content-Location: http://www.baixi.example/logo.png\r\n\r\niVBORw0KGgo=\r\n"
    )
    return head.encode() + body + f"{picture}--{BOUNDARY}--\r\n".encode()


@pytest.mark.parametrize(
    ("page", "options"),
    [
        pytest.param(trs(Trap("")).encode(), {}, id="quoted-printable"),
        pytest.param(trs(Trap("")).encode(), {"coding": "base64"}, id="base64"),
        pytest.param(trs(Trap("")).encode("gb18030"), {"charset": '; charset="gb2312"'}, id="the part says GB2312"),
        pytest.param(trs(Trap("")).encode("gb18030"), {"charset": "; charset=utf-8"}, id="the part is wrong"),
        pytest.param(
            trs(Trap("")).encode(), {"start": '\r\n\tstart="<frame-1@mhtml.blink>";'}, id="the start is named"
        ),
    ],
)
def test_a_saved_page_is_read_as_the_page_itself(page: bytes, options: dict[str, str]) -> None:
    document = extract(saved(page, **options), name="报告.mhtml")
    assert (document.title, document.body, document.media_type) == (TITLE, BODY, "text/html")


def test_its_address_is_the_one_that_it_was_saved_from() -> None:
    assert read_saved_page(saved(b"<p>x</p>")).url == URL
    assert read_saved_page(saved(b"<p>x</p>", url="cid:frame-1@mhtml.blink")).url is None


def test_links_to_attachments_are_absolute_by_it() -> None:
    page = trs(Trap("", after='<a href="./P1.pdf">附件</a>')).encode()
    assert [item.url for item in extract(saved(page)).attachments] == ["http://www.baixi.example/zwgk/202301/P1.pdf"]


def test_a_file_without_a_page_is_refused() -> None:
    with pytest.raises(InputError, match="No page is in it"):
        extract(saved(b""), name="a.mhtml")
    with pytest.raises(InputError, match="does not begin like a saved page"):
        extract(b"hello", name="a.mhtml")


def test_a_page_that_speaks_of_the_format_is_no_such_file() -> None:
    assert not is_saved_page(b"<html><body>Content-Type: multipart/related</body></html>")


def test_it_is_imported_under_its_own_address(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "page.mhtml"
    path.write_bytes(saved(trs(Trap("")).encode()))
    with open_store(home) as store:
        summary = import_paths(home, store, [path])
        report = store.find_by_url(URL)
    assert summary.ok
    assert report is not None
    assert (report.title, report.url) == (TITLE, URL)


def test_a_given_address_goes_before_its_own(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "page.mht"
    path.write_bytes(saved(trs(Trap("")).encode()))
    with open_store(home) as store:
        import_paths(home, store, [path], url="http://other.example/a.html")
        assert store.find_by_url("http://other.example/a.html") is not None
        assert store.find_by_url(URL) is None
