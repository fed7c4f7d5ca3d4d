"""Engines and their peers, measured side by side: indexing, index size, memory, whole pages of results."""
