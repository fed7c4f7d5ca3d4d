"""The Whoosh engine: Whoosh for words, flat folded text for exactness, integer columns for facets.

An index is a list of immutable segments (`segment`), each holding flat text (`scan`), columns (`rows`) and words
(`words`); one small file (`commit`) names them and is the commit. `writer` adds segments and merges small ones,
`reader` answers: `match` finds the rows, `rank` scores them.
"""

from indexer.engines.whoosh.engine import WhooshEngine

__all__ = ["WhooshEngine"]
