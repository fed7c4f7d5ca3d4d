"""The places whose reports the sites publish. The places exist; everything that the sites say of them is invented."""

from localsite.places.family_hosts import FAMILY_PLACES
from localsite.places.file_host import FILE_PLACES
from localsite.places.main_host import MAIN_PLACES
from localsite.places.place import MAIN, Layout, Place

__all__ = ["MAIN", "PLACES", "Layout", "Place"]

PLACES = (*MAIN_PLACES, *FAMILY_PLACES, *FILE_PLACES)
