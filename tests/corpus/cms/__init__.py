"""Tests of `corpus.cms`."""
