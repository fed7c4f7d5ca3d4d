"""The tantivy engine: characters with their positions for exactness, words for ranking, columns for facets and order.

`schema` says what is kept of a report and `document` makes it, `writer` applies changes. A query is compiled by
`match`; what is near each other `near` finds by the sentences of known words (`sentence_words`), or by a look into
`near_texts`. `reader` answers: `facets` counts, `rank` scores by `weights`, `order` puts the page in order.
"""

from indexer.engines.tantivy.engine import TantivyEngine

__all__ = ["TantivyEngine"]
