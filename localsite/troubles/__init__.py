"""Hosts that make trouble for a crawler: challenges, traps, floods, and rules that must be obeyed."""

from localsite.troubles.hosts import TROUBLES, Trouble
from localsite.troubles.pages import LIST

__all__ = ["LIST", "TROUBLES", "Trouble"]
