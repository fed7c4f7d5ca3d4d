"""One module a page: its dataclass, filled from the collection, ready for the template."""
