"""The gazetteer: provinces to townships of China with the codes of 2023, and a small table of functional zones."""

from corpus.gazetteer.errors import AmbiguousPlaceError, UnknownPlaceError
from corpus.gazetteer.loading import load_gazetteer
from corpus.gazetteer.lookup import Gazetteer
from corpus.gazetteer.place import Place
from corpus.gazetteer.syllables import syllables_of

__all__ = ["AmbiguousPlaceError", "Gazetteer", "Place", "UnknownPlaceError", "load_gazetteer", "syllables_of"]
