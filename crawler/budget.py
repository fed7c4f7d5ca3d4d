"""How much one crawl may ask for, in all and of each site; spent, it ends cleanly and the next crawl goes on."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from time import monotonic
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from corpus import Settings
    from crawler.sources import Source

__all__ = ["Budget", "Spending"]

MEGABYTE = 1024 * 1024
MINUTE_SECONDS = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """The most that may be spent; None for any amount.

    Attributes:
        pages: list pages and reports that are asked for.
        megabytes: of 1024 x 1024 bytes, of bodies as sent.
        minutes: from the first request on.
    """

    pages: int | None = None
    megabytes: float | None = None
    minutes: float | None = None

    @classmethod
    def of_source(cls, source: Source) -> Budget:
        """What a source allows."""
        return cls(pages=source.budget_pages, megabytes=source.budget_megabytes, minutes=source.budget_minutes)

    @classmethod
    def of_settings(cls, settings: Settings) -> Budget:
        """What the home's settings allow for a crawl of all its sources; their 0 sets no bound."""
        return cls(
            pages=settings.crawl_budget_pages or None,
            megabytes=settings.crawl_budget_megabytes or None,
            minutes=settings.crawl_budget_minutes or None,
        )

    def over(self, other: Budget) -> Budget:
        """This budget, completed from `other` where it says nothing."""
        return Budget(**{name: other.as_dict()[name] if own is None else own for name, own in self.as_dict().items()})

    def as_dict(self) -> dict[str, Any]:
        """The bounds by their names."""
        return asdict(self)


class Spending:
    """What has been spent of one budget."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._pages = 0
        self._bytes = 0
        self._begun: float | None = None

    def ask(self) -> None:
        """Count a page that is asked for now."""
        self._begun = monotonic() if self._begun is None else self._begun
        self._pages += 1

    def receive(self, size: int) -> None:
        """Count bytes that have come in."""
        self._bytes += size

    def spent(self) -> str | None:
        """Which bound has been reached, in words (``the budget of 100 pages``); None while none has."""
        budget = self._budget
        if budget.pages is not None and self._pages >= budget.pages:
            return f"the budget of {budget.pages:,} pages"
        if budget.megabytes is not None and self._bytes >= budget.megabytes * MEGABYTE:
            return f"the budget of {budget.megabytes:g} megabytes"
        if budget.minutes is not None and self._seconds() >= budget.minutes * MINUTE_SECONDS:
            return f"the budget of {budget.minutes:g} minutes"
        return None

    def _seconds(self) -> float:
        return 0.0 if self._begun is None else monotonic() - self._begun
