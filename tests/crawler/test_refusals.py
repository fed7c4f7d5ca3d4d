"""A host that refuses is let rest, then left alone; budgets end a crawl cleanly; the next one goes on."""

from __future__ import annotations

from itertools import pairwise

from corpus import Home, open_home
from crawler import Budget, crawl
from crawler.budget import Spending
from tests.crawler.site import Answer, Route, Site, serve
from tests.crawler.test_crawl import START, broken, report, run, simple_site, source_of, title, titles

YEARS = (2022, 2021, 2020, 2019, 2018, 2017)
FORBIDDEN = Answer(status=403, body=b"no")
REST_SECONDS = 0.4


def resting_home(home: Home, **settings: float) -> Home:
    lines = {"crawl_cool_down_seconds": REST_SECONDS, **settings}
    (home.path / "baogao.toml").write_text("".join(f"{name} = {value}\n" for name, value in lines.items()))
    return open_home(home.path, create=True)


def forbidding(*years: int) -> dict[str, Route]:
    """A site that answers 403 for the reports of those years."""
    return {**simple_site(*YEARS), **{f"/fz/t{year + 1}0301_1.html": FORBIDDEN for year in years}}


def reports_asked(site: Site) -> list[str]:
    return [path for path in site.paths() if path.startswith("/fz/t")]


def test_a_host_that_refuses_thrice_is_left_alone_and_the_others_go_on(home: Home) -> None:
    with serve(forbidding(*YEARS)) as refusing, serve(simple_site(2022)) as other:
        # Hosts are told apart by name alone, so the other site is asked for by another one.
        elsewhere = other.address.replace("127.0.0.1", "localhost") + START
        sources = (*source_of(refusing), *source_of(refusing, name="乌岩", start=[elsewhere]))
        summary = crawl(resting_home(home), sources, delay=0)
        times = [asked.at for asked in refusing.asked if asked.path.startswith("/fz/t")]
    first, second = summary.sources
    assert len(times) == 3
    gaps = [later - earlier for earlier, later in pairwise(times)]
    assert gaps[1] >= REST_SECONDS
    assert first.stopped_hosts == {"127.0.0.1": "it refused 3 times in a row (403, 403, 403)"}
    assert first.pending == len(YEARS) - 3
    assert [trouble.reason for trouble in first.failed] == ["answered 403"] * 3
    assert not summary.ok
    assert (second.added, second.stopped_hosts) == (1, {})


def test_what_was_left_of_a_host_comes_with_the_next_crawl(home: Home) -> None:
    home = resting_home(home, crawl_cool_down_seconds=0.0)
    with serve(forbidding(*YEARS)) as site:
        run(home, site)
        site.routes.update(simple_site(*YEARS))
        (again,) = run(home, site).sources
        assert reports_asked(site)[3:] == [f"/fz/t{year + 1}0301_1.html" for year in YEARS[3:]]
    assert (again.resumed, again.pending, again.stopped_hosts) == (True, 0, {})
    assert titles(home) == {title(year) for year in YEARS[3:]}


def test_a_refusal_now_and_then_stops_nothing(home: Home) -> None:
    with serve(forbidding(2022, 2021, 2019, 2018)) as site:
        (summary,) = run(resting_home(home), site).sources
        assert len(reports_asked(site)) == len(YEARS)
    assert (summary.added, summary.stopped_hosts) == (2, {})


def test_429_is_tried_again_until_the_host_is_left_alone(home: Home) -> None:
    busy = Answer(status=429, headers={"Retry-After": "0"})
    with serve({**simple_site(2022, 2021), "/fz/t20230301_1.html": busy}) as site:
        (summary,) = run(resting_home(home), site).sources
        assert reports_asked(site) == ["/fz/t20230301_1.html"] * 3
    assert summary.stopped_hosts == {"127.0.0.1": "it refused 3 times in a row (429, 429, 429)"}
    assert summary.pending == 1


def test_a_host_that_challenges_for_every_page_is_left_alone(home: Home) -> None:
    wall = Answer(status=412, body=b"<script>$_ts={}</script>")
    with serve({**simple_site(*YEARS), **{f"/fz/t{year + 1}0301_1.html": wall for year in YEARS}}) as site:
        (summary,) = run(resting_home(home), site).sources
        assert len(reports_asked(site)) == 3
    assert "challenge, challenge, challenge" in summary.stopped_hosts["127.0.0.1"]
    assert (len(summary.blocked), summary.pending) == (3, len(YEARS) - 3)


def test_a_host_that_falls_silent_is_left_alone(home: Home) -> None:
    dripping = Answer(body=b"<html>" * 20, drips=0.1)  # it never is silent for long, and never comes to an end
    with serve({**simple_site(*YEARS), **{f"/fz/t{year + 1}0301_1.html": dripping for year in YEARS}}) as site:
        (summary,) = run(resting_home(home, crawl_timeout_seconds=0.5), site).sources
        assert len(reports_asked(site)) == 9
    assert summary.stopped_hosts == {"127.0.0.1": "it did not answer 9 times in a row"}
    assert {trouble.reason for trouble in summary.failed} == {"timed out"}


def test_a_budget_of_pages_ends_the_crawl_and_the_next_goes_on(home: Home) -> None:
    with serve(simple_site(*YEARS)) as site:
        summary = run(home, site, budget=Budget(pages=3))
        assert len([path for path in site.paths() if path != "/robots.txt"]) == 3
        assert (summary.spent, summary.added, summary.sources[0].pending) == ("the budget of 3 pages", 2, 4)
        assert summary.ok
        again = run(home, site)
        assert site.paths().count(START) == 1
    assert (again.spent, again.sources[0].pending) == ("", 0)
    assert titles(home) == {title(year) for year in YEARS}


def test_a_budget_of_the_settings_holds_where_the_command_says_nothing(home: Home) -> None:
    with serve(simple_site(*YEARS)) as site:
        summary = run(resting_home(home, crawl_budget_pages=2), site)
    assert (summary.spent, summary.added) == ("the budget of 2 pages", 1)


def test_a_budget_of_one_source_leaves_the_others_alone(home: Home) -> None:
    with serve(simple_site(*YEARS)) as site, serve(simple_site(*YEARS)) as other:
        elsewhere = other.address.replace("127.0.0.1", "localhost") + START
        bounded = source_of(site, budget_pages=2)
        summary = crawl(home, (*bounded, *source_of(site, name="乌岩", start=[elsewhere])), delay=0)
    first, second = summary.sources
    assert (first.spent, first.added, first.pending) == ("the budget of 2 pages", 1, 5)
    assert (second.spent, second.added, second.pending) == ("", 6, 0)
    assert summary.spent == ""


def test_a_budget_of_megabytes_ends_the_crawl(home: Home) -> None:
    large = report(2022)
    routes: dict[str, Route] = {
        **simple_site(*YEARS),
        "/fz/t20230301_1.html": Answer(body=large.body + b" " * 300_000),
    }
    with serve(routes) as site:
        (summary,) = run(home, site, budget=Budget(megabytes=0.25)).sources
    assert (summary.added, summary.pending) == (1, 5)


def test_a_budget_of_minutes_is_spent_by_the_clock() -> None:
    spending = Spending(Budget(minutes=1e-9))
    assert spending.spent() is None, "nothing has been asked for"
    spending.ask()
    while spending.spent() is None:
        pass
    assert spending.spent() == "the budget of 1e-09 minutes"


def test_what_the_command_says_of_a_budget_goes_before_the_settings() -> None:
    settings = Budget(pages=10, minutes=5)
    assert Budget(pages=3).over(settings) == Budget(pages=3, minutes=5)


def test_a_server_error_is_no_refusal(home: Home) -> None:
    with serve({**simple_site(*YEARS), **{f"/fz/t{year + 1}0301_1.html": broken for year in YEARS[:2]}}) as site:
        (summary,) = run(home, site).sources
    assert (summary.added, summary.stopped_hosts) == (4, {})


def test_a_list_page_that_is_refused_is_named(home: Home) -> None:
    with serve({START: FORBIDDEN}) as site:
        (summary,) = run(home, site).sources
    assert summary.failed[0].reason == "answered 403"
