"""Word documents older than Word 97, and the first WPS formats: by a program of this machine, where there is one."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import InputError, NotExtractedError
from corpus.extract.files.composing import block, compose
from corpus.extract.files.kinds import FileKind
from corpus.extract.files.word_xml import read_docx

if TYPE_CHECKING:
    from corpus.extract.document import Document

__all__ = ["convert_doc"]

SECONDS = 60
MOST_BYTES = 32 * 1024**2
OFFICE_PROGRAMS = ("soffice", "libreoffice")
TEXT_PROGRAMS = (("antiword", "-m", "UTF-8.txt", "-w", "0"), ("catdoc", "-d", "utf-8", "-w"))


def convert_doc(data: bytes, kind: FileKind) -> Document:
    """The document that an old office file holds, as LibreOffice, antiword or catdoc reads it.

    Raises:
        NotExtractedError: none of them is installed, or none could read it.
    """
    office = next(filter(None, map(shutil.which, OFFICE_PROGRAMS)), None)
    readers = [command for command in TEXT_PROGRAMS if shutil.which(command[0])] if kind is FileKind.DOC else []
    if office is None and not readers:
        raise NotExtractedError(
            "It is of an office format that needs LibreOffice, which is not installed.",
            hint="Install LibreOffice and run `baogao extract --all`, or save the file as DOCX.",
        )
    with tempfile.TemporaryDirectory(prefix="baogao-") as folder:
        source = Path(folder) / "source.doc"
        source.write_bytes(data)
        document = _by_office(office, source) if office else None
        for command in readers:
            document = document or _by_reader(command, source, kind)
    if document is None:
        raise NotExtractedError("No program of this machine could read it.", hint="Save it as DOCX.")
    return document


def _by_office(program: str, source: Path) -> Document | None:
    profile = (source.parent / "profile").as_uri()  # its own, so that a running LibreOffice is not asked
    command = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", "docx"]
    _run([*command, "--outdir", str(source.parent), str(source)])
    made = source.with_suffix(".docx")
    if not made.exists() or made.stat().st_size > MOST_BYTES:
        return None
    try:
        return read_docx(made.read_bytes())
    except InputError:
        return None


def _by_reader(command: tuple[str, ...], source: Path, kind: FileKind) -> Document | None:
    text = _run([*command, str(source)]).decode("utf-8", "replace")
    try:
        return compose([line for paragraph in text.split("\n") for line in block(paragraph)], kind)
    except InputError:
        return None


def _run(command: list[str]) -> bytes:
    """What the program writes; nothing where it fails, takes too long, or writes too much."""
    try:
        done = subprocess.run(  # noqa: S603 - programs and options are the constants above, the file has our own name
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return b""
    return done.stdout if done.returncode == 0 and len(done.stdout) <= MOST_BYTES else b""
