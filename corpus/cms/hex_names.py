"""Articles named by a hexadecimal id in a folder of the month or the day, as in 海南, 新疆, 上海, 四川 and 河北."""

from __future__ import annotations

import re
from typing import ClassVar

from corpus.cms.static import StaticLists

__all__ = ["HexNames"]


class HexNames(StaticLists):
    """Articles at ``/YYYYMM/<32 hex>.shtml``, ``/YYYYMMDD/<32 hex>.html`` or ``/YYYY/M/D/<32 hex>.shtml``."""

    family = "hex"
    article: ClassVar[re.Pattern[str]] = re.compile(
        r"""(?: /(?P<year>(?:19|20)\d\d) [/-]? (?P<month>\d{1,2}) [/-]? (?P<day>\d{1,2})? )?  # the folders of its date
            / (?: [0-9a-f]{32} | [0-9a-f]{24} | [0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12} ) \.s?html?$""",
        re.IGNORECASE | re.VERBOSE,
    )
