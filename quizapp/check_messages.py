"""What each check says of an item; ``%(name)s`` are the parameters of its finding."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

#: The name of each check with its sentence.
CHECKS: Final[Mapping[str, str]] = {}
