"""Addresses and digests in the form a person reads; what is copied, saved or sent stays as it is."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote_to_bytes

from markupsafe import Markup, escape

__all__ = ["readable_address", "readable_text", "short_digest"]

ENCODED = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
ADDRESS = re.compile(r"https?://\S+")
BREAK_AFTER = re.compile(r"(?<=[^/:])([/?&])(?=[^/])")
DIGEST_END = 12  # hex digits shown of either end: enough to compare two by eye


def readable_address(address: str) -> str:
    """`address` with its percent-encoded letters and digits written out; quoting them again gives the same address.

    Everything else stays encoded: spaces, marks that turn the direction of writing, and bytes that are no UTF-8.
    """
    return ENCODED.sub(_decoded, address)


def readable_text(text: str) -> Markup:
    """`text` as HTML, each address in it readable and breaking after its slashes."""
    parts: list[str] = []
    start = 0
    for match in ADDRESS.finditer(text):
        parts += [escape(text[start : match.start()]), _broken(readable_address(match[0]))]
        start = match.end()
    return Markup("").join([*parts, escape(text[start:])])


def short_digest(digest: str) -> str:
    """Both ends of a digest in hex."""
    return f"{digest[:DIGEST_END]}…{digest[-DIGEST_END:]}"


def _decoded(match: re.Match[str]) -> str:
    try:
        text = unquote_to_bytes(match[0]).decode("utf-8")
    except UnicodeDecodeError:
        return match[0]
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character.isascii():
        return f"%{ord(character):02X}"
    return character if character.isalnum() else quote(character)


def _broken(address: str) -> Markup:
    pieces = BREAK_AFTER.sub("\\1\n", address).split("\n")
    return Markup("<wbr>").join(pieces)
