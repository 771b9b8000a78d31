"""When the answers of an exam were counted into the wrong-answer book."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from question_bank.storage.models.types import UTCDateTime

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the column; earlier exams are counted when their deputies come back."""
    op.add_column("attempt", sa.Column("counted_at", UTCDateTime()))
