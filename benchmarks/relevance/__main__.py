"""Print nDCG@10 of every engine and of plain BM25 over the judged queries: ``python -m benchmarks.relevance``.

With ``--queries``, query by query.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from benchmarks.relevance.judged import judged_queries, judged_reports
from benchmarks.relevance.measure import DEPTH, Ranking, by_plain_bm25, engine_ranking, ndcg
from indexer.engines import ENGINES


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--queries", action="store_true", help="print each query's value as well")
    options = parser.parse_args()
    reports, queries = judged_reports(), judged_queries()
    rankings: dict[str, Ranking] = {"plain BM25": by_plain_bm25(reports, queries)}
    with tempfile.TemporaryDirectory(prefix="baogao-relevance-") as folder:
        for name in ENGINES:
            rankings[name] = engine_ranking(Path(folder) / name, name, reports, queries)
    values = {
        name: {one.text: ndcg(ranking[one.text], one.grades) for one in queries} for name, ranking in rankings.items()
    }
    print(f"nDCG@{DEPTH}, {len(queries)} queries judged by hand over {len(reports)} reports of the local site")
    for name, value in values.items():
        print(f"  {name:12} {sum(value.values()) / len(value):.4f}")
    if options.queries:
        for one in queries:
            print("  ".join(f"{value[one.text]:.3f}" for value in values.values()), one.text)


if __name__ == "__main__":
    main()
