"""What a citation that was saved as a file must say, format by format."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["CITED"]


def _check_gb7714(text: str, cited: dict[str, Any]) -> None:
    year_month_day = cited["published"]
    reference, archived = text.strip().split(" 存档: ")
    assert reference == (
        f"{cited['issuer']}. {cited['title']}[R/OL]. ({year_month_day})[{cited['today']}]. {cited['url']}."
    )
    assert re.fullmatch(rf"{re.escape(cited['snapshot'])} \(\d{{4}}-\d\d-\d\d\)\.", archived)


def _check_apa(text: str, cited: dict[str, Any]) -> None:
    assert text.startswith(f"{cited['issuer']}. ({cited['published'][:4]}")
    assert cited["title"] in text
    assert cited["url"] in text


def _check_bibtex(text: str, cited: dict[str, Any]) -> None:
    assert text.startswith("@")
    fields = dict(re.findall(r"^  (\w+) = \{(.*)\},$", text, re.MULTILINE))
    assert fields["author"] == f"{{{cited['issuer']}}}"
    assert fields["title"] == f"{{{cited['title']}}}"
    assert fields["date"] == cited["published"]
    assert fields["url"] == cited["url"]
    assert fields["urldate"] == cited["today"]
    assert fields["note"].endswith(cited["snapshot"])


def _check_ris(text: str, cited: dict[str, Any]) -> None:
    fields = dict(line.split("  - ", 1) for line in text.splitlines() if line)
    assert next(iter(fields)) == "TY"
    assert list(fields)[-1] == "ER"
    assert fields["AU"] == cited["issuer"]
    assert fields["TI"] == cited["title"]
    assert fields["DA"] == cited["published"].replace("-", "/")
    assert fields["UR"] == cited["url"]
    assert fields["L2"] == cited["snapshot"]


def _check_csl_json(text: str, cited: dict[str, Any]) -> None:
    (item,) = json.loads(text)
    assert item["title"] == cited["title"]
    assert item["author"] == [{"literal": cited["issuer"]}]
    assert item["issued"]["date-parts"] == [[int(part) for part in cited["published"].split("-")]]
    assert item["accessed"]["date-parts"] == [[int(part) for part in cited["today"].split("-")]]
    assert item["URL"] == cited["url"]
    assert item["archive"] == cited["snapshot"]


# By the name on the page: the check of the text against the report (as the API describes it, with the addresses of
# its snapshot and the day of access), and how the file's name ends.
CITED: dict[str, tuple[Callable[[str, dict[str, Any]], None], str]] = {
    "GB/T 7714-2015": (_check_gb7714, ".txt"),
    "APA": (_check_apa, ".txt"),
    "BibTeX": (_check_bibtex, ".bib"),
    "RIS": (_check_ris, ".ris"),
    "CSL-JSON": (_check_csl_json, ".json"),
}
