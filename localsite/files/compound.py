"""Writes compound files ([MS-CFB]) and what offices kept in them before 2007: DOC, WPS and XLS."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["doc", "xls"]

SECTOR = 512
LEAST_STREAM = 4096  # shorter streams would have to go into the mini stream
FREE, END_OF_CHAIN, FAT_SECTOR, NO_ENTRY = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")
ROOT, STREAM = 5, 2  # types of directory entries
HEADER_FAT_SECTORS = 109

TEXT_AT = 0x800  # where the text of a Word document begins in its stream
WORD_MARK, WORD_97, USES_TABLE_1 = 0xA5EC, 0x00C1, 0x0200
BOF, BOUND_SHEET, LABEL, END = 0x0809, 0x0085, 0x0204, 0x000A  # records of a workbook
BIFF8, GLOBALS, WORKSHEET = 0x0600, 0x0005, 0x0010


def doc(title: str, paragraphs: Sequence[str]) -> bytes:
    """A Word 97 document: the title, then the paragraphs. WPS Office writes the same format."""
    text = "".join(f"{line}\r" for line in (title, *paragraphs))
    head = bytearray(TEXT_AT)
    struct.pack_into("<HH", head, 0, WORD_MARK, WORD_97)
    struct.pack_into("<H", head, 0x0A, USES_TABLE_1)
    struct.pack_into("<II", head, 0x18, TEXT_AT, TEXT_AT + 2 * len(text))
    struct.pack_into("<i", head, 0x4C, len(text))
    places = struct.pack("<II", 0, len(text)) + struct.pack("<HIH", 0, TEXT_AT, 0)
    pieces = struct.pack("<BI", 2, len(places)) + places
    struct.pack_into("<II", head, 0x01A2, 0, len(pieces))
    return _compound({"WordDocument": bytes(head) + text.encode("utf-16-le"), "1Table": pieces})


def xls(name: str, rows: Sequence[Sequence[str]]) -> bytes:
    """An Excel 97 workbook of one sheet; every cell is text."""
    sheet = _record(BOF, struct.pack("<HHHHII", BIFF8, WORKSHEET, 0, 0, 0, 0))
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            text = struct.pack("<HB", len(cell), 1) + cell.encode("utf-16-le")
            sheet += _record(LABEL, struct.pack("<HHH", number, column, 0) + text)
    sheet += _record(END, b"")
    start = _record(BOF, struct.pack("<HHHHII", BIFF8, GLOBALS, 0, 0, 0, 0))
    title = struct.pack("<BB", len(name), 1) + name.encode("utf-16-le")
    sheet_at = len(start) + 4 + 6 + len(title) + 4  # behind the record that says so, and the end of the globals
    start += _record(BOUND_SHEET, struct.pack("<IH", sheet_at, 0) + title) + _record(END, b"")
    return _compound({"Workbook": start + sheet})


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file of the streams, by name: header, then allocation table, directory and streams in sectors."""
    padded = {name: data.ljust(LEAST_STREAM, b"\0") for name, data in streams.items()}
    sizes = [_sectors(len(data)) for data in padded.values()]
    fat_sectors = 1
    while fat_sectors * SECTOR // 4 < fat_sectors + 1 + sum(sizes):
        fat_sectors += 1
    chains = [*([FAT_SECTOR] * fat_sectors), END_OF_CHAIN]
    starts = []
    for size in sizes:
        starts.append(len(chains))
        chains += [*range(len(chains) + 1, len(chains) + size), END_OF_CHAIN]
    fat = b"".join(struct.pack("<I", entry) for entry in chains).ljust(fat_sectors * SECTOR, b"\xff")
    body = b"".join(data.ljust(_sectors(len(data)) * SECTOR, b"\0") for data in padded.values())
    return _header(fat_sectors) + fat + _directory(padded, starts) + body


def _sectors(length: int) -> int:
    return -(-length // SECTOR)


def _header(fat_sectors: int) -> bytes:
    """The first sector; the allocation table comes after it, and the directory after that."""
    table = [*range(fat_sectors), *([FREE] * (HEADER_FAT_SECTORS - fat_sectors))]
    return (
        SIGNATURE
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
        + struct.pack("<IIIII", 0, fat_sectors, fat_sectors, 0, LEAST_STREAM)
        + struct.pack("<IIII", END_OF_CHAIN, 0, END_OF_CHAIN, 0)
        + struct.pack(f"<{HEADER_FAT_SECTORS}I", *table)
    )


def _directory(streams: Mapping[str, bytes], starts: Sequence[int]) -> bytes:
    """The directory's one sector: the root, and below it the streams, each the right neighbour of the one before."""
    entries = [_entry("Root Entry", ROOT, child=1, start=END_OF_CHAIN, size=0)]
    for number, ((name, data), start) in enumerate(zip(streams.items(), starts, strict=True), start=1):
        right = number + 1 if number < len(streams) else NO_ENTRY
        entries.append(_entry(name, STREAM, right=right, start=start, size=len(data)))
    return b"".join(entries).ljust(SECTOR, b"\0")


def _entry(name: str, kind: int, *, start: int, size: int, child: int = NO_ENTRY, right: int = NO_ENTRY) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    return (
        encoded.ljust(64, b"\0")
        + struct.pack("<HBB", len(encoded), kind, 1)
        + struct.pack("<III", NO_ENTRY, right, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
