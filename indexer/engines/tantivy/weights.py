"""How much a word says of a report, as BM25F has it, in so few steps that the step is a part of the word's term.

BM25F weights each field's term frequency, normalised by that field's length, before it saturates (Robertson, Zaragoza,
Taylor: Simple BM25 extension to multiple weighted fields, CIKM 2004). All of that is known when a report is indexed but
the collection's average lengths; usual ones stand in for them. So a score depends on nothing but what reports there are
now, however they came to be indexed, and terms need neither frequencies nor lengths beside them.
"""

from __future__ import annotations

import hashlib
from collections import Counter

__all__ = ["STEPS", "step_value", "word_of", "word_terms", "words_terms"]

K1 = 1.2  # the usual value: the second occurrence counts about two thirds of the first
TITLE_WEIGHT = 4.0
TITLE_NORMALISATION, BODY_NORMALISATION = 0.3, 0.75  # titles are all of about one length
USUAL_TITLE_WORDS, USUAL_BODY_WORDS = 15, 2000

STEPS = "0123456789abcdef"  # the last character of a term: in which sixteenth the weight lies
LONGEST_WORD = 16_000  # characters of at most 4 bytes; tantivy leaves out tokens of more than 65,530 bytes
LONG_WORD_MARK = "\x1f"  # a control character, which folding drops


def words_terms(title: Counter[str], body: Counter[str]) -> list[str]:
    """The terms of a report with so many of these words in its title and in its body; one for each word."""
    title_share = TITLE_WEIGHT / _length(title.total(), USUAL_TITLE_WORDS, TITLE_NORMALISATION)
    body_share = 1.0 / _length(body.total(), USUAL_BODY_WORDS, BODY_NORMALISATION)
    in_title, in_body = _named(title), _named(body)
    steps = {count: _step(count * body_share) for count in set(in_body.values())}
    terms = {word: word + steps[count] for word, count in in_body.items()}
    for word, count in in_title.items():
        terms[word] = word + _step(count * title_share + in_body[word] * body_share)
    return list(terms.values())


def word_terms(word: str) -> list[str]:
    """The terms that a word may be indexed as, from the least weight to the greatest."""
    name = _name(word)
    return [name + step for step in STEPS]


def step_value(step: str) -> float:
    """The weight that a step stands for, between 0 and 1."""
    return (STEPS.index(step) + 0.5) / len(STEPS)


def word_of(term: str) -> str | None:
    """The word of a term; None for one so long that only its hash is kept."""
    return None if term.startswith(LONG_WORD_MARK) else term[:-1]


def _length(words: int, usual: int, share: float) -> float:
    return 1.0 - share + share * words / usual


def _step(frequency: float) -> str:
    return STEPS[int(frequency / (K1 + frequency) * len(STEPS))]


def _named(counts: Counter[str]) -> Counter[str]:
    # nearly always no word is so long, and a call for each would take longer than all the rest
    if max(map(len, counts), default=0) <= LONGEST_WORD:
        return counts
    return Counter({_name(word): count for word, count in counts.items()})


def _name(word: str) -> str:
    if len(word) <= LONGEST_WORD:
        return word
    return LONG_WORD_MARK + hashlib.sha256(word.encode()).hexdigest()
