"""The lexicon: what can be typed and will be found: words, issuing bodies and titles, by characters and by pinyin.

It lies beside the index it was made from and serves completion and the nearest terms of what is not found. `entries`
says what goes in, `syllables` how it is spelled, `table` keeps it on disk, `keeping` brings it up to date, `lookup`
answers.
"""

from indexer.lexicon.entries import Entry, Kind
from indexer.lexicon.keeping import refresh_lexicon
from indexer.lexicon.lookup import Lexicon, lexicon_stamp, open_lexicon

__all__ = ["Entry", "Kind", "Lexicon", "lexicon_stamp", "open_lexicon", "refresh_lexicon"]
