"""Tests of `crawler.adapters`."""
