"""What the first tables share: where they are gathered, keys and moments."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, DateTime, Integer, MetaData
from sqlalchemy.types import TypeEngine

#: All tables of the first revision; names are written out, so no naming convention.
METADATA: Final = MetaData()
KEY: Final[TypeEngine[int]] = BigInteger().with_variant(Integer, "sqlite")
MOMENT: Final = DateTime(timezone=True)
