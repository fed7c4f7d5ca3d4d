"""Finds: folds, segments and indexes reports, and answers queries."""
