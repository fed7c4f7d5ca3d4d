from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from corpus.store import Outcome, ReportStatus, Status, Store, open_store
from tests.corpus.made_reports import made_report

if TYPE_CHECKING:
    from corpus import Home

REPORT = made_report()
FIRST = datetime(2024, 3, 5, 1, 30, tzinfo=UTC)
SECOND, THIRD, FOURTH = (FIRST + timedelta(days=days) for days in (30, 60, 90))


@pytest.fixture
def store(home: Home) -> Iterator[Store]:
    with open_store(home) as opened:
        opened.statuses.save(REPORT, at=FIRST)
        yield opened


def status_of(store: Store) -> ReportStatus:
    found = store.statuses.of(REPORT.id)
    assert found is not None
    return found


def test_a_page_that_was_found_is_live_since_then(store: Store) -> None:
    assert status_of(store) == ReportStatus(first_seen=FIRST, last_checked=FIRST)
    assert (status_of(store).status, status_of(store).since) == (Status.LIVE, FIRST)


def test_a_report_whose_page_was_never_asked_for_has_no_status(store: Store) -> None:
    other = made_report(2)
    store.save(other)
    assert store.statuses.of(other.id) is None
    assert store.statuses.of("nonesuch") is None


def test_seeing_a_page_again_moves_the_last_look_alone(store: Store) -> None:
    store.statuses.seen(REPORT.id, SECOND)
    assert status_of(store) == ReportStatus(first_seen=FIRST, last_checked=SECOND)


def test_a_page_that_says_something_else_is_changed_from_then_on(store: Store) -> None:
    saved = store.statuses.save(made_report(body="更正后的正文。"), at=SECOND, text_changed=True)
    store.statuses.seen(REPORT.id, THIRD)
    assert saved.outcome is Outcome.CHANGED
    assert (status_of(store).status, status_of(store).since) == (Status.CHANGED, SECOND)
    assert status_of(store).last_checked == THIRD


def test_another_reading_of_the_same_page_is_no_change_of_the_page(store: Store) -> None:
    store.statuses.save(made_report(body="同一页，换了读法。"), at=SECOND)
    assert status_of(store).status is Status.LIVE


def test_a_page_that_is_gone_is_withdrawn_since_the_first_look_that_missed_it(store: Store) -> None:
    assert store.statuses.withdrawn(REPORT.id, SECOND, "answered 404") is True
    assert store.statuses.withdrawn(REPORT.id, THIRD, "answered 410") is False
    found = status_of(store)
    assert (found.status, found.since, found.last_checked) == (Status.WITHDRAWN, SECOND, THIRD)
    assert found.reason == "answered 410"
    assert store.get(REPORT.id).body == REPORT.body


def test_a_page_that_comes_back_is_what_it_was(store: Store) -> None:
    store.statuses.save(made_report(body="更正后的正文。"), at=SECOND, text_changed=True)
    store.statuses.withdrawn(REPORT.id, THIRD, "answered 404")
    store.statuses.seen(REPORT.id, FOURTH)
    found = status_of(store)
    assert (found.status, found.since, found.reason) == (Status.CHANGED, SECOND, None)


def test_a_challenge_says_nothing_of_a_page_that_was_gone(store: Store) -> None:
    assert store.statuses.blocked(REPORT.id, SECOND, "a script challenge") is True
    assert status_of(store).status is Status.BLOCKED
    store.statuses.withdrawn(REPORT.id, THIRD, "answered 404")
    store.statuses.blocked(REPORT.id, FOURTH, "a script challenge")
    assert (status_of(store).status, status_of(store).since) == (Status.WITHDRAWN, THIRD)


def test_an_imported_report_whose_page_is_gone_was_first_seen_when_it_was_imported(store: Store) -> None:
    imported = made_report(3)
    store.save(imported)
    store.statuses.withdrawn(imported.id, SECOND, "answered 404")
    found = store.statuses.of(imported.id)
    assert found is not None
    assert found.first_seen == imported.collected_at


def test_what_is_kept_of_a_report_that_is_deleted_goes_with_it(store: Store) -> None:
    store.delete(REPORT.id)
    assert store.statuses.of(REPORT.id) is None
    assert store.statuses.withdrawn(REPORT.id, SECOND, "answered 404") is False


def test_the_statuses_are_counted(store: Store) -> None:
    store.statuses.save(made_report(2), at=FIRST)
    store.statuses.save(made_report(3), at=FIRST)
    store.statuses.withdrawn(made_report(3).id, SECOND, "answered 404")
    assert store.stats().statuses == {"live": 2, "withdrawn": 1}


def test_pages_come_by_their_last_look_and_without_those_that_have_no_web_address(store: Store) -> None:
    late, early = (
        made_report(2, collected_at=FOURTH),
        made_report(3, collected_at=FIRST - timedelta(1)),
    )
    store.save_many([late, early, made_report(4, url=None)])
    pages = list(store.statuses.pages())
    assert [page.report_id for page in pages] == [early.id, REPORT.id, late.id]
    assert [page.ever for page in pages] == [False, True, False]
    assert [page.looked_at for page in pages] == [early.collected_at, FIRST, FOURTH]
