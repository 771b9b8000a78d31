"""What was looked up lately and hardly ever changes, kept at hand for a while."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from datetime import datetime, timedelta
from typing import Final, Generic, TypeVar

MOST_KEPT: Final = 2000
#: Texts never change, but the title of a document may.
KEPT_FOR: Final = timedelta(minutes=10)

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Remembered(Generic[Key, Value]):
    """
    The values last looked up.

    Args:
        most: How many are kept; the oldest goes first.
        span: For how long each is kept.
    """

    def __init__(self, most: int = MOST_KEPT, span: timedelta = KEPT_FOR) -> None:
        self._most, self._span = most, span
        self._kept: OrderedDict[Key, tuple[datetime, Value]] = OrderedDict()
        self._turn = threading.Lock()

    def get(self, key: Key, now: datetime) -> Value | None:
        """Return the value kept under *key*, if it is fresh at *now*."""
        with self._turn:
            found = self._kept.get(key)
        return found[1] if found is not None and now - found[0] < self._span else None

    def keep(self, key: Key, value: Value, now: datetime) -> None:
        """Keep *value*, and let the oldest go when there are too many."""
        with self._turn:
            self._kept.pop(key, None)
            self._kept[key] = now, value
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
