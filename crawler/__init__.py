"""Collects: sources, to pages, to the corpus."""
