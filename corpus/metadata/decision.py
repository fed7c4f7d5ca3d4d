"""How a value was decided: every reading of it, which one was taken, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.metadata.facts import Finding

__all__ = ["Decision", "Reason"]

Value = TypeVar("Value")


class Reason(StrEnum):
    """Why a value was taken, or none."""

    ONLY = "only reading"
    AGREED = "all readings agree"
    OUTWEIGHS = "stated where such things are stated best"
    NOTHING = "nothing to read it from"
    CONFLICT = "the readings contradict each other and none wins"
    TOO_WEAK = "only hints, which do not decide alone"


@dataclass(frozen=True, slots=True)
class Decision(Generic[Value]):
    """A value with all that speaks for it and against it.

    Attributes:
        candidates: every reading, the most trustworthy kind of place first; `evidence.confidence` is its weight.
        chosen: the reading that was taken; None where the field stays empty. It may combine several candidates (a name
            completed by a place), so its value need not be that of one of them.
        reason: why.
    """

    candidates: tuple[Finding[Value], ...]
    chosen: Finding[Value] | None
    reason: Reason

    @classmethod
    def of(cls, candidates: Iterable[Finding[Value]], chosen: Finding[Value] | None) -> Decision[Value]:
        """The decision for `chosen` among the candidates, or for none."""
        readings = tuple(dict.fromkeys(candidates))
        if chosen is not None and chosen not in readings:
            readings = (chosen, *readings)
        values = {reading.value for reading in readings}
        if not readings:
            reason = Reason.NOTHING
        elif chosen is None:
            reason = Reason.CONFLICT if len(values) > 1 else Reason.TOO_WEAK
        elif len(values) > 1:
            reason = Reason.OUTWEIGHS
        else:
            reason = Reason.AGREED if len(readings) > 1 else Reason.ONLY
        return cls(readings, chosen, reason)
