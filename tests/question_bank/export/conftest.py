"""A learner with an empty collection."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.question_bank.export.samples import Learner


@pytest.fixture
def learner(tmp_path: Path) -> Iterator[Learner]:
    """The real Anki, closed at the end."""
    learner = Learner(tmp_path / "learner")
    yield learner
    learner.close()
