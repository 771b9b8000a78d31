"""Where questions are used, how they were answered, what is known; orders of the bank."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add three tables and the indexes; what frozen papers ask is read from their snapshots."""
    op.create_index("ix__question__importance_id", "question", ["importance", "id"])
    op.create_index("ix__question__difficulty_id", "question", ["difficulty", "id"])
    op.create_index("ix__question__status_signed_at_id", "question", ["status", "signed_at", "id"])
    _create_paper_question()
    _create_question_tally()
    _create_learning_tally()
    _fill_paper_question()


def _create_paper_question() -> None:
    op.create_table(
        "paper_question",
        sa.Column("paper_version_id", _BIG, nullable=False, autoincrement=False),
        sa.Column("question_id", _BIG, nullable=False, autoincrement=False),
        sa.ForeignKeyConstraint(
            ["paper_version_id"],
            ["paper_version.id"],
            name=op.f("fk__paper_question__paper_version_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk__paper_question__question_id")
        ),
        sa.PrimaryKeyConstraint("paper_version_id", "question_id", name=op.f("pk__paper_question")),
    )
    op.create_index("ix__paper_question__question_id", "paper_question", ["question_id"])


def _create_question_tally() -> None:
    op.create_table(
        "question_tally",
        sa.Column("question_id", _BIG, nullable=False, autoincrement=False),
        *(sa.Column(name, _BIG, nullable=False) for name in ("answers", "correct", "people")),
        sa.Column("share", sa.Float(53), nullable=False),
        sa.Column("duration_ms", _BIG, nullable=True),
        _check("question_tally", "people_at_least_1", "people >= 1"),
        _check("question_tally", "people_within_answers", "people <= answers"),
        _check("question_tally", "correct_within_answers", "correct BETWEEN 0 AND answers"),
        _check("question_tally", "share_in_range", "share >= 0 AND share <= 1"),
        _check("question_tally", "duration_ms_at_least_0", "duration_ms >= 0"),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["question.id"],
            name=op.f("fk__question_tally__question_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("question_id", name=op.f("pk__question_tally")),
    )
    op.create_index(
        "ix__question_tally__share_question_id", "question_tally", ["share", "question_id"]
    )


def _create_learning_tally() -> None:
    numbers = ("people", "answers", "correct", "cards", "known")
    op.create_table(
        "learning_tally",
        sa.Column("group_id", _BIG, nullable=False, autoincrement=False),
        sa.Column("document_id", _BIG, nullable=False, autoincrement=False),
        sa.Column("kind", sa.Text(), nullable=False),
        *(sa.Column(name, _BIG, nullable=False) for name in numbers),
        _check("learning_tally", "people_at_least_1", "people >= 1"),
        _check("learning_tally", "correct_within_answers", "correct BETWEEN 0 AND answers"),
        _check("learning_tally", "known_within_cards", "known BETWEEN 0 AND cards"),
        sa.PrimaryKeyConstraint("group_id", "document_id", "kind", name=op.f("pk__learning_tally")),
    )


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck__{table}__{name}"))


def _fill_paper_question() -> None:
    connection = op.get_bind()
    versions = sa.table("paper_version", sa.column("id"), sa.column("snapshot", sa.JSON()))
    target = sa.table("paper_question", sa.column("paper_version_id"), sa.column("question_id"))
    ids = connection.scalars(sa.select(versions.c.id)).all()
    for version_id in ids:
        snapshot = connection.scalar(
            sa.select(versions.c.snapshot).where(versions.c.id == version_id)
        )
        rows = [
            {"paper_version_id": version_id, "question_id": number}
            for number in sorted(set(_questions(snapshot)))
        ]
        if rows:
            connection.execute(sa.insert(target), rows)


def _questions(snapshot: Any) -> Iterator[int]:
    for section in (snapshot or {}).get("sections", ()):
        for each in section.get("questions", ()):
            yield each["question"]
