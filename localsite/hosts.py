"""The hosts of the invented sites, each with what it answers."""

from __future__ import annotations

from functools import cache
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from localsite.answer import Answer, page_answer, redirect
from localsite.contents import contents, listings
from localsite.editions import Edition, Gone, first_edition
from localsite.families import FAMILIES
from localsite.fronts import not_found_page
from localsite.places import MAIN, PLACES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from localsite.page import Page

__all__ = ["HOSTS", "PublishingHost", "pages"]

HOSTS = tuple(dict.fromkeys(place.host for place in PLACES))
"""The names of the hosts, the main one first."""

HTML = "text/html; charset=utf-8"


class PublishingHost:
    """A host that publishes reports: files, what its CMS computes, pages that moved and pages that are gone.

    Attributes:
        pages: every page that is a file, by its address: path, and query where it has one.
    """

    def __init__(self, name: str, edition: Edition) -> None:
        listed = (*edition.reports, *edition.still_listed)
        self.pages: Mapping[str, Page] = contents(name, edition.reports, listed=listed)
        self._listings = listings(name, listed)
        self._families = [FAMILIES[place.family] for place in PLACES if place.host == name]
        self._moved = {path: to for (host, path), to in edition.moved.items() if host == name}
        self._gone = {path: how for (host, path), how in edition.gone.items() if host == name}

    def answer(self, target: str, headers: Mapping[str, str]) -> Answer:
        """The page; 304 where the client has it, a redirect for what moved, else 404."""
        parts = urlsplit(target)
        if to := self._moved.get(target) or self._moved.get(parts.path):
            return redirect(to)
        if gone := self._gone.get(target) or self._gone.get(parts.path):
            return _removed(gone)
        page = self.pages.get(target) or self.pages.get(parts.path) or self._computed(parts.path, parts.query)
        return page_answer(page, headers) if page else _not_found(HTTPStatus.NOT_FOUND)

    def _computed(self, path: str, query: str) -> Page | None:
        given = dict(parse_qsl(query, keep_blank_values=True))
        answers = (family.answer(self._listings, path, given) for family in self._families)
        return next((page for page in answers if page is not None), None)


@cache
def pages(host: str = MAIN) -> Mapping[str, Page]:
    """Every page of a host, as it stands at first, that is a file."""
    return PublishingHost(host, first_edition()).pages


def _removed(how: Gone) -> Answer:
    match how:
        case Gone.HOME:
            return redirect("/", HTTPStatus.FOUND)
        case Gone.SOFT:
            return _not_found(HTTPStatus.OK)
        case Gone.GONE_LISTED:
            return _not_found(HTTPStatus.GONE)
        case Gone.NOT_FOUND:
            return _not_found(HTTPStatus.NOT_FOUND)


def _not_found(status: HTTPStatus) -> Answer:
    return Answer(status=status, headers={"Content-Type": HTML}, body=not_found_page())
