"""Measure reading of article pages: `python -m benchmarks.extract_eval TRUTH.jsonl [--errors]`.

Each line of the file is one page, whose bytes lie beside it under the name `file`: title (others that are right as well
in `title_alt`), published, source, the first and the last 25 characters of the body (`first25`, `last25`), how many it
has (`body_chars`), and addresses or names of its attachments. White space and "|" count nowhere. Lines of another
`kind` than ``article`` are passed over.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin

from corpus import InputError
from corpus.extract import Document, extract
from corpus.reading import read_report

if TYPE_CHECKING:
    from collections.abc import Iterator

FIELDS = ("title", "published", "source", "ends", "attachments")
OUTCOMES = ("right", "wrong", "null", "given for null")
LAYOUT = re.compile(r"[\s|]")
FILE_NAME = re.compile(r"[^/=?&]+$")


@dataclass(slots=True)
class Score:
    """What was counted over all pages.

    Attributes:
        outcomes: of each field how often each of `OUTCOMES` came about.
        body: characters of all bodies that were read.
        outside: those of them that stand before the first or after the last 25, or are more than the body has.
        seconds: of extraction alone, on one core.
        pages: how many.
        errors: what is not right, one line each.
    """

    outcomes: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    body: int = 0
    outside: int = 0
    seconds: float = 0.0
    pages: int = 0
    errors: list[str] = field(default_factory=list)

    def right(self, name: str) -> float:
        """The share of pages on which the field is right."""
        return self.outcomes[name]["right"] / max(self.pages, 1)

    @property
    def outside_share(self) -> float:
        """How much of what was read as body is none."""
        return self.outside / max(self.body, 1)


def measure(truth_file: Path) -> Score:
    """Read every article of the file and compare."""
    score = Score()
    for line in truth_file.read_text(encoding="utf-8").splitlines():
        truth = json.loads(line)
        if truth.get("kind", "article") == "article":
            _measure_page(truth, (truth_file.parent / truth["file"]).read_bytes(), score)
    return score


def _measure_page(truth: dict[str, Any], data: bytes, score: Score) -> None:
    url = truth.get("page_url")
    score.pages += 1
    started = time.process_time()
    try:
        document = extract(data, name=truth["file"], media_type="text/html", url=url)
    except InputError as error:
        document = Document(title="", body="", media_type="text/html", encoding="")
        score.errors.append(f"{truth['file']}: {error.message}")
    score.seconds += time.process_time() - started
    report = read_report(document, url=url, collected_at=datetime.now(UTC))
    outside, ends = _outside(plain(document.body), truth)
    score.body += len(plain(document.body))
    score.outside += outside
    published = report.published.isoformat() if report.published else ""
    titles = [truth["title"], *truth.get("title_alt", ())]
    found = {
        "title": (titles, document.title),
        "published": ([truth["published"] or ""], published),
        "source": ([truth["source"] or ""], report.content_source or ""),
        "ends": (["both"], ends),
        "attachments": ([_names(truth["attachments"], url)], _names([item.url for item in document.attachments], url)),
    }
    for name, (expected, actual) in found.items():
        result = _outcome([plain(text) for text in expected], plain(actual))
        score.outcomes[name][result] += 1
        if result != "right":
            score.errors.append(f"{truth['file']}: {name}: {result}: {expected[0]!r} / {actual!r}")
    if outside:
        score.errors.append(f"{truth['file']}: body: {outside} of {len(plain(document.body))} characters outside")


def plain(text: str) -> str:
    """`text` without white space and "|": the form in which texts are compared."""
    return LAYOUT.sub("", text)


def _outcome(expected: list[str], actual: str) -> str:
    if actual in expected:
        return "right"
    if not actual:
        return "null"
    return "wrong" if any(expected) else "given for null"


def _outside(body: str, truth: dict[str, Any]) -> tuple[int, str]:
    """How many characters are no part of the body, and which of its ends were found."""
    start, last = body.find(plain(truth["first25"])), body.rfind(plain(truth["last25"]))
    ends = {(True, True): "both", (True, False): "first", (False, True): "last", (False, False): "none"}
    if start < 0 or last < 0:
        return 0, ends[start >= 0, last >= 0]
    end = last + len(plain(truth["last25"]))
    return start + len(body) - end + max(0, end - start - truth["body_chars"]), "both"


def _names(attachments: list[Any], url: str | None) -> str:
    """The files by name, sorted: an address is right however it is spelt."""
    addresses = (item if isinstance(item, str) else item.get("url") or item["href"] for item in attachments)
    return " ".join(sorted(set(_file_names(addresses, url))))


def _file_names(addresses: Iterator[str], url: str | None) -> Iterator[str]:
    for address in addresses:
        match = FILE_NAME.search(unquote(urljoin(url or "", address)))
        yield match[0] if match else address


def main() -> None:
    """Print the table, and with --errors every value that is not right."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("truth", type=Path, help="truth.jsonl; the pages it names stand beside it")
    parser.add_argument("--errors", action="store_true", help="list what is not right")
    options = parser.parse_args()
    if not options.truth.is_file():
        parser.error(f"{options.truth} is no file: name the truth.jsonl beside the pages")
    score = measure(options.truth)
    if options.errors:
        print("\n".join(score.errors))
    print(f"{'field':<14}" + "".join(f"{result:>16}" for result in OUTCOMES))
    for name in FIELDS:
        counts = score.outcomes[name]
        print(f"{name:<14}" + "".join(f"{counts[result] / max(score.pages, 1):>16.0%}" for result in OUTCOMES))
    print(f"{score.pages} pages; {score.outside_share:.1%} of what was read as body is none")
    print(f"extraction alone: {1000 * score.seconds / max(score.pages, 1):.0f} ms a page on one core")


if __name__ == "__main__":
    main()
