"""Articles at c<ID>/content.html below numbered columns, without a date in the address: 国资委, 审计署."""

from __future__ import annotations

import re
from typing import ClassVar

from corpus.cms.static import StaticLists

__all__ = ["CContent"]


class CContent(StaticLists):
    """Articles at ``/n1/n2/c<ID>/content.html`` or ``/c<column>/c<ID>/content.shtml``."""

    family = "c-content"
    article: ClassVar[re.Pattern[str]] = re.compile(r"/[nc]\d+/c\d+/(?:content|part/\d+)\.s?html?$")
