from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from corpus import open_home
from indexer.engines import ENGINES
from tests.indexer.adversarial import PIECES
from tests.indexer.hostile import HOSTILE
from tests.indexer.whole_search import WholeSearch, whole_search

if TYPE_CHECKING:
    from collections.abc import Iterator

SYNTAX = (
    *(" ", " ", " AND ", " OR ", " NOT ", " NEAR/s ", " NEAR/p ", "(", ")", "-", '"', "“", "”", ":", "：", "*", "?"),
    *("title:", "issuer:", "site:", "word:", "year:", "place:", "province:", "city:", "level:", "type:", "host:"),
    *("2019", "2019..2022", "..", "浙江", "浙江/杭州", "县", "法治政府", ",", "、"),
)
TYPED = st.lists(st.sampled_from((*SYNTAX, *PIECES)), max_size=16).map("".join)


@pytest.fixture(scope="module", params=list(ENGINES))
def search(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WholeSearch]:
    home = open_home(tmp_path_factory.mktemp("whole") / "home", create=True)
    with whole_search(home, str(request.param)) as opened:
        yield opened


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_query_is_answered(search: WholeSearch, text: str) -> None:
    search.check(text)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(text=TYPED | st.text(max_size=40))
@example(text="法 NEAR/s 《》")
def test_whatever_is_typed_is_answered_as_the_oracle_says(search: WholeSearch, text: str) -> None:
    search.check(text)
