"""What all tables share: names of constraints, types of columns, small helpers."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, ClassVar

from sqlalchemy import Boolean, CheckConstraint, Enum, MetaData, Text
from sqlalchemy.orm import DeclarativeBase, mapped_column

from question_bank.storage.models.types import BigKey, ExactDecimal, JSONValue, UTCDateTime

#: The number of a row, given by the database.
Id = Annotated[int, mapped_column(primary_key=True)]

NAMING = {
    "ix": "ix__%(table_name)s__%(column_0_N_name)s",
    "uq": "uq__%(table_name)s__%(column_0_N_name)s",
    "ck": "ck__%(table_name)s__%(constraint_name)s",
    "fk": "fk__%(table_name)s__%(column_0_N_name)s",
    "pk": "pk__%(table_name)s",
}


class Base(DeclarativeBase):
    """Base of all tables; names every constraint, so that migrations can find them."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar = {
        int: BigKey,
        str: Text(),
        bool: Boolean(),
        datetime: UTCDateTime(),
        Decimal: ExactDecimal(),
        dict[str, Any]: JSONValue,
        list[Any]: JSONValue,
        enum.Enum: Enum(
            enum.Enum,
            native_enum=False,
            create_constraint=False,
            length=20,
            values_callable=lambda kinds: [kind.value for kind in kinds],
        ),
    }

    def __repr__(self) -> str:
        key = ", ".join(
            f"{column.name}={self.__dict__.get(str(column.key))!r}"
            for column in self.__mapper__.primary_key
        )
        return f"{type(self).__name__}({key})"


def one_of(column: str, values: Iterable[str]) -> CheckConstraint:
    """
    Return the constraint that *column* holds one of *values* (or NULL, where it may).

    Written out, because SQLAlchemy's `Enum` alone makes none.
    """
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


def not_empty(column: str) -> CheckConstraint:
    """Return the constraint that the text in *column* is not empty (or NULL, where it may)."""
    return CheckConstraint(f"{column} <> ''", name=f"{column}_not_empty")


def at_least(column: str, smallest: int) -> CheckConstraint:
    """Return the constraint that *column* is no smaller than *smallest*."""
    return CheckConstraint(f"{column} >= {smallest}", name=f"{column}_at_least_{smallest}")


def between(column: str, smallest: int, largest: int) -> CheckConstraint:
    """Return the constraint that *column* lies from *smallest* to *largest*."""
    return CheckConstraint(f"{column} BETWEEN {smallest} AND {largest}", name=f"{column}_in_range")


def rule(name: str, condition: str) -> CheckConstraint:
    """Return the constraint called *name* that *condition* holds."""
    return CheckConstraint(condition, name=name)


def hash_of_sha256(column: str) -> CheckConstraint:
    """Return the constraint that *column* has the length of a SHA-256 in hexadecimal."""
    return CheckConstraint(f"length({column}) = 64", name=f"{column}_is_sha256")


def span_of(start: str, end: str, quote: str) -> CheckConstraint:
    """Return the constraint that a quote is exactly as long as its span, in code points."""
    return CheckConstraint(
        f"{start} >= 0 AND length({quote}) = {end} - {start}", name="quote_fills_its_span"
    )
