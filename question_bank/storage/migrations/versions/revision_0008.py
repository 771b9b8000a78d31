"""Orders of one status, and counts by document, from indexes alone."""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the indexes; one of them takes the place of a narrower one."""
    for columns in (
        ["status", "importance", "id"],
        ["status", "difficulty", "id"],
        ["content_changed_at", "id"],
        ["document_version_id", "status"],
    ):
        op.create_index(f"ix__question__{'_'.join(columns)}", "question", columns)
    op.drop_index("ix__question__content_changed_at", "question")
