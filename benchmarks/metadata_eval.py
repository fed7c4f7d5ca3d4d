"""Measure metadata extraction on labelled pages: `python -m benchmarks.metadata_eval LABELLED.jsonl [--errors]`.

Each line holds the facts of one page (url, title, header, opening, mention) and the truth by the names of the fields.
Prints for each field how many values are right, wrong, null where there is a truth, and given where there is none.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from corpus import DocType
from corpus.metadata import PageFacts, read_metadata

FIELDS = ("report_year", "published", "issuer", "level", "doc_type", "province", "city", "county", "township", "zone")
KINDS = {
    "rule_of_law": DocType.RULE_OF_LAW,
    "info_disclosure": DocType.INFO_DISCLOSURE,
    "work_report": DocType.WORK_REPORT,
}
OUTCOMES = ("right", "right null", "wrong", "given for null", "null")


def facts_of(page: dict[str, Any], *, as_text: bool = False) -> PageFacts:
    """The facts of a labelled page; opening and mention stand in for the text.

    Args:
        page: the line of the file.
        as_text: give the header as the first line of the text, as for a page whose parts are not told apart.
    """
    if as_text:
        text = "\n".join(filter(None, (page["header"], page["opening"], page["mention"])))
        return PageFacts(url=page["url"], title=page["title"], text=text)
    return PageFacts(
        url=page["url"], title=page["title"], header=page["header"], text=f"{page['opening']}\n{page['mention']}"
    )


def outcome(expected: str | None, actual: str | None) -> str:
    """Which of `OUTCOMES` it is."""
    if expected == actual:
        return "right" if expected is not None else "right null"
    if actual is None:
        return "null"
    return "given for null" if expected is None else "wrong"


def main() -> None:
    """Print the table, and with --errors every value that is not right."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("labelled", type=Path, help="metadata_dev.jsonl or another file of its form")
    parser.add_argument("--errors", action="store_true", help="list what is not right")
    parser.add_argument("--as-text", action="store_true", help="give the header as a part of the text")
    options = parser.parse_args()
    if not options.labelled.is_file():
        parser.error(f"{options.labelled} is no file: name a file of labelled pages")
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    read_metadata(PageFacts(text="", url="http://example.gov.cn/"))  # loads the tables, which is not measured
    seconds = 0.0
    for number, line in enumerate(options.labelled.read_text(encoding="utf-8").splitlines()):
        page = json.loads(line)
        facts = facts_of(page, as_text=options.as_text)
        started = time.process_time()
        metadata = read_metadata(facts)
        seconds += time.process_time() - started
        truth = {**page, "doc_type": KINDS[page["report_kind"]]}
        for name in FIELDS:
            expected, actual = (
                str(value) if value is not None else None for value in (truth.get(name), getattr(metadata, name))
            )
            result = outcome(expected, actual)
            counts[name][result] += 1
            if options.errors and not result.startswith("right"):
                print(f"{number}: {name}: {result}: {expected} / {actual}")
    print(f"{'field':<14}" + "".join(f"{result:>16}" for result in OUTCOMES))
    for name in FIELDS:
        print(f"{name:<14}" + "".join(f"{counts[name][result]:>16}" for result in OUTCOMES))
    pages = sum(counts[FIELDS[0]].values())
    print(f"{pages} pages in {seconds:.2f} s of one core: {pages / max(seconds, 1e-9) * 60:,.0f} a minute")


if __name__ == "__main__":
    main()
