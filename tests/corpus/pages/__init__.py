"""Invented article pages with the traps of real markup; each trap in three layouts (`layouts`)."""
