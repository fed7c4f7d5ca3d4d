"""ZIP: the texts of the documents packed in it, in the order of their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.errors import InputError
from corpus.extract.document import Document
from corpus.extract.files.bounds import MOST_CHARACTERS, NAME_IS_UTF8, Deadline, open_container, read_member
from corpus.extract.files.kinds import FileKind

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Callable

__all__ = ["read_zip"]

MOST_DOCUMENTS = 50
MOST_NAMED = 5
SECONDS = 120.0
IGNORED = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini")


def read_zip(data: bytes, read: Callable[[bytes, str], Document]) -> Document:
    """The one document of a ZIP file, or the texts of all that it packs, each under the name of its file.

    Args:
        data: the file.
        read: reads one member, by its bytes and its name.

    Raises:
        InputError: it is broken, holds too much, or nothing that is read.
    """
    deadline = Deadline(SECONDS)
    found: list[tuple[str, Document]] = []
    left: list[str] = []
    with open_container(data) as container:
        members = sorted(((_name(member), member) for member in container.infolist()), key=lambda item: item[0])
        members = [item for item in members if not item[1].is_dir() and not _is_ignored(item[0])]
        for name, member in members:
            deadline.check()
            if len(found) == MOST_DOCUMENTS:
                left.append(f"{name.rpartition('/')[2]}: of a ZIP, {MOST_DOCUMENTS} documents are read")
                continue
            try:
                found.append((name, read(read_member(container, member), name)))
            except InputError as error:
                left.append(f"{name.rpartition('/')[2]}: {error.message}")
    if not found:
        raise InputError(f"It packs nothing that could be read. {_listed(left)}".strip())
    return _together(found, _listed(left))


def _name(member: zipfile.ZipInfo) -> str:
    """The member's name; Chinese Windows writes it in GBK without saying so."""
    if member.flag_bits & NAME_IS_UTF8:
        return member.filename
    raw = member.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return member.filename


def _is_ignored(name: str) -> bool:
    lower = name.lower()
    return lower.startswith(IGNORED[0]) or lower.rpartition("/")[2] in IGNORED[1:]


def _listed(left: list[str]) -> str:
    more = f" and {len(left) - MOST_NAMED} more" if len(left) > MOST_NAMED else ""
    return "; ".join(left[:MOST_NAMED]) + more


def _together(found: list[tuple[str, Document]], unread: str) -> Document:
    first = found[0][1]
    unread = "; ".join(filter(None, (unread, *(document.unread for _, document in found))))
    parts: list[str] = []
    for name, document in found:
        if len(found) > 1:
            parts.append(name.rpartition("/")[2])
            parts += filter(None, (document.title,))
        parts.append(document.body)
    body = "\n".join(filter(None, parts))
    if len(body) > MOST_CHARACTERS:
        raise InputError(f"It holds more than {MOST_CHARACTERS:,} characters.", hint="Split it into its reports.")
    return Document(
        title=first.title if len(found) == 1 else "",
        header=first.header if len(found) == 1 else "",
        body=body,
        media_type=FileKind.ZIP.value,
        encoding="utf-8",
        unread=unread,
    )
