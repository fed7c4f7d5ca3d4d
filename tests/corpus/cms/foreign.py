"""One small page of each family: none of them is to be taken for another's."""

from __future__ import annotations

from corpus.cms import WebPage

__all__ = ["FOREIGN"]

SITE = "https://www.lianhe.example"


def _listed(*hrefs: str, extra: str = "", url: str = f"{SITE}/zwgk/") -> WebPage:
    items = "".join(f'<li><a href="{href}">联合县法治政府建设情况报告</a><i>2022-02-02</i></li>' for href in hrefs)
    return WebPage(url, f"<html><body><ul>{items}</ul>{extra}</body></html>")


FOREIGN = {
    "gkmlpt": _listed("/xxgk/content/post_1022.html", "/xxgk/content/post_1021.html"),
    "jpaas": _listed("/art/2022/art_0f1e2d3c4b5a69788796a5b4c3d2e1f0.html"),
    "channels": _listed(
        extra="<script>loadPageData({webSiteCode: ['lh'], channelCode: ['fz'], perPage: '15'}, '7')</script>"
    ),
    "hanweb": _listed("/art/2022/2/2/art_11_22.html", "/art/2022/2/1/art_11_21.html"),
    "ucap": _listed("/zwgk/202202/content_5671234.htm", "/zwgk/202202/content_5671233.htm"),
    "hex": _listed("/zwgk/202202/0f1e2d3c4b5a69788796a5b4c3d2e1f0.shtml"),
    "timestamp": _listed("/zwgk/2022020209301512345/index.shtml", "/zwgk/2022020109301512345/index.shtml"),
    "c-content": _listed("/n2/n21/c1022/content.html", "/n2/n21/c1021/content.html"),
    "trs": _listed("/zwgk/202202/t20220202_1022.html", "/zwgk/202202/t20220201_1021.html"),
    "plain": _listed("/info/1022.htm", "/show.jsp?id=1021"),
}
