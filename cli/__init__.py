"""Runs: the `baogao` command, one module a command."""
