"""
The tables of the first revision, frozen.

They repeat the models on purpose: a migration that read the models of today
would lay other tables than the one that ran a year ago.
"""

from question_bank.storage.migrations.tables_0001 import (
    content,
    learning,
    papers,
    people,
    questions,
)
from question_bank.storage.migrations.tables_0001.common import METADATA

__all__ = ["METADATA", "content", "learning", "papers", "people", "questions"]
