"""The markup of a report's body, as four kinds of content management systems write it."""

from __future__ import annotations

import re
import unicodedata
from html import escape
from typing import TYPE_CHECKING

from localsite.places import Layout
from localsite.report import Block, BlockKind, Delivery, Quirk

if TYPE_CHECKING:
    from collections.abc import Callable

    from localsite.report import LocalFile, LocalReport

__all__ = ["attachments_markup", "body_markup", "in_font"]

LATIN_RUN = re.compile(r"[0-9.%]+")
FAKE_INDENT = "　　"  # two ideographic spaces, as typed by hand
PRINTED_LINE = 76  # half-width characters a line on an A4 page, from which the text was pasted
HANGING = "，。、；：）》”"  # no line begins with them
EDITOR_OPENING = """<div class="TRS_Editor"><style type="text/css">
.TRS_Editor P{line-height:2;font-size:12pt}
</style><div class="Custom_UnionStyle">"""
RIGHT_ALIGNED = (BlockKind.SIGNATURE, BlockKind.DATE)


def body_markup(report: LocalReport) -> str:
    """The container of the body with everything in it."""
    if report.quirk is Quirk.BROKEN_LINES:
        return f'<div class="TRS_Editor">\n{_broken_lines(report.blocks)}\n</div>'
    opening, closing, paragraph = CONTAINERS[report.layout]
    blocks = report.blocks if report.delivery is Delivery.PAGE else (_cover(report),)
    parts = [_table(block) if block.kind is BlockKind.TABLE else paragraph(block) for block in blocks]
    if report.delivery is Delivery.ATTACHED:
        parts += [f"<p>附件：{_link(file)}</p>" for file in report.files]
    if report.quirk is Quirk.REPEATED_TITLE:
        parts.insert(0, f'<p style="text-align: center"><strong>{escape(report.title)}</strong></p>')
    return f"{opening}\n" + "\n".join(parts) + f"\n{closing}"


def attachments_markup(report: LocalReport) -> str:
    """The box of files below a body; empty where there are none, or where the body itself links to them."""
    if not report.files or report.delivery is not Delivery.PAGE:
        return ""
    links = "".join(f"<li>{_link(file)}</li>" for file in report.files)
    return f'<div class="fujian"><p>相关附件：</p><ul>{links}</ul></div>\n'


def _cover(report: LocalReport) -> Block:
    """What a page says whose report is in its attachment."""
    return Block(BlockKind.PARAGRAPH, f"现将《{report.title}》予以公布，全文详见附件。")


def _link(file: LocalFile) -> str:
    """As an editor writes it, with the uploaded file's own name beside the address."""
    name = file.path.rpartition("/")[2].rpartition("=")[2]
    return f'<a href="{escape(file.path)}" target="_blank" appendix="true" oldsrc="{name}">{escape(file.label)}</a>'


def in_font(text: str) -> str:
    """Text whose digits stand in spans of their own, as word processors export it."""
    return LATIN_RUN.sub(lambda match: f'<span lang="EN-US">{match[0]}</span>', escape(text, quote=False))


def _editor_paragraph(block: Block) -> str:
    """TRS_Editor: styles in every tag, the text two spans deep, bold section headings."""
    text = escape(block.text, quote=False)
    if block.kind is BlockKind.HEADING:
        text = f"<strong>{text}</strong>"
    align = "right" if block.kind in RIGHT_ALIGNED else "justify"
    indent = "" if block.kind in (*RIGHT_ALIGNED, BlockKind.SALUTATION) else "text-indent: 2em; "
    font = '<span style="font-size: 16pt;"><span style="font-family: 仿宋_GB2312,serif;">'
    return f'<p style="{indent}text-align: {align};">{font}{text}</span></span></p>'


def _ueditor_paragraph(block: Block) -> str:
    """TRS_UEDITOR: indents typed as ideographic spaces, emphasis by inline tags."""
    text = escape(block.text, quote=False)
    if block.kind in RIGHT_ALIGNED:
        return f'<p style="text-align:right">{text}&nbsp;&nbsp;</p>'
    if block.kind is BlockKind.SALUTATION:
        return f"<p>{text}</p>"
    if block.kind in (BlockKind.HEADING, BlockKind.SUBHEADING):
        return f'<p>{FAKE_INDENT}<b style="font-family:黑体">{text}</b></p>'
    return f"<p>{FAKE_INDENT}{text}</p>"


def _word_paragraph(block: Block) -> str:
    """Pasted from a word processor: MsoNormal, digits in spans of their own, an empty paragraph tag after headings."""
    align = ' align="right"' if block.kind in RIGHT_ALIGNED else ""
    indent = "" if block.kind in (*RIGHT_ALIGNED, BlockKind.SALUTATION) else "text-indent:32.0pt;"
    style = f"{indent}mso-char-indent-count:2.0;line-height:28.0pt"
    markup = f'<p class="MsoNormal"{align} style="{style}"><span>{in_font(block.text)}</span></p>'
    return f'{markup}\n<p class="MsoNormal"><span>&nbsp;</span></p>' if block.kind is BlockKind.HEADING else markup


def _plain_paragraph(block: Block) -> str:
    """Bare paragraphs."""
    css = ' class="right"' if block.kind in RIGHT_ALIGNED else ""
    return f"<p{css}>{escape(block.text, quote=False)}</p>"


def _table(block: Block) -> str:
    head, *rows = block.rows
    cells = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    lines = [f"<tr>{cells}</tr>"]
    for row in rows:
        cells = "".join(f'<td style="border:1px solid #999;padding:4px"><p>{escape(cell)}</p></td>' for cell in row)
        lines.append(f"<tr>{cells}</tr>")
    return '<table border="1" cellspacing="0" width="100%"><tbody>\n' + "\n".join(lines) + "\n</tbody></table>"


def _broken_lines(blocks: tuple[Block, ...]) -> str:
    """One run of text: a ``<br>`` after every printed line, indents where paragraphs begin."""
    lines: list[str] = []
    for block in blocks:
        text = block.text if block.kind in (*RIGHT_ALIGNED, BlockKind.SALUTATION) else FAKE_INDENT + block.text
        lines += _printed(text)
    return "<br>\n".join(escape(line, quote=False) for line in lines)


def _printed(text: str) -> list[str]:
    """The text as lines that fill a printed line; Chinese characters are two wide, closing marks hang over its end."""
    lines = [""]
    room = PRINTED_LINE
    for character in text:
        width = 2 if unicodedata.east_asian_width(character) in "WFA" else 1
        if width > room and character not in HANGING:
            lines.append("")
            room = PRINTED_LINE
        lines[-1] += character
        room -= width
    return lines


CONTAINERS: dict[Layout, tuple[str, str, Callable[[Block], str]]] = {
    Layout.TRS_EDITOR: (
        EDITOR_OPENING,
        "</div></div>",
        _editor_paragraph,
    ),
    Layout.TRS_UEDITOR: (
        '<div id="zoom"><div class="view TRS_UEDITOR trs_paper_default trs_web">',
        "</div></div>",
        _ueditor_paragraph,
    ),
    Layout.WORD: ('<div class="article_con" id="Zoom">', "</div>", _word_paragraph),
    Layout.PLAIN: ('<div class="content">', "</div>", _plain_paragraph),
    Layout.ZOOMCON: ('<div class="article-content" id="zoomcon">', "</div>", _ueditor_paragraph),
    Layout.JCMS: (
        '<div id="zoom"><!--ZJEG_RSS.content.begin--><meta name="ContentStart">',
        '<meta name="ContentEnd"><!--ZJEG_RSS.content.end--></div>',
        _word_paragraph,
    ),
    Layout.JPAAS: ('<div class="bt-content zoom clearfix" id="zoom">', "</div>", _ueditor_paragraph),
    Layout.GKMLPT: ('<div class="article-content">', "</div>", _editor_paragraph),
    Layout.UCAP: (
        '<div class="pages_content" id="UCAP-CONTENT"><UCAPCONTENT>',
        "</UCAPCONTENT></div>",
        _ueditor_paragraph,
    ),
    Layout.IVS: ('<div id="ivs_content">', "</div>", _word_paragraph),
    Layout.TABLES: (
        '<table width="95%" border="0" align="center"><tbody><tr><td class="content">',
        "</td></tr></tbody></table>",
        _plain_paragraph,
    ),
}
