"""What the reports of a site say of its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from corpus.store.schema import reports

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from corpus.store.database import Database

__all__ = ["Sites"]

MOST_SITE_PLACES = 3


class Sites:
    """The sites of one store's reports. Every answer is read off one index, so that it is as of now and cheap."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def certain_places(self) -> list[tuple[str, str, int]]:
        """Site, code of a place, and how many of the site's reports say for certain that they are from there."""
        columns = (reports.c.site, reports.c.certain_place)
        statement = select(*columns, func.count()).where(*(column.is_not(None) for column in columns))
        with self._database.reading() as connection:
            return [(row[0], row[1], row[2]) for row in connection.execute(statement.group_by(*columns))]

    def uncertain_reports(self, sites: Collection[str]) -> list[str]:
        """The ids of those sites' reports that do not say for certain where they are from, in order."""
        found: list[str] = []
        with self._database.reading() as connection:
            for site in sites:
                statement = select(reports.c.id).where(reports.c.site == site, reports.c.certain_place.is_(None))
                found += connection.scalars(statement)
        return sorted(found)

    def places_of(self, site: str, *, limit: int = MOST_SITE_PLACES) -> Sequence[tuple[dict[str, str | None], int]]:
        """The places down to the county of the reports of a site, the most frequent first, each with their number."""
        columns = [reports.c[name] for name in ("province", "city", "county")]
        number = func.count().label("number")
        statement = (
            select(*columns, number)
            .where(reports.c.site == site, reports.c.province.is_not(None))
            .group_by(*columns)
            .order_by(number.desc(), *columns)
            .limit(limit)
        )
        with self._database.reading() as connection:
            rows = connection.execute(statement).all()
        return [({"province": row[0], "city": row[1], "county": row[2]}, row[3]) for row in rows]
