"""A question with all that a trainer's page needs of it, as values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from question_bank.questions.values import Finding, Item
from question_bank.storage import audit, questions, usage, workbench
from question_bank.storage.contents import evidence_of, findings_of, item_of
from question_bank.storage.models import AuditEntry, Question, Revision
from quizapp.database import reader
from quizapp.trainer.checking import Source
from quizapp.trainer.documents_texts import text_of
from quizapp.trainer.reading import QuotePlace, quote_place


@dataclass(frozen=True, slots=True)
class Loaded:
    """
    A stored question.

    Attributes:
        row: Its columns; what is not loaded stays unread.
        source: Its proof with the whole text; `None` if a trainer gave none.
        revisions: Every kept wording, newest first; empty unless asked for.
        deeds: What was done to it, newest first; empty unless asked for.
        names: The people in both, by number.
        use: Where it is used; `None` unless history was asked for.
    """

    row: Question
    item: Item
    findings: tuple[Finding, ...]
    tags: tuple[str, ...]
    source: Source | None
    revisions: Sequence[Revision] = ()
    deeds: Sequence[AuditEntry] = ()
    names: dict[int, str] | None = None
    use: usage.Use | None = None

    @property
    def place(self) -> QuotePlace | None:
        """Where its proof stands, in its paragraph, with the address of the whole text."""
        version = self.row.document_version
        if self.source is None or version is None:
            return None
        evidence = self.source.evidence
        return quote_place(self.source.document, version.document_id, evidence.start, evidence.end)


def load(question_id: int, *, with_history: bool = False, with_findings: bool = True) -> Loaded:
    """
    Load a question; a form, which checks it anew, does without its findings.

    Raises:
        NotFoundError: If there is none.
    """
    with reader() as session:
        row = questions.get_question(session, question_id, with_findings=with_findings)
        evidence = evidence_of(row)
        source = None
        if evidence is not None and row.document_version is not None:
            source = Source(text_of(session, row.document_version), evidence)
        revisions = questions.history_of(session, question_id) if with_history else ()
        deeds = audit.history_of(session, "question", question_id) if with_history else ()
        people = [row.author_id, *(deed.person_id for deed in deeds)]
        people += [each.created_by_id for each in revisions]
        return Loaded(
            row=row,
            item=item_of(row),
            findings=findings_of(row) if with_findings else (),
            tags=tuple(tag.name for tag in row.tags),
            source=source,
            revisions=revisions,
            deeds=deeds,
            names=workbench.names_of(session, people) if with_history else None,
            use=usage.use_of(session, question_id) if with_history else None,
        )
