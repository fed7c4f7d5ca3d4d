"""Queries that nobody types by accident: each must be answered, by the engines, the command, the pages and the API."""

from __future__ import annotations

import pytest

HOSTILE = [
    pytest.param(" " * 5_000, id="only spaces"),
    pytest.param("\u3000\u200b\ufeff\u2060", id="zero width"),
    pytest.param("(a+)+$" * 50, id="hostile to regular expressions"),
    pytest.param(".*" * 200 + "[" * 100 + "\\" * 100, id="regular expression of everything"),
    pytest.param("\ud800", id="unpaired high surrogate"),
    pytest.param("法\udc00治 NEAR/s \ud83d", id="unpaired surrogates in words"),
    pytest.param("type:\ud800 -host:\udc00 place:\ud83d province:\ud800", id="unpaired surrogates in filters"),
    pytest.param("👨\u200d👩\u200d👧 OR 🇨🇳", id="emoji of several characters"),
    pytest.param("\u202eשלום مرحبا\u202c", id="right to left"),  # noqa: RUF001
    pytest.param("\x00\x01\x7f\x85", id="control characters"),
    pytest.param("Z" + "\u0301" * 3_000, id="many accents"),
    pytest.param("法" * 10_000, id="10,000 characters"),
    pytest.param("法" * 10_001, id="one character too many"),
    pytest.param(" OR ".join(f"词{number}" for number in range(500)), id="500 terms joined by OR"),
    pytest.param(" OR ".join(f"词{number}" for number in range(501)), id="one term too many"),
    pytest.param(" NEAR/s ".join(["法", "治"] * 200), id="a long chain of NEAR"),
    pytest.param(" NEAR/p ".join(["(法 OR 治)", "(甲 NEAR/s 乙)"] * 80), id="a long chain of groups"),
    pytest.param("(" * 49 + "法" + ")" * 49, id="49 levels"),
    pytest.param("(" * 5_000 + "法" + ")" * 5_000, id="5,000 levels"),
    pytest.param("a(" * 5_000, id="open parentheses within words"),
    pytest.param("-" * 5_000 + "法", id="minus signs"),
    pytest.param("NOT " * 2_000 + "法", id="NOT of NOT"),
    pytest.param("NOT " * 34 + "法 NEAR/s " + "NOT " * 15 + "治", id="NOTs on both sides of a NEAR"),
    pytest.param("-" * 49 + "法 NEAR/s 治", id="as many NOTs of a NEAR as there may be"),
    pytest.param("-" * 48 + "(法 治 OR -(法 NEAR/p 治))", id="one more NOT, in parentheses"),
    pytest.param('"' * 9_999, id="quotes"),
    pytest.param("“" * 5_000, id="quotes never closed"),
    pytest.param("title:" * 1_000, id="fields of fields"),
    pytest.param("year:" + ",".join(["2019"] * 1_500), id="many years"),
    pytest.param("province:" + "、".join(["浙江"] * 2_000), id="many provinces"),
    pytest.param("word:" + "法治" * 2_000, id="a long word"),
    pytest.param("place:" + "/" * 3_000, id="a path of nothing"),
    pytest.param("place:" + "甲/" * 3_000, id="a path of many names"),
]
