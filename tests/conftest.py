"""What every test can ask for."""

from datetime import UTC, datetime
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def public_folder(settings, tmp_path: Path) -> Path:
    """The public page's files of one test, in a folder of its own."""
    settings.PUBLIC_FOLDER = tmp_path / "public"
    return settings.PUBLIC_FOLDER


@pytest.fixture
def nine() -> datetime:
    """09:00 UTC on a working day; tests count from there."""
    return datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
