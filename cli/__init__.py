"""Runs: the `baogao` command, one module a command."""

from cli.app import main

__all__ = ["main"]
