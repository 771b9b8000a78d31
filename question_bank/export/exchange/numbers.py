"""编号: which numbers in files are permanent ones of ours."""

from __future__ import annotations

import re
from typing import Final

#: Ours have 16 characters and more; 1, 2, 3 … of somebody's list name nothing for good.
_PERMANENT: Final = re.compile(r"[^\s]{12,200}")


def permanent(text: str) -> str:
    """Return *text* if it can be a permanent number, else nothing."""
    return text if _PERMANENT.fullmatch(text) and text.isprintable() else ""
