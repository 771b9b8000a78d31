"""What the rules of a paper may draw from, answered from an index alone."""

from __future__ import annotations

from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Keep the numbers of the questions of a status and a type in order."""
    op.create_index("ix__question__status_type_id", "question", ["status", "type", "id"])
