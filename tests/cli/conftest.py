"""Runs the command in this process, and makes small collections for it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cli import main

REPORTS = [
    {
        "url": "http://www.shili.example/2023/t1.html",
        "title": "杭州市桐庐县2022年度法治政府建设情况报告",
        "body": "2022年，全县坚持新时代“枫桥经验”，化解矛盾纠纷三百件。\n桐庐县人民政府\n2023年1月5日",
    },
    {
        "url": "http://www.shili.example/2023/t2.html",
        "title": "青岛市2021年法治政府建设年度报告",
        "body": "2021年，全市推进行政复议体制改革，信访总量下降。\n青岛市人民政府\n2022年2月1日",
    },
    {
        "url": "http://www.shili.example/2023/t3.html",
        "title": "成都市新都区2022年法治政府建设情况报告",
        "body": "2022年，全区推广枫桥经验，办理信访事项九十件。\n新都区人民政府\n2023年2月3日",
    },
]

Baogao = Callable[..., Result]


def as_jsonl(records: list[dict[str, Any]]) -> str:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


@pytest.fixture
def home_path(tmp_path: Path) -> Path:
    """Where the command's home is to be; nothing is there yet."""
    return tmp_path / "collection"


@pytest.fixture
def baogao(home_path: Path) -> Baogao:
    """`baogao(*arguments)` runs the command on `home_path` and gives its result."""

    def run(*arguments: object) -> Result:
        name, *rest = map(str, arguments)
        return CliRunner().invoke(main, [name, "--home", str(home_path), *rest])

    return run


@pytest.fixture
def collection(baogao: Baogao, tmp_path: Path) -> Baogao:
    """The command on a home of three indexed reports."""
    source = tmp_path / "three.jsonl"
    source.write_text(as_jsonl(REPORTS), encoding="utf-8")
    assert baogao("add", source).exit_code == 0
    assert baogao("index").exit_code == 0
    return baogao
