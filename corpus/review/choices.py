"""One choice of the review desk: what a person would say, ready to be said with one key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.report import Evidence

__all__ = ["MOST_CHOICES", "Choice", "asked_of", "choice_key"]

MOST_CHOICES = 9
"""As many as there are number keys."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a field could be.

    Attributes:
        asked: what `corpus.corrections.correct` is asked for; an empty text: known to be none.
        label: what is shown; empty: none.
        why: where it comes from: ``now`` (what the report shows), ``text`` (the report's words), ``gazetteer`` (a place
            of the name that is known), ``site`` (reports of the site), ``table`` (one of the field's values),
            ``none``.
        count: of ``site``: how many reports.
        evidence: of a reading of the report: where it was read.
    """

    asked: Mapping[str, str]
    label: str
    why: str
    count: int = 0
    evidence: Evidence | None = None


def choice_key(choice: Choice) -> str:
    """The choice as one line of text, such as ``place=330106`` or ``place=330106&township=``."""
    return "&".join(f"{field}={value}" for field, value in choice.asked.items())


def asked_of(key: str) -> dict[str, str]:
    """What the choice with that key asks for.

    Raises:
        InputError: it is no such text.
    """
    asked: dict[str, str] = {}
    for part in key.split("&"):
        field, sign, value = part.partition("=")
        if sign and field.isidentifier():
            asked[field] = value
        elif asked:  # an ampersand in a value
            last = next(reversed(asked))
            asked[last] += f"&{part}"
        else:
            raise InputError(f"{key[:80]!r} is no choice.", hint="Load the page again.")
    return asked
