"""The questions of one author on one document, found at once."""

from __future__ import annotations

from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add the index."""
    op.create_index(
        "ix__question__document_version_id_author_id",
        "question",
        ["document_version_id", "author_id"],
    )
