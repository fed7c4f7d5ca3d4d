"""RIS, the tagged format that reference managers import."""

from __future__ import annotations

import re
from typing import Any

__all__ = ["ris"]


def ris(item: dict[str, Any]) -> str:
    """The CSL item as one RIS record of type RPRT, lines ended by CR LF as the format wants."""
    tags: list[tuple[str, str]] = [("TY", "RPRT")]
    tags += [("AU", author["literal"]) for author in item.get("author", [])]
    tags.append(("TI", item["title"]))
    if "issued" in item:
        year, month, day = item["issued"]["date-parts"][0]
        tags += [("PY", f"{year:04d}"), ("DA", f"{year:04d}/{month:02d}/{day:02d}")]
    if "URL" in item:
        year, month, day = item["accessed"]["date-parts"][0]
        tags += [("UR", item["URL"]), ("Y2", f"{year:04d}/{month:02d}/{day:02d}")]
    if "archive" in item:
        tags += [("L2", item["archive"]), ("N1", item["note"])]
    tags += [("LA", item["language"]), ("ID", item["id"]), ("ER", "")]
    return "".join(f"{tag}  - {_one_line(value)}\r\n" for tag, value in tags)


def _one_line(value: str) -> str:
    return re.sub(r"\s+", " ", value).strip()
