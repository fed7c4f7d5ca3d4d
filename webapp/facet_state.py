"""What the address of a facet's page, or of its values in the API, states besides the search."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from corpus import InputError, NotFoundError
from indexer.query import PARAM_NAMES, FilterField

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

__all__ = ["FACET_PARAMETERS", "read_facet", "read_facet_texts"]

FACET_PARAMETERS = ("facet_q", "within")
MAX_TEXT = 200  # characters: no value that is looked for is longer
SHOWN = 80  # characters of a wrong name that a message repeats


def read_facet(name: str) -> FilterField:
    """The facet that an address names, as its parameter (``year``) or as its field (``report_year``).

    Raises:
        NotFoundError: there is none of that name.
    """
    named = {**{facet.value: facet for facet in FilterField}, **{PARAM_NAMES[facet]: facet for facet in FilterField}}
    if name in named:
        return named[name]
    nearest = difflib.get_close_matches(name, named, n=1)
    hint = f"Did you mean {nearest[0]}?" if nearest else f"Known are {', '.join(PARAM_NAMES.values())}."
    raise NotFoundError(f"There is no facet {name[:SHOWN]!r}.", hint=hint)


def read_facet_texts(arguments: MultiDict[str, str]) -> tuple[str, str]:
    """What values are looked for by (``facet_q``), and the place they must lie in (``within``).

    Raises:
        InputError: either is longer than `MAX_TEXT`.
    """
    text, within = (arguments.get(name, "").strip() for name in FACET_PARAMETERS)
    for name, given in zip(FACET_PARAMETERS, (text, within), strict=True):
        if len(given) > MAX_TEXT:
            raise InputError(
                f"{name} has {len(given):,} characters; at most {MAX_TEXT} are looked for.",
                hint="Shorten it.",
                reason="facet-text-too-long",
                arguments={"length": f"{len(given):,}", "limit": MAX_TEXT},
            )
    return text, within.strip("/")
