"""Bytes to characters: the bytes decide, then what the page says of itself, and never a guess that reads as garbage.

Order: byte order mark, UTF-16 by its zero bytes, strict UTF-8, the label, GB18030. Government pages that say
``charset=utf-8`` in the header and are GBK are common, and so is the reverse; strict UTF-8 settles both, because
Chinese in GBK is practically never valid UTF-8.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from corpus.errors import InputError

__all__ = ["Decoded", "decode", "detect_encoding", "refuse_binary"]

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP container (such as .docx, .xlsx or .ofd)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document (such as .doc, .xls or .wps)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"{\\rtf", "an RTF document"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\0", "a SQLite database"),
)
LABELS = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030", "big5": "big5hkscs"}
CONTROL_BYTES = re.compile(rb"[\x01-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
MOST_CONTROL_BYTES = 0.005  # of all bytes; text pasted from Word carries a few (\x07, \x0b), binaries a third
MOST_STRAY = 2  # such bytes in a text too short for a share
SAMPLE_BYTES = 64 * 1024
PLAUSIBLE = re.compile(r"[\t\n\r -~\u2010-\u203a\u2460-\u2473\u3000-\u303f\u3400-\u9fff\uff01-\uffe5]")
LEAST_PLAUSIBLE = 0.95  # of the characters of a Chinese text are of these
BROKEN_UTF8_SHARE = 0.1  # above this share of unreadable multi-byte sequences it never was UTF-8
MOST_REPLACED = 0.01  # of the characters of a page; above that it is not the encoding


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding that was used, and how many unreadable characters were replaced by U+FFFD."""

    text: str
    encoding: str
    replaced: int = 0


def refuse_binary(data: bytes, *, stray_nuls: bool = False) -> None:
    """Let text pass.

    Args:
        data: the whole, or a sample from its head.
        stray_nuls: a NUL here and there is let pass, because the reader will name its line.

    Raises:
        InputError: the bytes are an image, an archive, an office document or some other binary.
    """
    for signature, what in SIGNATURES:
        if data.startswith(signature):
            raise InputError(f"Its content is {what}, not text.", hint="Give it the suffix that it really has.")
    sample = data[:SAMPLE_BYTES]
    if _utf16_variant(sample) or data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return
    zero = data.find(b"\0")
    few = stray_nuls and sample.count(0) <= MOST_CONTROL_BYTES * len(sample) + MOST_STRAY
    if zero >= 0 and not few and not data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise InputError(
            f"Its content is binary, not text: there is a NUL at byte {zero}.", hint="Save it as plain text in UTF-8."
        )
    if sample and len(CONTROL_BYTES.findall(sample)) > MOST_CONTROL_BYTES * len(sample) + MOST_STRAY:
        raise InputError("Its content is binary, not text: it is full of control characters.")


def decode(data: bytes, *, label: str | None = None, lenient: bool = False) -> Decoded:
    """The text of `data`, without a byte order mark, line ends as they stand.

    Args:
        data: all the bytes.
        label: what a header or the page itself says of the encoding; believed only where strict UTF-8 fails.
        lenient: replace a few unreadable characters (a page cut short) instead of refusing.

    Raises:
        InputError: no encoding fits; the message names the first byte that cannot be read.
    """
    encoding = detect_encoding(data, label=label)
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        if lenient:
            text = data.decode(encoding, errors="replace")
            replaced = text.count("\ufffd")
            if replaced <= 1 + MOST_REPLACED * len(text):
                return Decoded(text, encoding, replaced)
        raise InputError(_where_broken(data, encoding, error.start), hint="Save the file again as UTF-8.") from error


def _where_broken(data: bytes, encoding: str, start: int) -> str:
    """Where reading stops: in the encoding that fits best, and in UTF-8, which the file most likely was."""
    place = f"Byte {start} cannot be read as {encoding.upper()}"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            place += f", byte {error.start} not as UTF-8"
    return f"{place}: the encoding is broken."


def detect_encoding(data: bytes, *, label: str | None = None) -> str:
    """The Python name of the encoding that `data` is in, or is nearest to; see the module for the order."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return encoding
    variant = _utf16_variant(data[:SAMPLE_BYTES])
    if variant:
        return variant
    if _reads_as(data, "utf-8"):
        return "utf-8"
    named = _python_name(label)
    if named and named != "utf-8" and _reads_as(data, named):
        return named
    if _is_damaged_utf8(data):
        return "utf-8"
    return "gb18030" if named in (None, "utf-8", "gb18030") or _reads_as(data, "gb18030") else named


def _reads_as(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _python_name(label: str | None) -> str | None:
    """The encoding that a label means: gb2312 and gbk are read as GB18030, which contains both."""
    if not label:
        return None
    name = label.strip().strip("\"'").lower()
    name = LABELS.get(name, name)
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    is_text = getattr(info, "_is_text_encoding", True)  # rot13, zip and the like are codecs, not encodings
    return info.name if is_text and not info.name.startswith(("utf-7", "idna", "punycode", "unicode")) else None


def _utf16_variant(sample: bytes) -> str | None:
    """UTF-16 without a mark: there are zero bytes, and read in one of the two ways they make Chinese and ASCII."""
    if b"\0" not in sample:
        return None
    whole_pairs = sample[: len(sample) // 2 * 2]
    for encoding in ("utf-16-le", "utf-16-be"):
        text = whole_pairs.decode(encoding, errors="replace")
        if len(PLAUSIBLE.findall(text)) >= LEAST_PLAUSIBLE * len(text):
            return encoding
    return None


def _is_damaged_utf8(data: bytes) -> bool:
    """Nearly all of it is UTF-8: GB18030 would read such bytes without complaint, as garbage."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    beyond_ascii = sum(1 for character in text if character > "\x7f")
    return broken < BROKEN_UTF8_SHARE * beyond_ascii
