"""Sites whose TLS is not as it should be: refused, unless the source allows less; and what was used is written down."""

from __future__ import annotations

import ipaddress
import ssl
import warnings
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from corpus.store import open_store
from crawler import SourceSummary, crawl
from tests.crawler.site import serve
from tests.crawler.test_crawl import simple_site, source_of, title, titles

if TYPE_CHECKING:
    from corpus import Home

YEAR = 2022


def certificate(folder: Path, *, days: int = 30, address: str = "127.0.0.1") -> Path:
    """A certificate, signed by itself, and its key in one file; one of -1 days has run out."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "qingyan.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=60))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / f"{days}-{address}.pem"
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


def server(path: Path, *, old: bool = False) -> ssl.SSLContext:
    """What a server speaks with that certificate; an old one speaks TLS 1.0 alone."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    if old:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # that it is old is what is tested
            context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1
        context.set_ciphers("ALL:@SECLEVEL=0")
    return context


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A certificate that the crawl trusts."""
    path = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    return path


def visit(home: Home, context: ssl.SSLContext, **given: object) -> SourceSummary:
    with serve(simple_site(YEAR), tls=context) as site:
        (summary,) = crawl(home, source_of(site, **given), delay=0).sources
    return summary


def notes(home: Home) -> set[str | None]:
    with open_store(home, read_only=True) as store:
        return {store.snapshot(kept.snapshot or 0).note for kept in store.iter_reports()}


def test_a_site_with_a_good_certificate_needs_nothing(home: Home, trusted: Path) -> None:
    summary = visit(home, server(trusted), tls="unverified")
    assert (summary.added, summary.tls) == (1, {})
    assert notes(home) == {None}


def test_a_certificate_that_has_run_out_is_refused(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = certificate(tmp_path, days=-1)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    summary = visit(home, server(path))
    assert summary.failed[0].reason == (
        "robots.txt could not be read: the TLS connection could not be made (certificate verify failed); "
        "`tls` may allow less"
    )
    assert titles(home) == set()


def test_a_certificate_for_another_name_is_refused(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = certificate(tmp_path, address="127.0.0.2")
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    for allowed in ("standard", "legacy"):
        summary = visit(home, server(path), tls=allowed)
        assert "the TLS connection could not be made" in summary.failed[0].reason
    assert titles(home) == set()


def test_a_source_may_allow_a_certificate_that_has_run_out(home: Home, tmp_path: Path) -> None:
    summary = visit(home, server(certificate(tmp_path, days=-1)), tls="unverified")
    note = "the TLS certificate was not checked, because the standard connection failed: certificate verify failed"
    assert (summary.added, summary.tls) == (1, {"127.0.0.1": note})
    assert notes(home) == {note}
    assert titles(home) == {title(YEAR)}


def test_an_old_server_is_refused_and_may_be_allowed(home: Home, trusted: Path) -> None:
    refused = visit(home, server(trusted, old=True))
    assert "the TLS connection could not be made" in refused.failed[0].reason
    summary = visit(home, server(trusted, old=True), tls="legacy")
    assert summary.added == 1
    assert summary.tls["127.0.0.1"].startswith("old TLS was allowed")


def test_old_tls_does_not_allow_a_certificate_that_has_run_out(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = certificate(tmp_path, days=-1)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    summary = visit(home, server(path, old=True), tls="legacy")
    assert "certificate verify failed" in summary.failed[0].reason


def test_a_source_may_allow_plain_http_where_there_is_no_tls(home: Home) -> None:
    with serve(simple_site(YEAR)) as site:
        start = site.address.replace("http:", "https:") + "/fz/index.html"
        (summary,) = crawl(home, source_of(site, start=[start], tls="plain"), delay=0).sources
    assert summary.tls["127.0.0.1"].startswith("asked for over plain HTTP, because the standard connection failed: ")
    assert (summary.failed, summary.list_pages) == ([], 1)
