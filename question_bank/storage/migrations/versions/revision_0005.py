"""What is wrong with a question, in one word, when a deputy reports it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_TOPICS = "topic IN ('key', 'wording', 'source', 'outdated', 'other')"


def upgrade() -> None:
    """Add the column; earlier reports did not say."""
    op.add_column(
        "problem_report",
        sa.Column(
            "topic",
            sa.String(20),
            sa.CheckConstraint(_TOPICS, name=op.f("ck__problem_report__topic_known")),
            nullable=False,
            server_default="other",
        ),
    )
