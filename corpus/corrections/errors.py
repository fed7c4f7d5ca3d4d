"""What can be wrong with a correction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.errors import BaogaoError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.gazetteer import Place

__all__ = [
    "CorrectionError",
    "ambiguous_place",
    "bad_value",
    "misplaced",
    "not_in_force",
    "not_of_year",
    "too_long",
    "unknown_field",
    "unknown_place",
]

SHOWN_PLACES = 6
SHOWN_CHARACTERS = 60


class CorrectionError(BaogaoError):
    """A correction that cannot be made; nothing of it was kept.

    Attributes:
        reason: stable identifier of what is wrong, for programs and translations.
        field: the field it is about.
        arguments: the parts of the message by name, all text.
    """

    code = "correction"

    def __init__(self, reason: str, field: str, message: str, *, hint: str = "", **arguments: str) -> None:
        super().__init__(message, hint=hint, reason=reason, arguments=arguments)
        self.field = field


def unknown_field(field: str, known: Sequence[str], nearest: Sequence[str]) -> CorrectionError:
    """There is no such field, or it cannot be corrected."""
    shown = ", ".join(known)
    return CorrectionError(
        "unknown-field",
        field,
        f"{_cut(field)!r} is no field that can be corrected; expected one of {shown}.",
        hint=f"Did you mean {nearest[0]}?" if nearest else "",
        known=shown,
    )


def bad_value(field: str, text: str, expected: str) -> CorrectionError:
    """The text is none of the field's values; `expected` says what is."""
    message = f"{field} cannot be {_cut(text)!r}; expected {expected}."
    return CorrectionError(f"bad-{field.replace('_', '-')}", field, message, value=_cut(text))


def too_long(field: str, length: int, most: int) -> CorrectionError:
    """The text is longer than any true value."""
    message = f"{field} has {length:,} characters; at most {most:,} are kept."
    return CorrectionError("too-long", field, message, hint="Shorten it.", length=str(length), most=str(most))


def unknown_place(field: str, text: str, nearest: Sequence[str]) -> CorrectionError:
    """No place of the field's level bears the name."""
    shown = ", ".join(nearest)
    return CorrectionError(
        "unknown-place",
        field,
        f"{field}: {_cut(text)} is not in the gazetteer; expected an official name, a short name or a code.",
        hint=f"Did you mean {shown}?" if nearest else "Try the official name, such as 罗湖区.",
        value=_cut(text),
        nearest="、".join(nearest),
    )


def ambiguous_place(field: str, text: str, places: Sequence[Place]) -> CorrectionError:
    """Several places bear the name, and nothing tells them apart."""
    return CorrectionError(
        "ambiguous-place",
        field,
        f"{field}: {len(places)} places are called {_cut(text)}: {_shown(places, ', ')}.",
        hint="Give the place with what it lies in, such as place=浙江省杭州市西湖区, or its code.",
        value=_cut(text),
        count=str(len(places)),
        places=_shown(places, "、"),
    )


def misplaced(field: str, text: str, within: str, places: Sequence[Place]) -> CorrectionError:
    """The place does not lie in what was given with it."""
    return CorrectionError(
        "misplaced",
        field,
        f"{field}: {_cut(text)} does not lie in {within}; known is {_shown(places, ', ')}.",
        hint="Correct one of the two.",
        value=_cut(text),
        within=within,
        places=_shown(places, "、"),
    )


def not_of_year(field: str, period: str, year: str) -> CorrectionError:
    """The period ends in another year than the one given with it."""
    return CorrectionError(
        "period-and-year",
        field,
        f"The period {period} does not end in the year {year}.",
        hint="The year of a report is the last one of its period; leave it out, and it follows.",
        value=period,
        year=year,
    )


def not_in_force(field: str) -> CorrectionError:
    """There is no correction to take back."""
    message = f"{field} has not been corrected." if field else "Nothing has been corrected in this report."
    return CorrectionError("not-in-force", field, message, hint="`baogao fix ID --history` shows what has been.")


def _shown(places: Sequence[Place], separator: str) -> str:
    shown = separator.join(
        f"{place.full_name} ({place.code})" if place.code else place.full_name for place in places[:SHOWN_PLACES]
    )
    return f"{shown} …" if len(places) > SHOWN_PLACES else shown


def _cut(text: str) -> str:
    return text if len(text) <= SHOWN_CHARACTERS else f"{text[:SHOWN_CHARACTERS]}…"
