from __future__ import annotations

from collections.abc import Iterator

import pytest

from corpus import Home, InputError, NotFoundError
from corpus.store import Bookmarks, Store, open_store
from tests.corpus.made_reports import made_report

REPORTS = [made_report(number) for number in range(4)]
FIRST, SECOND, THIRD, LAST = (report.id for report in REPORTS)


@pytest.fixture
def store(home: Home) -> Iterator[Store]:
    with open_store(home) as opened:
        opened.save_many(REPORTS)
        yield opened


@pytest.fixture
def bookmarks(store: Store) -> Bookmarks:
    return store.bookmarks


def test_a_bookmark_comes_back_with_its_note_and_tags(bookmarks: Bookmarks) -> None:
    added = bookmarks.add("reader", FIRST, note="见第二段", tags=["枫桥", "调解"])
    assert (added.note, added.tags) == ("见第二段", ("枫桥", "调解"))
    assert added.created_at == added.updated_at
    assert bookmarks.get("reader", [FIRST, SECOND]) == {FIRST: added}


def test_adding_again_keeps_the_note_and_the_place_in_the_list(bookmarks: Bookmarks) -> None:
    added = bookmarks.add("reader", FIRST, note="见第二段", tags=["枫桥"])
    assert bookmarks.add("reader", FIRST) == added
    assert bookmarks.count("reader") == 1


def test_adding_again_with_a_note_replaces_the_note_only(bookmarks: Bookmarks) -> None:
    bookmarks.add("reader", FIRST, note="旧", tags=["枫桥"])
    again = bookmarks.add("reader", FIRST, note="新")
    assert (again.note, again.tags) == ("新", ("枫桥",))


def test_a_report_that_is_not_there_cannot_be_bookmarked(bookmarks: Bookmarks) -> None:
    with pytest.raises(NotFoundError, match="no report 'nothing' to bookmark"):
        bookmarks.add("reader", "nothing")


def test_owners_do_not_see_each_others_bookmarks(bookmarks: Bookmarks) -> None:
    bookmarks.add("reader", FIRST, note="私", tags=["甲"])
    assert bookmarks.list("other") == []
    assert bookmarks.get("other", [FIRST]) == {}
    assert bookmarks.tags("other") == {}
    assert bookmarks.count("other") == 0
    assert not bookmarks.remove("other", FIRST)
    with pytest.raises(NotFoundError):
        bookmarks.update("other", FIRST, note="改")
    assert bookmarks.get("reader", [FIRST])[FIRST].note == "私"


def test_updating_changes_what_is_given_and_leaves_the_rest(bookmarks: Bookmarks) -> None:
    added = bookmarks.add("reader", FIRST, note="旧", tags=["枫桥"])
    noted = bookmarks.update("reader", FIRST, note="新")
    assert (noted.note, noted.tags, noted.created_at) == ("新", ("枫桥",), added.created_at)
    assert noted.updated_at > added.updated_at
    cleared = bookmarks.update("reader", FIRST, tags=[])
    assert (cleared.note, cleared.tags) == ("新", ())
    assert bookmarks.update("reader", FIRST, note="").note == ""


def test_a_bookmark_that_is_not_there_cannot_be_updated(bookmarks: Bookmarks) -> None:
    with pytest.raises(NotFoundError, match="no bookmark on"):
        bookmarks.update("reader", FIRST, note="新")


def test_removing_says_whether_there_was_one(bookmarks: Bookmarks) -> None:
    bookmarks.add("reader", FIRST)
    assert bookmarks.remove("reader", FIRST)
    assert not bookmarks.remove("reader", FIRST)
    assert bookmarks.list("reader") == []


def test_the_list_is_newest_first_and_can_be_narrowed_to_a_tag(bookmarks: Bookmarks) -> None:
    for report_id, tags in [(FIRST, ["甲"]), (SECOND, ["甲", "乙"]), (THIRD, ["甲乙"]), (LAST, [])]:
        bookmarks.add("reader", report_id, tags=tags)
    assert [mark.report_id for mark in bookmarks.list("reader")] == [LAST, THIRD, SECOND, FIRST]
    assert [mark.report_id for mark in bookmarks.list("reader", tag="甲")] == [SECOND, FIRST]
    assert bookmarks.list("reader", tag='甲"') == []
    assert bookmarks.list("reader", tag="\udcff") == []


def test_tags_are_counted_the_most_used_first(bookmarks: Bookmarks) -> None:
    bookmarks.add("reader", FIRST, tags=["乙", "甲"])
    bookmarks.add("reader", SECOND, tags=["乙"])
    assert list(bookmarks.tags("reader").items()) == [("乙", 2), ("甲", 1)]


def test_tags_are_tidied(bookmarks: Bookmarks) -> None:
    added = bookmarks.add("reader", FIRST, tags=[" 枫桥  经验 ", "枫桥 经验", "", "  ", 'a"b,c'])
    assert added.tags == ("枫桥 经验", 'a"b,c')


def test_a_bookmark_outlives_its_report(store: Store) -> None:
    store.bookmarks.add("reader", FIRST, note="留")
    store.delete(FIRST)
    assert [mark.note for mark in store.bookmarks.list("reader")] == ["留"]


@pytest.mark.parametrize(
    ("note", "tags", "message"),
    [
        pytest.param("长" * 20_001, [], "20,001 characters", id="note"),
        pytest.param("", ["长" * 51], "has 51 characters", id="tag"),
        pytest.param("", [str(number) for number in range(51)], "51 tags", id="number of tags"),
    ],
)
def test_what_is_too_long_is_refused_and_nothing_is_kept(
    bookmarks: Bookmarks, note: str, tags: list[str], message: str
) -> None:
    with pytest.raises(InputError, match=message):
        bookmarks.add("reader", FIRST, note=note, tags=tags)
    assert bookmarks.count("reader") == 0


def test_more_reports_than_one_statement_takes_can_be_asked_for(bookmarks: Bookmarks) -> None:
    added = bookmarks.add("reader", FIRST)
    assert bookmarks.get("reader", [*(f"x{number}" for number in range(40_000)), FIRST]) == {FIRST: added}
