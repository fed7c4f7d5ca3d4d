"""Challenge pages: what a site's firewall answers in place of the page. Pure; one table of marks.

Such an answer is evidence of the refusal and never content. Nothing here works around one.

Two traps shape the rules. Sites behind a script challenge put its script into every page that they do serve, so that a
page saved by a person holds it too: a mark counts only where hardly any text is shown. And a report may well speak of
captchas and firewalls: a word counts only in a text as short as such pages are.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from corpus.errors import InputError
from corpus.extract.decode import decode
from corpus.extract.html import sniff_charset

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["CHALLENGE_HINT", "Challenge", "ChallengeKind", "recognise_challenge"]

CHALLENGE_HINT = "Open it in a browser, save the page, then: baogao add page.mhtml|page.html --url URL"
"""What a person may do about a challenge page."""


class ChallengeKind(StrEnum):
    """What the page wants of its reader."""

    SCRIPT = "script"  # a browser is to run a program, which then asks again with a cookie
    CAPTCHA = "captcha"  # a person is to prove to be one
    FIREWALL = "firewall"  # it is refused, and that is all


WORDS = {
    ChallengeKind.SCRIPT: "a script challenge",
    ChallengeKind.CAPTCHA: "a captcha",
    ChallengeKind.FIREWALL: "a firewall's refusal",
}


@dataclass(frozen=True, slots=True)
class Challenge:
    """That an answer is no page: what it is instead, and the mark that gave it away."""

    kind: ChallengeKind
    mark: str

    @property
    def reason(self) -> str:
        """In words, on one line: ``a script challenge instead of the page (瑞数, $_ts)``."""
        return f"{WORDS[self.kind]} instead of the page ({self.mark})"


@dataclass(frozen=True, slots=True)
class _Mark:
    """One row of the table: `pattern` in a page of at most `most_shown` characters; without a name, quoted as found."""

    kind: ChallengeKind
    name: str
    pattern: re.Pattern[str]
    most_shown: int


HARDLY_ANY = 200  # characters shown: a noscript line, a reference number
SHORT = 300  # shorter than a notice with its date and source
ONE_SCREEN = 1000  # no challenge page that we know of says more

CHALLENGE_STATUSES = {412: "瑞数", 521: "加速乐"}
DOWN_BEHIND_CLOUDFLARE = 521  # of Cloudflare, 521 says that the site behind it is down
TINY_BYTES = 500
HEAD_CHARACTERS = 16 * 1024  # in which a page, its menus included, has shown that it is none
MOST_BYTES = 1024 * 1024  # beyond it an answer is no challenge
BINARY_WITHIN = 1024  # bytes from the head in which a file shows that it is none of text


def _in_source(kind: ChallengeKind, name: str, pattern: str) -> _Mark:
    return _Mark(kind, name, re.compile(pattern, re.IGNORECASE), HARDLY_ANY)


def _shown(kind: ChallengeKind, pattern: str, most_shown: int) -> _Mark:
    return _Mark(kind, "", re.compile(pattern, re.IGNORECASE), most_shown)


SOURCE_MARKS = (
    _in_source(ChallengeKind.SCRIPT, "瑞数, $_ts", r"\$_ts\b"),
    _in_source(ChallengeKind.SCRIPT, "加速乐, __jsl_clearance", r"__jsl_clearance|__jsluid"),
    _in_source(ChallengeKind.SCRIPT, "阿里云, acw_sc", r"\bacw_sc__v\d|\barg1\s*=\s*['\"][0-9A-F]{32,}"),
    _in_source(ChallengeKind.SCRIPT, "wzws", r"wzwsconfirm|wzwstemplate|wzwschallenge|/WZWSRE"),
    _in_source(ChallengeKind.SCRIPT, "云锁", r"yunsuo_session|security_session_(?:mid_)?verify|security_verify_data"),
    _in_source(ChallengeKind.SCRIPT, "雷池, safeline", r"safeline[-_]?challenge|/\.safeline/|SafeLineChallenge"),
    _in_source(ChallengeKind.SCRIPT, "_guard", r"src=['\"]/_guard/"),
    _in_source(ChallengeKind.SCRIPT, "宝塔, btwaf", r"\bbtwaf"),
    _in_source(ChallengeKind.SCRIPT, "F5, TSPD", r"/TSPD/|window\.rbzns|\bbobcmd\b"),
    _in_source(ChallengeKind.SCRIPT, "Cloudflare", r"/cdn-cgi/challenge-platform|cf[-_]chl[-_]|cf_chl_opt"),
    _in_source(ChallengeKind.CAPTCHA, "TencentCaptcha", r"TCaptcha(?:-global)?\.js|new\s+TencentCaptcha"),
    _in_source(ChallengeKind.CAPTCHA, "geetest", r"initGeetest|static\.geetest\.com"),
    _in_source(ChallengeKind.CAPTCHA, "hCaptcha or reCAPTCHA", r"hcaptcha\.com|google\.com/recaptcha|recaptcha\.net"),
    _in_source(ChallengeKind.CAPTCHA, "阿里云, punish", r"/_____tmd_____/punish|AWSC/awsc\.js|sd/punish"),
)
"""Marks in the source of the page, scripts included."""

SHOWN_MARKS = (
    _shown(
        ChallengeKind.FIREWALL,
        r"您的?(?:请求|访问|操作|行为)(?:已经?)?被[^，。；\s]{0,8}?(?:拦截|阻断|阻止)",
        ONE_SCREEN,
    ),
    _shown(ChallengeKind.FIREWALL, r"(?:请求|访问)(?:已经?)?被[^，。；\s]{0,8}?(?:拦截|阻断|阻止)|拦截提示", SHORT),
    _shown(ChallengeKind.FIREWALL, r"(?:当前|本次|您的)访问疑似(?:黑客|恶意|网络)?攻击", ONE_SCREEN),
    _shown(
        ChallengeKind.FIREWALL,
        r"请求(?:中)?(?:带有|包含|含有)(?:不合法|非法|恶意|危险)的?(?:参数|字符|内容)",
        ONE_SCREEN,
    ),
    _shown(ChallengeKind.FIREWALL, r"访问的\s*(?:URL|网址|链接|页面)\s*(?:有可能|可能)?对网站造成安全威胁", ONE_SCREEN),
    _shown(ChallengeKind.FIREWALL, r"您的?\s*IP\s*(?:地址)?[^，。；]{0,20}(?:封禁|禁止|黑名单|限制)", SHORT),
    _shown(ChallengeKind.FIREWALL, r"您的?(?:访问|请求|操作)(?:次数)?(?:太|过于?)频繁|访问过于频繁", SHORT),
    _shown(
        ChallengeKind.FIREWALL, r"(?:网站|Web\s*应用)防火墙|安全狗|云锁|创宇|瑞数信息|网站卫士|玄武盾|云盾|雷池", SHORT
    ),
    _shown(ChallengeKind.FIREWALL, r"(?:Request|Access|Page|You have been)\s+(?:is |was |has been )?blocked", SHORT),
    _shown(ChallengeKind.FIREWALL, r"Attention Required! \| Cloudflare|The requested URL was rejected", ONE_SCREEN),
    _shown(ChallengeKind.CAPTCHA, r"^.{0,20}?(?:访问|安全|人机|滑动|滑块)验证", SHORT),
    _shown(
        ChallengeKind.CAPTCHA,
        r"请[^，。；\s]{0,6}(?:安全|人机|滑[动块])验证|(?:拖[动拽]|滑动)[^，。；\s]{0,4}滑块",
        SHORT,
    ),
    _shown(
        ChallengeKind.CAPTCHA, r"确认您?(?:是|不是)(?:真人|机器人|人类)|verify (?:that )?you are (?:a )?human", SHORT
    ),
    _shown(ChallengeKind.SCRIPT, r"Just a moment|Checking your browser|(?:浏览器|环境)(?:安全)?检[测查]中", SHORT),
)
"""Marks in what the page shows, its title included."""

CAPTCHA_WORDS = re.compile(r"验证码|captcha", re.IGNORECASE)
CAPTCHA_FIELD = re.compile(
    r"<(?:img|input|canvas|iframe)\b[^>]{0,500}(?:captcha|verif|vcode|checkcode|yzm|验证码)", re.IGNORECASE
)
UNSEEN = re.compile(r"<(script|style|template)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.IGNORECASE | re.DOTALL)
SCRIPTS = re.compile(r"<script\b([^>]*)>(.*?)(?:</script\s*>|\Z)", re.IGNORECASE | re.DOTALL)
TAG = re.compile(r"<[^<>]*>")
FRAME_TAG = re.compile(r"</?(?:html|head|body|meta|title|link|base|noscript)\b[^<>]*>|<![^<>]*>", re.IGNORECASE)
WITH_SOURCE = re.compile(r"\bsrc\s*=", re.IGNORECASE)
COOKIE_OR_AGAIN = re.compile(
    r"document\s*(?:\.\s*|\[['\"])cookie|\beval\s*\(|\.reload\s*\(|fromCharCode|\batob\s*\(|\bunescape\s*\("
    r"|\blocation\s*(?:\.\s*\w+\s*)?(?:=|\()"
)
PLAIN_REDIRECT = re.compile(
    r"\s*(?:(?:window|self|top|document|parent)\s*\.\s*)*location\s*(?:\.\s*(?:href|replace|assign)\s*)?"
    r"(?:=\s*|\(\s*)(?:\"[^\"]*\"|'[^']*')\s*\)?\s*;?\s*"
)
FILE_LINK = re.compile(r"href\s*=\s*['\"]?[^'\"<>]{1,500}\.(?:pdf|docx?|wps|xlsx?|ofd|zip|rar)\b", re.IGNORECASE)


def recognise_challenge(
    body: bytes, *, status: int | None = None, headers: Mapping[str, str] | None = None, charset: str | None = None
) -> Challenge | None:
    """What the answer is in place of a page; None where it is a page, a file, or an error that says so.

    Args:
        body: without content codings.
        status: of the response; None for a saved page.
        headers: of the response, by lower-case name.
        charset: as the Content-Type header says.
    """
    by_status = _by_status(status, headers or {})
    if by_status is not None:
        return by_status
    if len(body) > MOST_BYTES or b"\0" in body[:BINARY_WITHIN] or not body.strip():
        return None
    try:
        source = decode(body, label=charset or sniff_charset(body), lenient=True).text
    except InputError:
        return None
    return None if _shows_a_page(source) else _in_page(source, len(body))


def _shows_a_page(source: str) -> bool:
    """Whether its beginning alone shows more than any challenge does, as that of nearly every page."""
    head = source[: source.find(">", HEAD_CHARACTERS) + 1]  # cut behind an element, so that it reads as in the whole
    return len(_shown_in(UNSEEN.sub(" ", head))) > ONE_SCREEN


def _by_status(status: int | None, headers: Mapping[str, str]) -> Challenge | None:
    if status not in CHALLENGE_STATUSES:
        return None
    if status == DOWN_BEHIND_CLOUDFLARE and "cloudflare" in headers.get("server", "").lower():
        return None
    return Challenge(ChallengeKind.SCRIPT, f"answered {status}, as {CHALLENGE_STATUSES[status]} does")


def _in_page(source: str, size: int) -> Challenge | None:
    visible = UNSEEN.sub(" ", source)
    text = _shown_in(visible)
    shown = len(text)
    if shown > ONE_SCREEN or FILE_LINK.search(visible):
        return None
    for mark in SOURCE_MARKS:
        if shown <= mark.most_shown and mark.pattern.search(source):
            return Challenge(mark.kind, mark.name)
    for mark in SHOWN_MARKS:
        if shown <= mark.most_shown and (match := mark.pattern.search(text)):
            return Challenge(mark.kind, mark.name or f"“{match[0].strip()}”")
    if shown <= SHORT and CAPTCHA_WORDS.search(text) and CAPTCHA_FIELD.search(source):
        return Challenge(ChallengeKind.CAPTCHA, "a field for 验证码")
    if size < TINY_BYTES and shown <= len("请开启JavaScript并刷新该页。") and _is_only_script(source, visible):
        return Challenge(ChallengeKind.SCRIPT, f"{size} bytes, with nothing but a script")
    return None


def _shown_in(visible: str) -> str:
    return " ".join(html.unescape(TAG.sub(" ", visible)).split())


def _is_only_script(source: str, visible: str) -> bool:
    """Whether a program that sets cookies or asks again, or is loaded from elsewhere, is all there is.

    A page that only sends its reader on to a fixed address is none, nor is one that has elements for a script to fill.
    """
    scripts = SCRIPTS.findall(source)
    if not scripts or TAG.search(FRAME_TAG.sub("", visible)):
        return False
    if any(WITH_SOURCE.search(attributes) for attributes, _ in scripts):
        return True
    programs = [program for _, program in scripts if program.strip()]
    if all(PLAIN_REDIRECT.fullmatch(program) for program in programs):
        return False
    return any(COOKIE_OR_AGAIN.search(program) for program in programs)
