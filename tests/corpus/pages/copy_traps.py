# ruff: noqa: E501 (markup is easier to read on the line it came on)
"""Text that stands on the page more than once."""

from __future__ import annotations

from tests.corpus.pages.layouts import BODY, FIRST, PARAGRAPHS, TITLE, Trap

ROWS = "<tr><td>事项</td><td>件数</td></tr><tr><td>行政处罚（当场作出决定的除外）</td><td>一百二十七</td></tr><tr><td>行政许可</td><td>三百零四</td></tr>"
TABLE = f"<table>{ROWS}</table>"
TABLE_TEXT = "事项 | 件数\n行政处罚（当场作出决定的除外） | 一百二十七\n行政许可 | 三百零四"
WITH_TABLE = PARAGRAPHS + TABLE

TRAPS = (
    Trap("a copy for phones follows", text=f"<div class=pc>{PARAGRAPHS}</div><div class=mobile>{PARAGRAPHS}</div>"),
    Trap(
        "a hidden copy for phones follows", text=f'{PARAGRAPHS}<div class="m" style="display:none">{PARAGRAPHS}</div>'
    ),
    Trap(
        "a copy for the elderly stands behind the article",
        after=f'<div id="oldman"><h2>{TITLE}</h2><div class="big">{PARAGRAPHS}</div></div>',
    ),
    Trap("a hidden block for sharing holds it", after=f'<div id="share-box" style="display: none">{PARAGRAPHS}</div>'),
    Trap("a block that a framework hides holds it", after=f'<div class="wx ng-hide">{TITLE}{PARAGRAPHS}</div>'),
    Trap(
        "the editor's element is nested",
        text=f'<div class="TRS_Editor"><div class="TRS_Editor">{PARAGRAPHS}</div></div>',
    ),
    Trap(
        "an editor's element of its own inside another's",
        text=f'<div class="trs_editor_view TRS_UEDITOR trs_paper_default">{PARAGRAPHS}</div>',
    ),
    Trap("the same text and table four times", text=WITH_TABLE * 4, body=f"{BODY}\n{TABLE_TEXT}"),
    Trap(
        "the same table in four nested elements",
        text="".join(f"<div>{PARAGRAPHS}<div>{TABLE}</div></div>" for _ in range(4)),
        body=f"{BODY}\n{TABLE_TEXT}",
    ),
    Trap(
        "rows that a table repeats are its own",
        text=PARAGRAPHS + TABLE + "<table><tr><td>甲村</td><td>无</td></tr><tr><td>甲村</td><td>无</td></tr></table>",
        body=f"{BODY}\n{TABLE_TEXT}\n甲村 | 无\n甲村 | 无",
    ),
    Trap(
        "the same table under four tabs, one shown",
        text=PARAGRAPHS + TABLE + f'<div style="display:none">{TABLE}</div>' * 3,
        body=f"{BODY}\n{TABLE_TEXT}",
    ),
    Trap(
        "a copy for the elderly stands above the article's text",
        text=f'<div class="elderly-version" style="font-size:28px">{PARAGRAPHS}</div><div>{PARAGRAPHS}</div>',
    ),
    Trap(
        "a copy for the elderly has lines in place of paragraphs",
        text=PARAGRAPHS + '<div class="old">' + "<br>".join(BODY.split("\n")) + "</div>",
    ),
    Trap(
        "a copy for phones in spans follows",
        text=PARAGRAPHS + PARAGRAPHS.replace("<p>", "<p><span>").replace("</p>", "</span></p>"),
    ),
    Trap("a field for sharing holds it", after=f'<textarea id="share" style="display:none">{BODY}</textarea>'),
    Trap(
        "a hidden summary for sharing stands above the text",
        text=f'<div class="wx-desc" style="visibility:hidden;height:0">{FIRST}</div>{PARAGRAPHS}',
    ),
    Trap(
        "three editors' elements are nested",
        text=f'<div class="TRS_Editor"><div class="Custom_UnionStyle"><div class="TRS_Editor">{PARAGRAPHS}</div></div></div>',
    ),
)
