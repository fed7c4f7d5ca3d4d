"""How paragraphs are set, and that the colours can be read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import webapp
from webapp.pages.layout import ParagraphKind, kinds_of

STYLE = (Path(webapp.__file__).parent / "static" / "site.css").read_text(encoding="utf-8")
TEXT_CONTRAST = 4.5  # WCAG 2.2, 1.4.3 (AA)
OBJECT_CONTRAST = 3.0  # WCAG 2.2, 1.4.11, and 1.4.3 for large text
READ_ON = {
    "ink": ("paper", "sheet", "wash"),
    "muted": ("paper", "sheet", "wash"),
    "accent": ("paper", "sheet", "wash"),
    "accent-strong": ("paper", "sheet"),
    "on-accent": ("accent", "accent-strong"),
    "on-mark": ("mark",),
    "on-mark-current": ("mark-current",),
}
SEEN_ON = {"field": ("paper", "sheet"), "seal": ("paper",)}


@pytest.mark.parametrize(
    ("paragraph", "kind"),
    [
        pytest.param("一、主要做法和成效", ParagraphKind.SECTION, id="section"),
        pytest.param("第一章 总则", ParagraphKind.SECTION, id="chapter"),
        pytest.param("（二）完善制度", ParagraphKind.SUBSECTION, id="subsection"),
        pytest.param("(二)完善制度", ParagraphKind.SUBSECTION, id="subsection in half-width brackets"),
        pytest.param("一、主要做法。我们做了许多事情。", ParagraphKind.TEXT, id="a sentence that begins with a number"),
        pytest.param("一、" + "长" * 60, ParagraphKind.TEXT, id="too long for a heading"),
        pytest.param("项目 | 数量", ParagraphKind.ROW, id="row of a table"),
        pytest.param("全年调解纠纷。", ParagraphKind.TEXT, id="text"),
        pytest.param("", ParagraphKind.TEXT, id="empty"),
    ],
)
def test_a_paragraph_is_set_by_its_form(paragraph: str, kind: ParagraphKind) -> None:
    assert kinds_of(["开头。", paragraph, "中间的一句话。", "结尾。"])[1] is kind


@pytest.mark.parametrize(
    ("ending", "signed"),
    [
        pytest.param(["某镇人民政府", "2023年1月12日"], 2, id="issuer and date"),
        pytest.param(["某镇人民政府", "二〇二三年一月十二日"], 2, id="date in Chinese numerals"),
        pytest.param(["2023年1月12日"], 1, id="date alone"),
        pytest.param(["某镇人民政府"], 0, id="no date"),
        pytest.param(["五、下一步打算", "2023年1月12日"], 1, id="a heading is no signature"),
        pytest.param(["以上情况，特此报告。", "2023年1月12日"], 1, id="a sentence is no signature"),
    ],
)
def test_a_signature_is_the_short_lines_around_the_date_at_the_end(ending: list[str], signed: int) -> None:
    kinds = kinds_of(["正文。", "正文。", *ending])
    assert kinds.count(ParagraphKind.SIGNATURE) == signed
    assert kinds[0] is ParagraphKind.TEXT


def test_a_report_of_one_line_is_no_signature() -> None:
    assert kinds_of(["2023年1月12日"]) == [ParagraphKind.TEXT]
    assert kinds_of([]) == []


def palette(dark: bool) -> dict[str, str]:
    light_block, dark_block = re.findall(r":root \{(.*?)\n\s*\}", STYLE, re.DOTALL)[:2]
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", light_block))
    return colours | dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", dark_block)) if dark else colours


def luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_text_and_marks_can_be_read_on_what_they_stand_on(dark: bool) -> None:
    colours = palette(dark)
    for wanted, pairs in ((TEXT_CONTRAST, READ_ON), (OBJECT_CONTRAST, SEEN_ON)):
        for front, backs in pairs.items():
            for back in backs:
                found = contrast(colours[front], colours[back])
                assert found >= wanted, (front, back, round(found, 2))
