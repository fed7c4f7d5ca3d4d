"""An invented collection that tries a page: markup in every field, a title without end, reports of almost nothing.

Whatever is written here must be seen as text, and nothing of it may run, load or lead anywhere.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "BROKEN_OUT",
    "HOSTILE_PAGE_TITLE",
    "KEYWORD",
    "LONG_TITLE",
    "MARKUP",
    "ODD_RECORDS",
    "SHORT_MARKUP",
    "hostile_page",
    "write_odd_records",
]

KEYWORD = "纠纷"
BROKEN_OUT = "broken-out"  # id of the elements that exist only where someone's text became markup
MARKUP = f"\"'></a></textarea></title><img id={BROKEN_OUT} src=x onerror=alert(1)><script>alert('ran')</script>&amp;"
LONG_TITLE = "关于进一步推进依法行政加强基层社会治理情况的报告" * 40 + "VeryLongLatinWordWithoutAnyBreak" * 20
SHORT_MARKUP = f"\"'><b id={BROKEN_OUT}>"  # a tag has at most 50 characters
LONG_WORD = "https://long.example/" + "a" * 3000
HOSTILE_PAGE_TITLE = "敌意页面2022年法治政府建设情况报告"
SITE = "http://odd.example.gov.cn"

ODD_RECORDS: dict[str, dict[str, str | int]] = {
    "markup in every field": {
        "url": f"{SITE}/markup.html?a=<script>alert(2)</script>&b=\"'><img id={BROKEN_OUT} src=x onerror=alert(3)>",
        "title": f"{MARKUP}{KEYWORD}的报告",
        "body": f"{MARKUP}{KEYWORD}\n{KEYWORD}</mark></p>{MARKUP}\n<iframe src=//evil.example></iframe>",
        "issuer": f"{MARKUP}人民政府",
        "source": MARKUP,
        "year": 2022,
        "published": "2023-01-12",
        "level": "county",
    },
    "a title without end": {
        "url": f"{SITE}/{'long' * 400}.html",
        "title": LONG_TITLE,
        "body": f"{KEYWORD}{LONG_WORD}\n{'甲' * 5000}",
        "issuer": "很长的名称" * 60,
    },
    "nothing but a text": {"body": f"{KEYWORD}，无题。"},
    "one character": {"title": "短", "body": KEYWORD, "url": f"{SITE}/short.html"},
    "odd characters": {
        "url": f"{SITE}/odd.html",
        "title": f"\u202e{KEYWORD}\u202c\u200b\ufeff 𠮷野家 e\u0301 👨‍👩‍👧 %00 {{{{ 7*7 }}}} ${{7*7}}",
        "body": f"{KEYWORD}\u2028{{% raw %}}\u0085 %(title)s %s {{0}} \\u003cscript\\u003e",
    },
}

_HOSTILE_PAGE = f"""<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{HOSTILE_PAGE_TITLE}</title>
<meta http-equiv="refresh" content="0;url=/bookmarks">
<base href="ELSEWHERE/" target="_top">
<link rel="stylesheet" href="ELSEWHERE/style.css">
<script>alert("head"); document.title = "ran"; top.location = "ELSEWHERE/top";</script>
<script src="ELSEWHERE/script.js"></script></head>
<body onload="alert('load'); document.body.dataset.ran = 'yes'">
<h1>{HOSTILE_PAGE_TITLE}</h1>
<p>本县调解{KEYWORD}三百件，以下各处都会试着跑出去，这一段文字要长到能被认作正文。</p>
<p id="written">脚本未运行</p><script>document.getElementById("written").textContent = "脚本已运行";</script>
<img src="ELSEWHERE/pixel.gif" onerror="alert('image')">
<iframe src="ELSEWHERE/frame" srcdoc="<script>alert('inner')</script>"></iframe>
<object data="ELSEWHERE/object"></object><embed src="ELSEWHERE/embed">
<video src="ELSEWHERE/video" autoplay></video>
<svg onload="alert('svg')"><use href="ELSEWHERE/use"></use></svg>
<form action="ELSEWHERE/form"><input name="secret" value="x" autofocus onfocus="this.form.submit()">
<button>送出</button></form>
<a href="javascript:alert('link')">脚本链接</a> <a href="ELSEWHERE/away" target="_top">外部链接</a>
<div style="background: url(ELSEWHERE/background.png)">背景</div>
</body></html>
"""


def hostile_page(elsewhere: str) -> str:
    """A page that tries to run, to load, to send and to lead to the site at `elsewhere`."""
    return _HOSTILE_PAGE.replace("ELSEWHERE", elsewhere)


def write_odd_records(path: Path) -> None:
    """Write the records as JSON, one a line."""
    path.write_text("\n".join(json.dumps(record, ensure_ascii=False) for record in ODD_RECORDS.values()), "utf-8")
