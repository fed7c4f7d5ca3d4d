"""Office formats older than Word 97, which a program of the machine reads where there is one."""

from __future__ import annotations

import shutil
import struct
from typing import TYPE_CHECKING

import pytest

from corpus.errors import NotExtractedError
from corpus.extract import extract
from corpus.extract.files import converters
from tests.corpus.files.made_files import BODY, TITLE, make_docx, make_ole

if TYPE_CHECKING:
    from pathlib import Path

OLD_WORD = make_ole({"WordDocument": struct.pack("<HH", 0xA5DC, 0x0065) + b"\0" * 3000})
OLD_WPS = make_ole({"MatOST": b"\0" * 100})


def install(folder: Path, name: str, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    program = folder / name
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/bin:/usr/bin")
    others = {"soffice", "libreoffice", "antiword", "catdoc"} - {name}
    monkeypatch.setattr(shutil, "which", lambda asked: None if asked in others else str(folder / name))


@pytest.mark.parametrize("data", [pytest.param(OLD_WORD, id="word-95"), pytest.param(OLD_WPS, id="wps")])
def test_without_a_program_it_is_flagged(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(NotExtractedError, match="LibreOffice"):
        extract(data, name="report.doc")


def test_libreoffice_is_asked_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "made.docx").write_bytes(make_docx())
    script = 'while [ "$1" != "--outdir" ]; do shift; done; cp "$(dirname "$0")/made.docx" "$2/source.docx"'
    install(tmp_path, "soffice", script, monkeypatch)
    document = extract(OLD_WPS, name="report.wps")
    assert document.title == TITLE
    assert document.body.startswith(BODY[0])


def test_a_text_program_serves_old_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, "antiword", f"printf '%s\\n\\n%s\\n' '{TITLE}' '{BODY[0]}'", monkeypatch)
    document = extract(OLD_WORD, name="report.doc")
    assert (document.title, document.body) == (TITLE, BODY[0])


def test_a_program_that_fails_or_hangs_leaves_it_flagged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(converters, "SECONDS", 0.2)
    for script in ("exit 3", "sleep 5"):
        install(tmp_path, "antiword", script, monkeypatch)
        with pytest.raises(NotExtractedError, match="could read it"):
            extract(OLD_WORD, name="report.doc")
