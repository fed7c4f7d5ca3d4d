"""Page chrome: the lines around a text that belong to the web page and not to the document.

Every pattern covers a whole line, so that a sentence which merely contains such words stays. Lines that a text may also
hold of itself (来源：…, 日期：…) count as chrome near its head and foot only.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.extract.lines import Line

__all__ = ["is_label_line", "is_label_row", "split_chrome"]

EDGE_LINES = 15  # how far from head or foot a label line is still the page's and not the text's
LONGEST_CHROME = 80  # characters; whole sentences are longer
LONGEST_LINK_TITLE = 60
LICENCE_LINES = 40  # a licence box of a text archive, its links broken over single lines

# Labels with a value (or none) behind a colon; the value is short and holds no sentence.
LABELS = (
    r"日\s*期|时\s*间|发布时间|发布日期|发文日期|公开日期|成文日期|生成日期|更新时间|发表时间|录入时间|印发日期|"
    r"来\s*源|[本原]文来源|信息来源|文章来源|稿件来源|内容来源|作\s*者|编\s*辑|责任编辑|责\s*编|审\s*核|校\s*对|供\s*稿|撰\s*稿|录入|"
    r"发文机关|发布机构|发布单位|发文单位|信息所属单位|公开方式|公开形式|公开范围|公开责任部门|主题分类|体裁分类|服务对象|"
    r"索\s*引\s*号|文\s*号|发文字号|信息分类|信息名称|有效性|效力状态|关\s*键\s*词|主\s*题\s*词|政策文件|"
    r"浏览次数|浏览量|浏览|阅读次数|阅读量|阅读|点击数|点击率|点击量|点击|访问量|访问次数|字\s*号|字\s*体|字体大小|"
    r"分享到|分享|上一篇|下一篇|上一条|下一条|当前位置|您?所在的?位置|您的位置|您现在的位置|您当前的位置|浏览字号"
)
LABEL = re.compile(rf"[\[【(（]?\s*(?:{LABELS})\s*[\]】)）]?\s*[:：∶]")
DATE_SOURCE = re.compile(
    r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s*\d{1,2}[:：∶]\d{2}(?:[:：∶]\d{2})?)?\s+(?:来源|信息来源|浏览|作者|编辑|字号).*"
    r"|\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s*\d{1,2}[:：∶]\d{2}(?:[:：∶]\d{2})?(?:\s.{0,30})?"
)
ISO_DATE = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}")  # above a text the page's; a text writes its own in words
ANYWHERE = re.compile(
    r"(?:扫一扫|扫码|扫描(?:下方)?二维码|(?:请?使?用)?(?:手机|微信)[“”]?(?:扫一扫|扫描(?:下方)?二维码))[^。]{0,30}"
    r"|附件下载[:：]?|相关附件[:：]?|相关链接[:：]?|相关文档[:：]?|相关稿件[:：]?|相关阅读[:：]?|相关新闻[:：]?|相关信息[:：]?|相关解读[:：]?"
    r"|[\[【(（]?\s*(?:打印|关闭|打印本页|关闭窗口|关闭本页|打印此页|打印页面|返回顶部|收藏|收藏本页|我要纠错|纠错|下载|分享|复制链接)"
    r"(?:[\s|\uff5c/、\]】)）\[【(（]*(?:打印|关闭|打印本页|关闭窗口|关闭本页|打印此页|打印页面|返回顶部|收藏|收藏本页|我要纠错|纠错|下载|分享))*\s*[\]】)）]?"
    r"|[\[【]?\s*字[体号]?\s*[:：]?\s*[\[【]?\s*大[\s|]*中[\s|]*小\s*[\]】]?.{0,20}"
    r"|分享到?[:：]?.{0,20}|微信[\s|]*微博.{0,10}|(?:浏览|阅读|点击)(?:次数|量)?[:：]\s*\d*\s*次?"
    r"|[【\[]?纠错[】\]]?\s*责任编辑[:：].{0,20}|[上下]一[篇条][:：]?.{0,60}|政府网站标识码.{0,40}"
    r"|(?:我要|发表|网友|最新)?评论[:：]?|我来说两句.{0,10}|(?:满意度|文章)评价[:：]?|(?:用户|您的)?评价[:：]"
    r"|[\[【]?返回(?:首页|列表|上一?页|上级|栏目|目录)?[\]】]?"
    r"|版权所有.{0,60}|主办(?:单位)?[:：].{0,50}|.{0,30}ICP备.{0,40}|.{0,30}公网安备.{0,40}|.{0,20}技术支持[:：].{0,30}"
)
LINK_LIST_HEAD = re.compile(r"(?:相关(?:链接|文档|稿件|阅读|新闻|信息|解读)|推荐阅读|猜你喜欢|热点推荐)[:：]?")
LICENCE_START = re.compile(r"本作品(?:来自|是)?中华人民共和国|本作品来自$")
LICENCE_WORDS = ("公有领域", "著作权法", "Public domain")
SENTENCE = re.compile(r"[。！？!?；;]")


def split_chrome(lines: Sequence[Line]) -> tuple[list[Line], list[str]]:
    """The lines that belong to the text, and the texts of those that belong to the page, both in order."""
    end = _licence_start(lines)
    end = _link_list_start(lines[:end])
    kept: list[Line] = []
    dropped: list[str] = []
    gap = False
    for position, line in enumerate(lines):
        at_edge = position < EDGE_LINES or position >= end - EDGE_LINES
        in_head = all(len(before.text) <= LONGEST_CHROME for before in kept[:EDGE_LINES])
        if in_head and (is_label_row(line.text) if line.fixed else ISO_DATE.fullmatch(line.text)):
            dropped.append(line.text)
            gap = True
            continue
        if position >= end or _is_chrome(line, at_edge=at_edge):
            if position < end or LABEL.match(line.text):
                dropped.append(line.text)
            gap = True
            continue
        kept.append(line if line.gap or not gap else _with_gap(line))
        gap = False
    return kept, dropped


def is_label_line(text: str) -> bool:
    """Whether `text` is a label with a short value, as 发布日期：2021-03-19 is."""
    return bool(LABEL.match(text)) and len(text) <= LONGEST_CHROME and not SENTENCE.search(text)


def is_label_row(text: str) -> bool:
    """Whether the row of a table (cells parted by " | ") gives labels and their values in turn."""
    labels = text.split(" | ")[::2]
    return all(not cell or is_label_line(f"{cell}：") for cell in labels) and any(labels)


def _is_chrome(line: Line, *, at_edge: bool) -> bool:
    if line.fixed or len(line.text) > LONGEST_CHROME:
        return False
    if ANYWHERE.fullmatch(line.text):
        return True
    return at_edge and (is_label_line(line.text) or bool(DATE_SOURCE.fullmatch(line.text)))


def _with_gap(line: Line) -> Line:
    return type(line)(line.text, indented=line.indented, gap=True, fixed=line.fixed)


def _link_list_start(lines: Sequence[Line]) -> int:
    """Where a list of links to other pages begins that runs to the end; the number of lines if there is none."""
    for position in range(max(0, len(lines) - EDGE_LINES), len(lines)):
        if LINK_LIST_HEAD.fullmatch(lines[position].text) and all(
            len(line.text) <= LONGEST_LINK_TITLE and not SENTENCE.search(line.text) for line in lines[position + 1 :]
        ):
            return position
    return len(lines)


def _licence_start(lines: Sequence[Line]) -> int:
    """Where the licence box of a text archive (Wikisource) begins that closes the text; else the number of lines."""
    for position in range(max(0, len(lines) - LICENCE_LINES), len(lines)):
        if LICENCE_START.match(lines[position].text):
            box = "".join(line.text for line in lines[position:])
            if all(word in box for word in LICENCE_WORDS):
                return position
    return len(lines)
