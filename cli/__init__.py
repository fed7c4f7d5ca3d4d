"""Runs: the `baogao` command, one module a command."""

from cli.app import main, run

__all__ = ["main", "run"]
