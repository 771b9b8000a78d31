"""Which counts of what was learnt may be told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add the column; what may be told is found when the runner counts next, which is at once."""
    op.add_column(
        "learning_tally", sa.Column("told", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.execute("DELETE FROM setting WHERE name = 'tallies'")
