"""
Which index not to use.

SQLite takes one column for as telling as another, for the bank keeps no statistics of it: it
would go through all that is published to find the few questions of a document. PostgreSQL
knows better and is told nothing.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import FunctionElement


class Unindexed(FunctionElement[Any]):
    """A column that is looked at row by row, whatever index it has."""

    inherit_cache = True
    name = "unindexed"


def unindexed(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return *column*, to be compared or sorted by without its index."""
    hidden = Unindexed(column)
    hidden.type = column.type
    return hidden


@compiles(Unindexed)
def _as_it_is(element: Unindexed, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.clauses.clauses[0], **options)


@compiles(Unindexed, "sqlite")
def _behind_a_plus(element: Unindexed, compiler: SQLCompiler, **options: Any) -> str:
    # https://www.sqlite.org/optoverview.html, "Disqualifying WHERE clause terms using unary +".
    return f"+{compiler.process(element.clauses.clauses[0], **options)}"
