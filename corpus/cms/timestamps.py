"""Articles in a folder named by a time stamp, or numbered in a folder of their date: 辽宁, 甘肃, districts of 北京."""

from __future__ import annotations

import re
from typing import ClassVar

from corpus.cms.static import StaticLists

__all__ = ["Timestamps"]


class Timestamps(StaticLists):
    """Articles at ``/<12 digits and more, the first 8 a date>/index.shtml``, or ``/YYYYMM/<number>.shtml``."""

    family = "timestamp"
    article: ClassVar[re.Pattern[str]] = re.compile(
        r"""/ (?P<year>(?:19|20)\d\d) [/-]? (?P<month>0[1-9]|1[0-2]|[1-9](?=[/-]))
            (?: [/-]? (?P<day>0[1-9]|[12]\d|3[01]|[1-9](?=/)) )?
            (?: \d{4,} /(?:index\.s?html?)?$ | \d{4,9} \.s?html?$ | / (?:[a-z]+_)? \d+ \.s?html?$ )""",
        re.VERBOSE,
    )
