"""Column types that keep exactly what they were given, on SQLite and PostgreSQL alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer
from sqlalchemy.types import TypeDecorator, TypeEngine

#: Digits after the point that marks and points keep.
MARK_PLACES = 6
_SCALE = Decimal(10) ** MARK_PLACES
_LARGEST = 2**63

#: Keys and counts: BIGINT, except that SQLite numbers rows by itself only in INTEGER columns.
BigKey: TypeEngine[int] = BigInteger().with_variant(Integer, "sqlite")

#: Lists and mappings; SQL NULL where Python says `None`.
JSONValue: TypeEngine[object] = JSON(none_as_null=True)


class UTCDateTime(TypeDecorator[datetime]):
    """
    A moment, always with its zone.

    SQLite forgets zones, so there the moment is stored in UTC without one;
    PostgreSQL stores a moment. A naive time is refused on both.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """
        Return the moment in UTC.

        Raises:
            ValueError: If it has no time zone.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    # The signatures are SQLAlchemy's.
    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return the moment in UTC, with its zone."""
        return None if value is None else value.astimezone(UTC)

    def result_processor(
        self, dialect: Dialect, coltype: object
    ) -> Callable[[Any], datetime | None] | None:
        """Return what reads a moment; SQLite's text takes one step, not three a row."""
        if dialect.name == "sqlite":
            return _moment_of_text
        return super().result_processor(dialect, coltype)


def _moment_of_text(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(f"{text}+00:00")


class ExactDecimal(TypeDecorator[Decimal]):
    """
    A decimal number with at most six places, stored as a whole number of millionths.

    SQLite knows no decimals, and a float would lose what 0.1 + 0.2 is. Sums and
    comparisons work in SQL; an average does not, divide the sum instead.
    """

    impl = BigInteger
    cache_ok = True

    # The signatures are SQLAlchemy's.
    def process_bind_param(self, value: Decimal | int | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        """
        Return the number of millionths.

        Raises:
            ValueError: If the number is not finite, too large, or has more than six places.
        """
        if value is None:
            return None
        scaled = Decimal(value) * _SCALE
        if not scaled.is_finite() or scaled != scaled.to_integral_value():
            raise ValueError(f"{value} has more than {MARK_PLACES} places")
        if abs(scaled) >= _LARGEST:
            raise ValueError(f"{value} is too large")
        return int(scaled)

    def process_result_value(self, value: Decimal | int | None, dialect: Dialect) -> Decimal | None:  # noqa: ARG002
        """Return the number, without trailing zeros."""
        return None if value is None else plain_decimal(Decimal(value) / _SCALE)


def plain_decimal(value: Decimal) -> Decimal:
    """Return the same number without trailing zeros and without an exponent."""
    normal = value.normalize()
    return normal.quantize(Decimal(1)) if normal == normal.to_integral_value() else normal
