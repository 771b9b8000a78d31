"""Which runs of the generator the bank has seen."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from question_bank.storage.generations import RunInfo
from question_bank.storage.models import GenerationRun


def is_last_run(session: Session, version_id: int, info: RunInfo) -> bool:
    """Tell whether the last run over a document version was just such a one."""
    last = session.scalar(
        select(GenerationRun)
        .where(GenerationRun.document_version_id == version_id)
        .order_by(GenerationRun.id.desc())
        .limit(1)
    )
    return last is not None and (
        last.generator_version == info.generator_version
        and last.lexicon_fingerprint == info.lexicon_fingerprint
        and last.seed == str(info.seed)
    )


def has_run(session: Session, version_id: int) -> bool:
    """Tell whether a run of the generator over a document version was ever stored whole."""
    of_version = select(GenerationRun.id).where(GenerationRun.document_version_id == version_id)
    return session.scalar(of_version.limit(1)) is not None
