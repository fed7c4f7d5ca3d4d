"""Prose files: conditions, slots, and enough different sentences."""

from __future__ import annotations

from importlib.resources import files

import pytest

from localsite.draw import Draw
from localsite.places import PLACES, Place
from localsite.prose import Filler, Sentence, lines, topic
from localsite.rule_of_law import FIRST_TOPIC, OTHER_TOPICS
from localsite.words import audience, scale, words_of

LEAST_SENTENCES = 150
NAMES = sorted(
    entry.name.removesuffix(".txt") for entry in files("localsite.prose").iterdir() if entry.name.endswith(".txt")
)


def filler(*, words: dict[str, str] | None = None, scale_of: int = 1) -> Filler:
    return Filler(Draw("test"), words or {}, scale_of)


def test_there_are_at_least_150_different_sentences() -> None:
    sentences = {line for name in NAMES for line in lines(name) if not line.startswith("= ")}
    assert len(sentences) >= LEAST_SENTENCES


def test_a_word_of_the_place_fills_its_slot() -> None:
    assert filler(words={"self": "我镇"}).fill("{self}共有") == "我镇共有"


def test_a_choice_takes_one_of_its_wordings() -> None:
    assert filler().fill("{甲|乙}") in {"甲", "乙"}


def test_a_number_lies_in_its_range() -> None:
    assert 8 <= int(filler().fill("{8..40}")) <= 40


def test_a_starred_number_grows_with_the_population() -> None:
    assert 80 <= int(filler(scale_of=10).fill("{8..40*}")) <= 400


def test_a_number_with_a_decimal_keeps_one() -> None:
    share = filler().fill("{97.2..99.8}")
    assert 97.2 <= float(share) <= 99.8
    assert len(share.partition(".")[2]) == 1


def test_a_percentage_refers_to_the_number_before_it() -> None:
    assert filler().fill("{200..200}件，{^50..50}件") == "200件，100件"


def test_an_unknown_slot_is_refused() -> None:
    with pytest.raises(KeyError, match="nobody"):
        filler().fill("{nobody}")


@pytest.mark.parametrize(
    ("sentence", "who", "year", "suits"),
    [
        pytest.param(Sentence("x", "T"), "T", 2020, True, id="its body"),
        pytest.param(Sentence("x", "T"), "C", 2020, False, id="another body"),
        pytest.param(Sentence("x", first_year=2021), "C", 2020, False, id="too early"),
        pytest.param(Sentence("x", last_year=2020), "C", 2020, True, id="the last year"),
        pytest.param(Sentence("x", last_year=2020), "C", 2021, False, id="too late"),
    ],
)
def test_a_sentence_suits_certain_bodies_and_years(sentence: Sentence, who: str, year: int, *, suits: bool) -> None:
    assert sentence.suits(who, year) is suits


def test_a_condition_is_read_off_the_front_of_a_line() -> None:
    conditional = [sentence for sentence in topic("disputes").sentences if sentence.first_year == 2020]
    assert [(sentence.last_year, sentence.template[:4]) for sentence in conditional] == [(2022, "及时调处")]


@pytest.mark.parametrize("name", [FIRST_TOPIC, *OTHER_TOPICS, "problems", "plans"])
def test_every_place_finds_enough_to_say_on_every_topic(name: str) -> None:
    for place in PLACES:
        for year in place.rule_of_law:
            assert len(topic(name).templates(audience(place), year)) >= 5, (place.slug, year)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.slug)
def test_every_sentence_can_be_filled_for_every_place(place: Place) -> None:
    fill = Filler(Draw(place.slug), words_of(place, 2022), scale(place)).fill
    filled = [fill(sentence.template) for name in NAMES for sentence in topic(name).sentences]
    assert not [text for text in filled if "{" in text or "}" in text]
