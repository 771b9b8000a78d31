"""In which sentences a trainer's own set applies, or which words of a phrase may be asked."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the column; sets laid down before apply wherever a member stands."""
    op.add_column(
        "confusable_set",
        sa.Column("words", sa.JSON(), nullable=False, server_default="[]"),
    )
