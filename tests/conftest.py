"""What tests of every package share: an empty home, and the labelled real reports where they are at hand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from corpus import Home, open_home

# A slow machine is no defect: no example is timed, and none is called too slow to make.
settings.register_profile("baogao", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("long", parent=settings.get_profile("baogao"), max_examples=5_000)
settings.load_profile("baogao")

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An empty home with its folders made."""
    return open_home(tmp_path / "home", create=True)


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The folder of labelled real reports kept beside the checkout; skips without it, fails without it under CI."""
    if SHARED.is_dir():
        return SHARED
    if os.environ.get("CI") == "true":
        pytest.fail(f"CI needs the labelled real reports at {SHARED}")
    pytest.skip("the labelled real reports are not beside this checkout")
