from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from corpus import Evidence, Home, InputError, NotFoundError, Report, Where, content_sha256, open_home
from corpus.store import Change, NewSnapshot, Outcome, Store, open_store
from tests.corpus.made_reports import COLLECTED, made_report

LATER = COLLECTED + timedelta(days=30)


@pytest.fixture
def store(home: Home) -> Iterator[Store]:
    with open_store(home) as opened:
        yield opened


def snapshot_of(store: Store, url: str) -> int:
    new = NewSnapshot(
        url=url,
        captured_at=LATER,
        status=200,
        media_type="text/html",
        sha256="0" * 64,
        length=1,
        file="crawl.warc.gz",
        offset=0,
        record_length=1,
        kind="response",
    )
    return store.add_snapshot(new).id


def test_a_report_comes_back_as_it_was_saved(store: Store) -> None:
    report = made_report()
    saved = store.save(report)
    assert saved.outcome is Outcome.ADDED
    assert saved.report == report
    assert store.get(report.id) == report


def test_a_report_of_which_nothing_is_known_comes_back_too(store: Store) -> None:
    bare = Report(
        id="a" * 16,
        url=None,
        title="",
        body="",
        media_type="text/plain",
        collected_at=COLLECTED,
        content_sha256=content_sha256("", ""),
    )
    store.save(bare)
    assert store.get(bare.id) == bare


def test_the_store_assigns_the_revision(store: Store) -> None:
    assert store.save(made_report(revision=7)).report.revision == 1


def test_moments_keep_their_instant_whatever_their_zone(store: Store) -> None:
    china = made_report(collected_at=datetime(2023, 4, 1, 16, 30, tzinfo=timezone(timedelta(hours=8))))
    store.save(china)
    assert store.get(china.id).collected_at == COLLECTED


def test_a_moment_without_a_zone_is_a_fault_of_the_caller(store: Store) -> None:
    with pytest.raises(ValueError, match="no time zone"):
        store.save(made_report(collected_at=datetime(2023, 4, 1)))  # noqa: DTZ001 - the fault under test
    assert store.count() == 0


def test_saving_the_same_again_changes_nothing_and_keeps_the_first_sighting(store: Store) -> None:
    store.save(made_report())
    again = store.save(made_report(collected_at=LATER, snapshot=snapshot_of(store, "http://a.cn/")))
    assert again.outcome is Outcome.UNCHANGED
    assert again.report == store.get(again.report.id) == made_report()
    assert store.last_seq() == 1


def test_other_metadata_is_updated_in_place_and_logged(store: Store) -> None:
    store.save(made_report())
    snapshot = snapshot_of(store, "http://a.cn/")
    saved = store.save(made_report(issuer="云溪县司法局", collected_at=LATER, snapshot=snapshot))
    assert saved.outcome is Outcome.CHANGED
    kept = store.get(saved.report.id)
    assert (kept.issuer, kept.revision, kept.collected_at, kept.snapshot) == ("云溪县司法局", 1, LATER, snapshot)
    assert store.last_seq() == 2


def test_other_evidence_is_other_metadata(store: Store) -> None:
    store.save(made_report())
    evidence = {"report_year": Evidence(where=Where.BODY, quote="2022年", confidence=0.5)}
    assert store.save(made_report(evidence=evidence)).outcome is Outcome.CHANGED
    assert store.get(made_report().id).evidence == evidence


def test_metadata_without_a_capture_does_not_replace_the_capture(store: Store) -> None:
    snapshot = snapshot_of(store, "http://a.cn/")
    store.save(made_report(snapshot=snapshot))
    store.save(made_report(issuer="云溪县司法局", collected_at=LATER))
    kept = store.get(made_report().id)
    assert (kept.issuer, kept.collected_at, kept.snapshot) == ("云溪县司法局", COLLECTED, snapshot)


def test_other_content_makes_a_revision_and_the_old_one_stays_readable_whole(store: Store) -> None:
    first = made_report()
    store.save(first)
    second = made_report(body="改过的正文。", collected_at=LATER, issuer="云溪县司法局")
    assert store.save(second).outcome is Outcome.CHANGED
    assert store.get(first.id) == replace(second, revision=2)
    assert store.get(first.id, 2) == replace(second, revision=2)
    assert store.get(first.id, 1) == first


def test_revisions_are_listed_oldest_first_with_the_current_one_last(store: Store) -> None:
    for number in (1, 2, 3):
        store.save(made_report(body=f"第{number}版", collected_at=COLLECTED + timedelta(days=number)))
    listed = store.revisions(made_report().id)
    assert [(revision.number, revision.current) for revision in listed] == [(1, False), (2, False), (3, True)]
    assert [revision.collected_at.day for revision in listed] == [2, 3, 4]


def test_content_that_returns_to_an_earlier_state_is_a_new_revision(store: Store) -> None:
    for body in ("甲", "乙", "甲"):
        store.save(made_report(body=body))
    assert store.get(made_report().id).revision == 3


def test_what_is_not_there_is_named_with_a_hint(store: Store) -> None:
    store.save(made_report())
    with pytest.raises(NotFoundError, match="no report 'nothing'") as caught:
        store.get("nothing")
    assert "baogao search" in caught.value.hint
    with pytest.raises(NotFoundError, match="no revision 2") as caught:
        store.get(made_report().id, 2)
    assert caught.value.hint == "It has revisions 1 to 1."
    for ask in (store.revisions, store.delete):
        with pytest.raises(NotFoundError):
            ask("nothing")


@pytest.mark.parametrize("odd", ["\udcff", "a\0b", "' OR 1=1 --", "", "长" * 5000])
def test_an_odd_id_is_simply_not_found(store: Store, odd: str) -> None:
    with pytest.raises(NotFoundError):
        store.get(odd)
    assert store.get_many([odd]) == {}
    assert store.bookmarks.get(odd, [odd]) == {}


def test_many_reports_come_in_the_order_asked_for_and_unknown_ones_are_left_out(store: Store) -> None:
    made = [made_report(number) for number in range(1200)]
    store.save_many(made)
    wanted = [report.id for report in reversed(made)]
    assert list(store.get_many(["unknown", *wanted])) == wanted


@pytest.mark.parametrize(
    "form", ["http://www.example.gov.cn/art/1.html", "HTTP://WWW.EXAMPLE.GOV.CN:80/art/1.html#top"]
)
def test_a_report_is_found_by_any_form_of_its_address(store: Store, form: str) -> None:
    store.save_many([made_report(1), made_report(2)])
    found = store.find_by_url(form)
    assert found == made_report(1)


def test_an_unknown_address_finds_nothing_and_a_wrong_one_is_refused(store: Store) -> None:
    assert store.find_by_url("http://www.example.gov.cn/") is None
    with pytest.raises(InputError):
        store.find_by_url("http://[::1")


def test_lone_surrogates_are_kept_as_replacement_characters(store: Store) -> None:
    evidence = {"issuer": Evidence(where=Where.BODY, quote="县\ud800", confidence=0.5)}
    broken = made_report(title="报告\udcff", body="正文\ud83d", issuer="县\udc00", evidence=evidence)
    kept = store.save(broken).report
    assert (kept.title, kept.body, kept.issuer) == ("报告\ufffd", "正文\ufffd", "县\ufffd")
    assert kept.evidence["issuer"].quote == "县\ufffd"
    assert kept.content_sha256 == content_sha256(kept.title, kept.body)
    assert store.get(broken.id) == kept
    assert store.save(broken).outcome is Outcome.UNCHANGED


def test_a_report_may_not_name_a_snapshot_that_is_not_there(store: Store) -> None:
    with pytest.raises(InputError, match="snapshot that is not in this store"):
        store.save_many([made_report(1), made_report(2, snapshot=99)])
    assert store.count() == 0


def test_saving_many_keeps_all_or_none(store: Store) -> None:
    def breaking() -> Iterator[Report]:
        for number in range(1200):
            yield made_report(number)
        raise RuntimeError("the source broke")

    with pytest.raises(RuntimeError):
        store.save_many(breaking())
    assert store.count() == store.last_seq() == 0


def test_one_batch_may_hold_several_states_of_one_report(store: Store) -> None:
    states = [
        made_report(body="甲"),
        made_report(body="甲"),
        made_report(body="乙"),
        made_report(body="乙", issuer="丙"),
    ]
    saved = store.save_many(states)
    assert [item.outcome.value for item in saved] == ["added", "unchanged", "changed", "changed"]
    assert [item.report.revision for item in saved] == [1, 1, 2, 2]
    assert store.get(made_report().id, 1).body == "甲"


def test_nothing_to_save_is_no_error(store: Store) -> None:
    assert store.save_many([]) == []


def test_of_several_changes_of_a_report_only_the_latest_is_told(store: Store) -> None:
    store.save_many([made_report(1), made_report(2)])
    store.save(made_report(1, body="改过"))
    first, second = made_report(1).id, made_report(2).id
    assert store.changes_after(0) == [Change(2, second, deleted=False), Change(3, first, deleted=False)]
    assert store.changes_after(2) == [Change(3, first, deleted=False)]
    assert store.changes_after(3) == []


def test_changes_come_in_pages(store: Store) -> None:
    store.save_many([made_report(number) for number in range(25)])
    seen: list[int] = []
    while page := store.changes_after(seen[-1] if seen else 0, limit=10):
        assert len(page) <= 10
        seen += [change.seq for change in page]
    assert seen == list(range(1, 26))


def test_deleting_logs_a_change_and_a_number_is_never_used_again(store: Store) -> None:
    store.save_many([made_report(1), made_report(2)])
    store.save(made_report(2, body="改过"))
    store.delete(made_report(2).id)
    assert store.count() == 1
    assert store.stats().revisions == 1
    assert store.changes_after(1) == [Change(4, made_report(2).id, deleted=True)]
    assert store.save(made_report(2)).report.revision == 1
    assert store.changes_after(1) == [Change(5, made_report(2).id, deleted=False)]


def test_every_report_is_walked_once_in_order_of_the_ids(store: Store) -> None:
    made = [made_report(number) for number in range(25)]
    store.save_many(made)
    assert list(store.iter_reports(batch=10)) == sorted(made, key=lambda report: report.id)


def test_a_walk_sees_no_report_twice_while_others_are_saved(store: Store) -> None:
    store.save_many([made_report(number) for number in range(20)])
    walked: list[str] = []
    for report in store.iter_reports(batch=5):
        walked.append(report.id)
        store.save(made_report(1000 + len(walked)))
    assert len(walked) == len(set(walked))
    assert {made_report(number).id for number in range(20)} <= set(walked)


def test_stats_count_what_is_there_and_say_what_is_unknown(store: Store) -> None:
    store.save_many(
        [
            made_report(1),
            made_report(2, report_year=2019),
            made_report(3, report_year=None, province=None, level=None, site=None),
        ]
    )
    store.save(made_report(1, body="改过"))
    snapshot_of(store, "http://a.cn/")
    stats = store.stats()
    assert (stats.reports, stats.revisions, stats.snapshots, stats.last_seq) == (3, 4, 1, 4)
    assert list(stats.years.items()) == [(2019, 1), (2022, 1)]
    assert stats.provinces == {"浙江省": 2}
    assert stats.levels == {"county": 2}
    assert stats.doc_types == {"法治政府建设报告": 3}
    assert stats.sites == {"www.example.gov.cn": 2}
    assert stats.unknown == {"report_year": 1, "province": 1, "level": 1, "site": 1}


def test_several_threads_save_and_read_at_once(store: Store) -> None:
    failures: list[BaseException] = []

    def work(worker: int) -> None:
        try:
            for number in range(20):
                saved = store.save(made_report(worker * 100 + number))
                assert store.get(saved.report.id) == saved.report
        except BaseException as error:  # noqa: BLE001 - handed to the test's own thread
            failures.append(error)

    threads = [threading.Thread(target=work, args=(worker,)) for worker in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert store.count() == 120
    assert [change.seq for change in store.changes_after(0)] == list(range(1, 121))


TEXTS = st.text(max_size=40)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(title=TEXTS, body=TEXTS, issuer=st.none() | TEXTS, quote=TEXTS)
def test_any_text_comes_back_as_it_was_saved(
    store: Store, title: str, body: str, issuer: str | None, quote: str
) -> None:
    evidence = {"issuer": Evidence(where=Where.BODY, quote=quote, confidence=0.25)}
    report = made_report(title=title, body=body, issuer=issuer, evidence=evidence)
    saved = store.save(report).report
    kept = store.get(report.id)
    assert kept == saved
    assert (kept.title, kept.body, kept.issuer, kept.evidence) == (title, body, issuer, evidence)


class StoreAgainstModel(RuleBasedStateMachine):
    """Whatever is saved and deleted, one who follows the changes ends with what the store holds."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.opened = open_store(open_home(Path(self.folder.name), create=True))
        self.store = self.opened.__enter__()
        self.model: dict[str, list[Report]] = {}
        self.follower: dict[str, Report] = {}
        self.applied = 0

    @rule(number=st.integers(1, 3), body=st.sampled_from("甲乙"), issuer=st.sampled_from("丙丁"))
    def save(self, number: int, body: str, issuer: str) -> None:
        report = made_report(number, body=body, issuer=issuer, collected_at=datetime.now(UTC))
        kept = self.store.save(report).report
        revisions = self.model.setdefault(kept.id, [])
        if revisions and revisions[-1].content_sha256 == kept.content_sha256:
            revisions[-1] = kept
        else:
            revisions.append(kept)

    @rule(number=st.integers(1, 3))
    def delete(self, number: int) -> None:
        report_id = made_report(number).id
        if self.model.pop(report_id, None):
            self.store.delete(report_id)
        else:
            with pytest.raises(NotFoundError):
                self.store.delete(report_id)

    @rule(limit=st.integers(1, 3))
    def follow(self, limit: int) -> None:
        while page := self.store.changes_after(self.applied, limit):
            for change in page:
                self.follower.pop(change.report_id, None)
                if not change.deleted:
                    self.follower[change.report_id] = self.store.get(change.report_id)
            self.applied = page[-1].seq
        assert self.follower == {report_id: revisions[-1] for report_id, revisions in self.model.items()}
        assert self.applied == self.store.last_seq()

    @invariant()
    def every_revision_is_readable(self) -> None:
        assert self.store.count() == len(self.model)
        for report_id, revisions in self.model.items():
            assert [self.store.get(report_id, number + 1) for number in range(len(revisions))] == revisions

    def teardown(self) -> None:
        self.opened.__exit__(None, None, None)
        self.folder.cleanup()


TestStoreAgainstModel = StoreAgainstModel.TestCase
TestStoreAgainstModel.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)
