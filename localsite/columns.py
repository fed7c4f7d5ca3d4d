"""The columns of every site."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["COLUMNS", "DISCLOSURE", "RULE_OF_LAW", "WORK", "Column"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of every site: its folder, its name, the type of its reports and the forms of their titles."""

    folder: str
    name: str
    doc_type: str
    titles: tuple[str, ...]


COLUMNS = (
    Column(
        "fzzf",
        "法治政府建设",
        "法治政府建设报告",
        (
            "{name}{year}年法治政府建设情况报告",
            "{name}{year}年度法治政府建设工作报告",
            "{issuer}{year}年度法治政府建设情况报告",
            "{issuer}关于{year}年法治政府建设情况的报告",
            "{year}年{name}法治政府建设年度报告",
        ),
    ),
    Column("gzbg", "政府工作报告", "政府工作报告", ("{year}年{name}政府工作报告",)),
    Column("xxgknb", "信息公开年报", "政府信息公开年报", ("{name}{year}年政府信息公开工作年度报告",)),
)
RULE_OF_LAW, WORK, DISCLOSURE = COLUMNS
