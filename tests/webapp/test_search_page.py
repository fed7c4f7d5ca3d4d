"""The first page and the page of results, over a real index."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.engine import Sort
from tests.webapp import library
from tests.webapp.browsing import hrefs, page, parameters, soup_of, text_of, total_of

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag
    from flask.testing import FlaskClient

PLACE_CHAIN = "浙江省 \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} 绍兴市"
EVERYTHING = library.PLAIN_REPORTS + len(library.odd_reports()) + library.KEPT_REPORTS


def words_of(soup: BeautifulSoup | Tag, selector: str) -> list[str]:
    return [element.get_text(strip=True) for element in soup.select(selector)]


def test_the_first_page_counts_the_collection_and_its_links_find_what_they_say(client: FlaskClient) -> None:
    soup = page(client, "/")
    assert text_of(soup, ".figures dd") == str(EVERYTHING)
    links = soup.select(".holdings .entries a")
    assert len(links) == len(library.YEARS) + 4 + 2
    for link in links:
        count = int(text_of(link, ".count"))
        assert total_of(page(client, str(link["href"]))) == count


def test_every_example_of_the_first_page_is_a_search_that_needs_no_note(client: FlaskClient) -> None:
    addresses = hrefs(page(client, "/"), ".examples a")
    assert len(addresses) >= 5
    for address in addresses:
        assert not page(client, address).select(".notes"), address


def test_a_search_in_the_address_of_the_first_page_leads_to_the_results(client: FlaskClient) -> None:
    response = client.get("/?q=枫桥经验&year=2020")
    assert response.status_code == 302
    assert parameters(response.location) == [("q", "枫桥经验"), ("year", "2020")]


def test_an_empty_search_lists_everything(client: FlaskClient) -> None:
    soup = page(client, "/search")
    assert total_of(soup) == EVERYTHING
    assert "全部报告" in text_of(soup, ".words")


def test_a_page_tells_why_its_hits_stand_in_that_order_when_asked(client: FlaskClient) -> None:
    soup = page(client, "/search?q=枫桥经验")
    assert not soup.select(".score")
    explained = page(client, str(soup.select(".explain")[0]["href"]))
    scores = explained.select(".hit .score")
    assert len(scores) == len(explained.select(".hit"))
    shares = [float(line.get_text().split()[0]) for line in scores[0].select("li")]
    assert sum(shares) == pytest.approx(float(text_of(scores[0], "summary").split()[-1]), abs=0.01 * len(shares))
    assert "explain" not in dict(parameters(str(explained.select(".explain")[0]["href"])))
    assert not page(client, "/search?q=枫桥经验&sort=year").select(".explain")


def test_a_hit_shows_its_facts_its_marks_and_how_often_it_was_found(client: FlaskClient) -> None:
    soup = page(client, "/search?q=枫桥经验&province=浙江省&year=2019")
    assert total_of(soup) == 1
    assert text_of(soup, ".hit h2") == "诸暨市枫桥镇人民政府2019年法治政府建设情况报告"
    facts = text_of(soup, ".hit .facts")
    for fact in ("诸暨市枫桥镇人民政府", "2019 年度", "2020-01-01 发布", PLACE_CHAIN, "乡镇级"):
        assert fact in facts
    assert [mark.get_text() for mark in soup.select(".snippet mark")] == ["枫桥经验"]
    assert "1" in text_of(soup, ".hit .actions > a")
    assert text_of(soup, ".hit .host") == "www.example.gov.cn"


def test_every_link_of_every_facet_finds_as_many_as_it_says(client: FlaskClient) -> None:
    soup = page(client, "/search?q=调解纠纷&place=浙江省&year=2019..2021")
    names = {str(facet["aria-labelledby"]) for facet in soup.select(".facet")}
    assert names == {f"facet-{name}" for name in ("year", "place", "level", "doc_type", "site")}
    current = total_of(soup)
    for facet in soup.select(".facet"):
        ticked = len(facet.select("a.on"))
        for link in facet.select("li a.pick"):
            found = total_of(page(client, str(link["href"])))
            count = int(text_of(link, ".count"))
            if link.find_parent(class_="inside"):
                expected: int | None = count  # a city instead of its province
            elif "on" in (link.get("class") or []):
                expected = current - count if ticked > 1 else None  # the last tick taken away opens the facet
            else:
                expected = current + count if ticked else count
            assert expected is None or found == expected, link


def test_every_exclusion_leaves_out_as_many_as_its_value_counts(client: FlaskClient) -> None:
    soup = page(client, "/search?q=纠纷")
    everything = total_of(soup)
    links = soup.select(".facet .value:has(.exclude)")
    assert len(links) > 10
    for value in links:
        without = page(client, hrefs(value, ".exclude")[0])
        assert total_of(without) == everything - int(text_of(value, ".count")), value
        (excluded,) = without.select(".facet a.off")
        assert text_of(excluded, ".label") == text_of(value, ".label")
        assert text_of(excluded, ".count") == text_of(value, ".count")
        assert total_of(page(client, str(excluded["href"]))) == everything
        assert hrefs(without, ".chips a") == [excluded["href"]]


def test_every_bar_of_a_year_leads_to_its_reports(client: FlaskClient) -> None:
    soup = page(client, "/search?q=纠纷&place=浙江省")
    bars = soup.select(".bars li")
    assert [str(bar["data-year"]) for bar in bars] == [str(year) for year in library.YEARS]
    for bar in bars:
        found = total_of(page(client, hrefs(bar, "a")[0]))
        assert text_of(bar, "a") == f"{bar['data-year']} 年：{found} 篇"


@pytest.mark.parametrize(
    ("fields", "year"),
    [
        pytest.param("year_from=2019&year_to=2021", [("year", "2019..2021")], id="both ends"),
        pytest.param("year_from=2021&year_to=2019", [("year", "2019..2021")], id="the wrong way round"),
        pytest.param("year_from=2020&year_to=2020", [("year", "2020")], id="one year"),
        pytest.param("year_from=2020&year_to=", [("year", "2020..")], id="an open end"),
        pytest.param("year_from=&year_to=2020", [("year", "..2020")], id="an open beginning"),
        pytest.param("year_from=&year_to=", [], id="neither"),
    ],
)
def test_the_two_fields_of_a_span_lead_to_the_search_for_it(
    client: FlaskClient, fields: str, year: list[tuple[str, str]]
) -> None:
    response = client.get(f"/search?q=纠纷&place=浙江省&year=2023&{fields}")
    assert response.status_code == 302
    assert parameters(response.location) == [("q", "纠纷"), *year, ("place", "浙江省")]


def test_the_form_of_the_span_keeps_all_but_the_years(client: FlaskClient) -> None:
    soup = page(client, "/search?q=纠纷&year=2020..2021&place=浙江省&place=-浙江省/杭州市&sort=-year&page=1")
    (form,) = soup.select("form.year-span")
    assert [(str(field["name"]), str(field["value"])) for field in form.select("input")] == [
        ("q", "纠纷"),
        ("place", "浙江省"),
        ("place", "-浙江省/杭州市"),
        ("sort", "-year"),
        ("year_from", "2020"),
        ("year_to", "2021"),
    ]


def test_a_place_opens_along_the_path_that_is_chosen(client: FlaskClient) -> None:
    soup = page(client, "/search?place=浙江省/杭州市")
    tree = soup.select("section[aria-labelledby=facet-place]")[0]
    assert words_of(tree, "ul ul ul .label") == ["西湖区"]
    assert words_of(tree, "a.on .label") == ["杭州市"]
    assert total_of(soup) == len(library.YEARS)
    deeper = page(client, hrefs(tree, "ul ul ul a.pick")[0])
    assert words_of(deeper, "section[aria-labelledby=facet-place] ul ul ul ul .label") == ["转塘街道"]


def test_a_search_in_one_province_alone_shows_its_cities_at_once(client: FlaskClient) -> None:
    soup = page(client, "/search?q=province:浙江")
    tree = soup.select("section[aria-labelledby=facet-place]")[0]
    assert sorted(words_of(tree, ".label")) == ["杭州市", "浙江省", "绍兴市"]


def test_a_ticked_value_is_unticked_by_its_own_link_and_by_its_chip(client: FlaskClient) -> None:
    soup = page(client, "/search?q=纠纷&year=2020&year=2021")
    assert [text_of(link, ".label") for link in soup.select(".facet a.pick.on")] == ["2021", "2020"]
    assert {tuple(parameters(href)) for href in hrefs(soup, ".facet a.pick.on")} == {
        (("q", "纠纷"), ("year", "2020")),
        (("q", "纠纷"), ("year", "2021")),
    }
    assert set(hrefs(soup, ".chips a:not(.all)")) == set(hrefs(soup, ".facet a.pick.on"))
    assert parameters(hrefs(soup, ".chips a.all")[0]) == [("q", "纠纷")]


def test_taking_one_year_out_of_a_span_keeps_the_others(client: FlaskClient) -> None:
    soup = page(client, "/search?year=2019..2021")
    middle = next(link for link in soup.select(".facet a.pick.on") if text_of(link, ".label") == "2020")
    assert parameters(str(middle["href"])) == [("year", "2019"), ("year", "2021")]


def test_short_and_chinese_names_tick_the_official_values(client: FlaskClient) -> None:
    soup = page(client, "/search?place=浙江&level=乡镇")
    assert [text_of(link, ".label") for link in soup.select(".facet a.on")] == ["浙江省", "乡镇级"]
    assert total_of(soup) == 10


def test_a_filter_in_the_text_is_shown_as_ticked_but_is_not_a_link(client: FlaskClient) -> None:
    soup = page(client, "/search?q=纠纷 year:2020")
    ticked = soup.select("#facet-year")[0].parent
    assert ticked is not None
    selected = ticked.select("a.on")
    assert [text_of(link, ".label") for link in selected] == ["2020"]
    assert "href" not in selected[0].attrs


@pytest.mark.parametrize("sort", [sort for sort in Sort if sort is not Sort.RELEVANCE])
def test_each_order_is_a_link_and_orders_the_hits(client: FlaskClient, sort: Sort) -> None:
    soup = page(client, "/search?q=法治政府建设情况报告")
    addresses = [href for href in hrefs(soup, ".sorts a") if ("sort", sort.value) in parameters(href)]
    assert len(addresses) == 1
    ordered = page(client, addresses[0])
    years = [text_of(hit, "h2") for hit in ordered.select(".hit")]
    found = [title[-14:-10] for title in years]
    assert found == sorted(found, reverse=sort.value.startswith("-"))
    assert len(set(found)) > 1


def test_the_pages_of_a_search_together_hold_every_report_once(client: FlaskClient) -> None:
    seen: list[str] = []
    address: str | None = "/search?q=纠纷&sort=year"
    total = 0
    while address:
        soup = page(client, address)
        total = total_of(soup)
        seen += [str(hit["id"]) for hit in soup.select(".hit")]
        following = hrefs(soup, ".pager a[rel=next]")
        address = following[0] if following else None
    assert len(seen) == len(set(seen)) == total == library.PLAIN_REPORTS + 2


def test_a_page_beyond_the_last_leads_back_to_the_last(client: FlaskClient) -> None:
    soup = page(client, "/search?q=纠纷&page=9")
    assert "没有第 9 页" in text_of(soup, ".notice")
    assert page(client, hrefs(soup, ".notice a")[0]).select(".hit")


def test_the_page_tells_how_often_the_keyword_is_a_word_of_its_own(client: FlaskClient) -> None:
    soup = page(client, "/search?q=和服")
    assert total_of(soup) == 2  # 产品和服务 holds the characters, but not the word
    assert "以词出现 1 篇" in text_of(soup, ".word-total")
    assert total_of(page(client, hrefs(soup, ".word-total a")[0])) == 1


def test_a_new_text_in_the_box_keeps_the_filters_and_the_order(client: FlaskClient) -> None:
    soup = page(client, "/search?q=纠纷&year=2020&year=2021&sort=-year&page=2")
    kept = [(str(field["name"]), str(field["value"])) for field in soup.select(".search-box input[type=hidden]")]
    assert kept == [("year", "2020"), ("year", "2021"), ("sort", "-year")]


def test_nothing_found_offers_each_keyword_and_each_filter_with_what_it_would_find(client: FlaskClient) -> None:
    soup = page(client, "/search?q=枫桥经验 无此词语&province=浙江省&year=2019&year=2020")
    assert total_of(soup) == 0
    words = text_of(soup, ".advice")
    assert "枫桥经验 共 2 篇 不加筛选 13 篇" in words
    assert "无此词语 共 0 篇" in words
    assert "浙江省" not in words  # to leave it out would find nothing either
    for link in soup.select(".advice a"):
        assert total_of(page(client, str(link["href"]))) in (2, 13)


def test_nothing_found_under_a_filter_offers_the_search_without_it(client: FlaskClient) -> None:
    soup = page(client, "/search?q=枫桥经验&province=广东省")
    without = next(link for link in soup.select(".advice a") if "广东省" in link.get_text())
    assert total_of(page(client, str(without["href"]))) == 13


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        pytest.param('"枫桥', "引号没有成对", id="unbalanced quote"),
        pytest.param("year:abc", "abc 不是年份", id="no year"),
        pytest.param("《》", "没有可检索的字", id="only punctuation"),
        pytest.param("枫桥 OR", "缺少检索词", id="dangling operator"),
        pytest.param("province:无此省", "省份：地名表中没有“无此省”", id="unknown place"),
        pytest.param(" ".join(["甲"] * 501), "超过 500 个", id="five hundred and one terms"),
    ],
)
def test_a_query_that_cannot_be_read_as_written_is_searched_and_the_page_says_how(
    client: FlaskClient, query: str, sentence: str
) -> None:
    response = client.get("/search", query_string={"q": query})
    assert response.status_code == 200
    assert sentence in text_of(soup_of(response), ".notes")


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("/search?page=0", "网址中的 page 应为 1 到 50000000 之间的整数，而不是“0”。"),
        ("/search?page=x", "而不是“x”。"),
        ("/search?page=99999999999", "而不是“99999999999”。"),
        ("/search?sort=neu", "应为 relevance, year, -year, published, -published 之一，而不是“neu”。"),
        ("/search?q=" + "a" * 10_001, "检索内容有 10,001 个字符，最多可检索 10,000 个。"),
        ("/search?" + "&".join(f"year={year}" for year in range(51)), "报告年度：选了 51 项，一次最多选 50 项。"),
    ],
)
def test_a_value_that_means_nothing_is_named_on_a_page_with_status_400(
    client: FlaskClient, address: str, says: str
) -> None:
    response = client.get(address)
    assert response.status_code == 400
    soup = soup_of(response)
    assert says in text_of(soup, "main")
    assert not soup.select(".detail")


def test_a_text_of_punctuation_alone_stays_in_the_box_and_out_of_the_links(client: FlaskClient) -> None:
    text = "”" * 9_999
    response = client.get("/search", query_string={"q": text, "year": "2019"})
    soup = soup_of(response)
    assert soup.select("#q")[0]["value"] == text
    assert len(response.data) < 300_000
    assert {("year", "2019")} == {tuple(parameters(href)[-1]) for href in hrefs(soup, ".hit h2 a")}


def test_the_page_tells_how_the_keyword_was_folded_and_cut(client: FlaskClient) -> None:
    soup = page(client, "/search?q=楓橋經驗")
    assert "分词 楓橋經驗 → 枫桥经验" in text_of(soup, ".cut")
    assert not page(client, "/search?province=浙江").select(".reading")


def test_the_difference_between_characters_and_words_is_one_click_away(client: FlaskClient) -> None:
    soup = page(client, "/search?q=和服 year:2019..2024&sort=year")
    assert total_of(soup) == 0  # neither report has a year
    soup = page(client, "/search?q=和服 -year:2019&sort=year")
    whole, rest = soup.select(".word-total a")
    assert "仅作为其他词的一部分 1 篇" in text_of(soup, ".word-total")
    for link, title in ((whole, "丝绸产业的报告"), (rest, "服务质量的报告")):
        found = page(client, str(link["href"]))
        assert [text_of(hit, "h2") for hit in found.select(".hit")] == [title]
        assert ("sort", "year") in parameters(str(link["href"]))


def test_where_every_hit_is_a_word_the_page_says_just_that(client: FlaskClient) -> None:
    soup = page(client, "/search?q=枫桥经验")
    assert text_of(soup, ".word-total") == "全部报告均以独立词语出现。"


def test_nothing_found_offers_the_term_that_was_meant(client: FlaskClient) -> None:
    soup = page(client, "/search?q=枫侨经验 调解&year=2020")
    link = soup.select(".advice .suggestions a")[0]
    assert parameters(str(link["href"])) == [("q", "枫桥经验 调解"), ("year", "2020")]
    found = total_of(page(client, str(link["href"])))
    assert found > 0
    assert f"枫桥经验 调解 共 {found} 篇" in text_of(soup, ".advice")


def test_nothing_found_in_a_field_offers_the_same_anywhere(client: FlaskClient) -> None:
    soup = page(client, "/search?q=title:枫桥经验")
    assert text_of(soup, ".advice h3") == "不限位置"
    link = soup.select(".advice .suggestions a")[0]
    assert parameters(str(link["href"])) == [("q", "枫桥经验")]
    assert total_of(page(client, str(link["href"]))) == 13
