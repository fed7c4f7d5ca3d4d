"""The review desk: which reports have missing or doubtful fields, and what each could be."""

from corpus.review.choices import Choice, asked_of, choice_key
from corpus.review.desk import ReviewItem, review, review_item
from corpus.review.questions import Question

__all__ = ["Choice", "Question", "ReviewItem", "asked_of", "choice_key", "review", "review_item"]
