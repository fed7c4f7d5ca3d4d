"""Tests of the scripts that compile tables."""
