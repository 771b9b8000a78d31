"""Run by Alembic: carries out the steps on the connection it is handed."""

from __future__ import annotations

from alembic import context

from question_bank.storage.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    # Either all of a step happens or none of it, on SQLite too.
    transactional_ddl=True,
)
context.run_migrations()
