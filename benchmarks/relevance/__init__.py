"""How well hits are ranked: queries judged by hand over the local site's reports, and the measure over them."""
