"""Several files in one archive."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ZIP: Final = "application/zip"


@dataclass(frozen=True, slots=True)
class File:
    """A file with its name and its media type."""

    name: str
    content: bytes
    media_type: str = DOCX


def bundle(files: Sequence[File], name: str, now: datetime) -> File:
    """Return the only file of *files*, or all of them in an archive called *name*."""
    if len(files) == 1:
        return files[0]
    packed = io.BytesIO()
    moment = (now.year, now.month, now.day, now.hour, now.minute, now.second)
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            about = zipfile.ZipInfo(file.name, moment)
            about.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(about, file.content)
    return File(name, packed.getvalue(), ZIP)
