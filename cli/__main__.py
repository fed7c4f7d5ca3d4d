"""``python -m cli`` is the same as ``baogao``."""

from cli.app import run

run()
