"""BibTeX (with biblatex's fields for online sources)."""

from __future__ import annotations

import re
from typing import Any

__all__ = ["bibtex"]

ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",  # \{ would still count where BibTeX pairs braces
    "}": r"\textbraceright{}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def bibtex(item: dict[str, Any]) -> str:
    """The CSL item as one ``@online`` entry (``@techreport`` without an address), in UTF-8."""
    fields = {
        "author": "".join(f"{{{_escaped(author['literal'])}}}" for author in item.get("author", [])),
        "title": f"{{{_escaped(item['title'])}}}",
        "year": str(item["issued"]["date-parts"][0][0]) if "issued" in item else "",
        "date": _iso_date(item.get("issued")),
        "url": _url(item.get("URL", "")),
        "urldate": _iso_date(item.get("accessed")),
        "note": _escaped(item.get("note", "")),
        "langid": "chinese",
    }
    kind = "online" if fields["url"] else "techreport"
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{kind}{{{item['id']},", *lines, "}", ""])


def _escaped(text: str) -> str:
    return "".join(ESCAPES.get(character, character) for character in re.sub(r"\s+", " ", text))


def _url(url: str) -> str:
    # Braces and backslashes would end the field; everything else is read verbatim.
    return url.replace("\\", "%5C").replace("{", "%7B").replace("}", "%7D").replace(" ", "%20")


def _iso_date(value: dict[str, list[list[int]]] | None) -> str:
    if value is None:
        return ""
    year, month, day = value["date-parts"][0]
    return f"{year:04d}-{month:02d}-{day:02d}"
