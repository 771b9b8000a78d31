"""Run the generator's checks on what a trainer types, and word what they find."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from flask import Flask, current_app
from flask_babel import gettext as _

from question_bank.documents.values import Document
from question_bank.keypoints.values import Span
from question_bank.lexicon import Lexicon, load_lexicon
from question_bank.questions.checks import Subject, run_checks
from question_bank.questions.corpus import Corpus
from question_bank.questions.values import Evidence, Finding, Item, ItemType, Level
from question_bank.storage.listed import Listed
from question_bank.storage.models import Question
from question_bank.storage.models.values import Origin, Status
from question_bank.storage.own_words import lexicon_of
from quizapp.check_messages import NAMES
from quizapp.database import reader
from quizapp.messages import wording

EXTENSION: Final = "quizapp.trainer.checker"
#: The gravest first.
ORDER: Final = (Level.BLOCK, Level.REVIEW, Level.FIX, Level.NOTE)
PICTURES: Final = {
    Level.BLOCK: "stop",
    Level.REVIEW: "warning",
    Level.FIX: "check",
    Level.NOTE: "info",
}


@dataclass(frozen=True, slots=True)
class Source:
    """Where the words stand that prove a key."""

    document: Document
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A finding as pages show it: the check's name in a few words, and its sentence."""

    level: Level
    name: str
    words: str
    picture: str


class Checker:
    """Runs the checks; the lexicon is put together anew only when trainers changed words."""

    def __init__(self) -> None:
        self._kept: Lexicon | None = None

    def lexicon(self) -> Lexicon:
        """Return the words to check against: the shipped ones and the trainers' own."""
        with reader() as session:
            current = lexicon_of(session, load_lexicon())
        if self._kept is None or self._kept.fingerprint != current.fingerprint:
            self._kept = current
        # The one kept has its index already.
        return self._kept

    def check(self, item: Item, source: Source | None) -> tuple[Finding, ...]:
        """Return every finding on a typed item, in the order of the checks."""
        return run_checks(
            Subject(
                item=item,
                lexicon=self.lexicon(),
                evidence=source.evidence if source else None,
                corpus=Corpus(source.document) if source else None,
                key_spans=tuple(key_spans(item, source.evidence)) if source else (),
            )
        )


def init_app(app: Flask) -> None:
    """Give *app* a checker of its own."""
    app.extensions[EXTENSION] = Checker()


def check(item: Item, source: Source | None) -> tuple[Finding, ...]:
    """Return every finding on a typed item, in the order of the checks."""
    checker: Checker = current_app.extensions[EXTENSION]
    return checker.check(item, source)


def key_spans(item: Item, evidence: Evidence) -> Iterator[Span]:
    """
    Yield where the keys of a cloze stand in its source.

    A cloze copies its keys; one that stands nowhere in the source gets an empty
    stretch, which the check of copied keys refuses.
    """
    if item.type is not ItemType.CLOZE:
        return
    offset = 0
    for key in item.keys:
        found = evidence.quote.find(key, offset)
        found = found if found >= 0 else evidence.quote.find(key)
        if found < 0:
            yield Span(evidence.start, evidence.start, key)
            continue
        offset = found + len(key)
        yield Span(evidence.start + found, evidence.start + found + len(key), key)


def shown_findings(findings: Iterable[Finding]) -> tuple[ShownFinding, ...]:
    """Return *findings* worded for the reader, the gravest first."""
    ranked = sorted(findings, key=lambda found: ORDER.index(found.level))
    return tuple(
        ShownFinding(found.level, str(_(NAMES[found.name])), wording(found), PICTURES[found.level])
        for found in ranked
        # A bank may hold findings of checks that this version no longer has.
        if found.name in NAMES
    )


def waits_for_reader(row: Question | Listed, findings: Iterable[Finding]) -> bool:
    """Tell whether a made question is in review although no check asks for a person."""
    is_asked = any(found.level in {Level.BLOCK, Level.REVIEW} for found in findings)
    return row.status is Status.REVIEW and row.origin is Origin.GENERATED and not is_asked


def blocking_sentence(findings: Iterable[Finding]) -> str:
    """Say in one sentence why an item cannot be published; nothing if it can."""
    blocking = [found for found in findings if found.level is Level.BLOCK and found.name in NAMES]
    if not blocking:
        return ""
    return str(_("还不能发布：%(reason)s", reason=wording(blocking[0])))
