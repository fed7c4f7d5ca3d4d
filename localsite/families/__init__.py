"""The CMS families that build the sites: one file a family, one registry by the name that `Place.family` holds."""

from localsite.families.channels import CHANNELS
from localsite.families.dateless import C_CONTENT, HEX_DAY, HEX_MONTH, TIMESTAMP
from localsite.families.family import Family
from localsite.families.gkmlpt import GKMLPT, PORTAL
from localsite.families.jpaas import JPAAS
from localsite.families.jpage import JCMS, JCMS_OLD
from localsite.families.plain import NUMBERED, PLAIN, QUERY
from localsite.families.trs import TRS, TRS_QUOTED, TRS_RECORDS
from localsite.families.ucap import UCAP, UCAP_HOME

__all__ = ["FAMILIES", "Family"]

FAMILIES: dict[str, Family] = {
    "trs": TRS,
    "trs-records": TRS_RECORDS,
    "trs-quoted": TRS_QUOTED,
    "jcms": JCMS,
    "jcms-old": JCMS_OLD,
    "jpaas": JPAAS,
    "gkmlpt": GKMLPT,
    "gkmlpt-portal": PORTAL,
    "ucap": UCAP,
    "ucap-home": UCAP_HOME,
    "hex-month": HEX_MONTH,
    "hex-day": HEX_DAY,
    "timestamp": TIMESTAMP,
    "c-content": C_CONTENT,
    "channels": CHANNELS,
    "query": QUERY,
    "numbered": NUMBERED,
    "plain": PLAIN,
}
