"""Numbers of rows as they come from addresses: perhaps absurd."""

from __future__ import annotations

from typing import Final

#: What fits a BIGINT.
_LARGEST: Final = 2**63 - 1


def can_be_id(number: int) -> bool:
    """Tell whether any row could have this number; larger ones break the driver."""
    return 0 < number <= _LARGEST
