"""The kinds of reports: one table of what their titles and openings say. A new kind is one row."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.report import DocType

__all__ = ["KINDS", "KIND_NAMES", "Kind"]


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind of report is told.

    Attributes:
        doc_type: the kind.
        title: what its title holds.
        opening: what the head of its text holds where there is no title.
        folder: what folders of addresses are called that hold such reports: initials of its name.
    """

    doc_type: DocType
    title: re.Pattern[str]
    opening: re.Pattern[str]
    folder: re.Pattern[str] | None = None


# Order decides: a resolution about a work report is no work report.
KINDS = (
    Kind(
        DocType.OTHER,
        title=re.compile(r"(?:决议|决定|通知|意见|方案|办法|批复|公告|函)(?:\(.*\))?$"),
        opening=re.compile(r"代表大会第.{1,4}次会议(?:关于.{2,20}的决议|听取(?:和审议|并审议|,|和讨论|了))"),
    ),
    Kind(
        DocType.RULE_OF_LAW,
        title=re.compile(r"法治(?:政府|县|市|区|镇|街道)?建设|依法行政|法治政府"),
        opening=re.compile(r"法治政府建设|依法行政工作|法治建设(?:工作)?(?:情况|报告)"),
        folder=re.compile(r"fzzf(?!b)|fzjs|yfxz(?:bg|gz|nd)|fzbg|fzgz"),
    ),
    Kind(
        DocType.INFO_DISCLOSURE,
        title=re.compile(
            r"(?:政府|政务)?信息公开.{0,8}(?:年度|年报|报告|总结|情况)|政务公开.{0,8}(?:年度|年报|报告|总结|情况)"
        ),
        opening=re.compile(
            r"政府信息公开条例|政府信息公开工作(?:年度)?报告|信息公开(?:工作)?(?:年度报告|年报)|信息公开工作(?:情况|机制)"
        ),
        folder=re.compile(r"(?:xxgk|zwgk)(?:gz)?(?:nb|ndbg|nj)|^gknb"),
    ),
    Kind(
        DocType.WORK_REPORT,
        title=re.compile(r"政府工作报告"),
        opening=re.compile(
            r"(?:代表.{0,8}(?:国务院|人民政府|政府)|受.{0,10}委托|决定).{0,30}(?:作|报告|提出).{0,20}(?:政府工作|工作报告|报告)"
        ),
        folder=re.compile(r"zfgzbg"),
    ),
)
# Words that begin the name of a report inside a title: what stands before them is the body or the year.
KIND_NAMES = (
    r"(?:政府信息公开|政务信息公开|政务公开|信息公开|(?:推进|贯彻落实)?(?:《?法治政府建设|法治政府|法治建设|依法行政)"
    r"|政府工作报告|工作报告|年度报告|年度法治)"
)
