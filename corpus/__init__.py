"""The corpus: what the collection holds. This front door gives the model, the home and the errors.

`corpus.store` keeps reports, `corpus.archive` the evidence, `corpus.cms` knows the families of websites,
`corpus.extract` reads text out of files, `corpus.metadata` reads fields out of text, `corpus.gazetteer` knows the
places, `corpus.importer` brings files in.
"""

from corpus.errors import (
    BaogaoError,
    HomeBusyError,
    HomeMissingError,
    HomeReadOnlyError,
    InputError,
    NotExtractedError,
    NotFoundError,
    SettingsError,
    StoreVersionError,
)
from corpus.home import Home, open_home
from corpus.report import (
    AttachmentState,
    DocType,
    Evidence,
    Level,
    Report,
    ReportAttachment,
    Where,
    canonical_url,
    content_sha256,
    report_id,
)
from corpus.settings import SETTINGS, Setting, Settings

__all__ = [
    "SETTINGS",
    "AttachmentState",
    "BaogaoError",
    "DocType",
    "Evidence",
    "Home",
    "HomeBusyError",
    "HomeMissingError",
    "HomeReadOnlyError",
    "InputError",
    "Level",
    "NotExtractedError",
    "NotFoundError",
    "Report",
    "ReportAttachment",
    "Setting",
    "Settings",
    "SettingsError",
    "StoreVersionError",
    "Where",
    "canonical_url",
    "content_sha256",
    "open_home",
    "report_id",
]
