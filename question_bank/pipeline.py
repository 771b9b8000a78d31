"""Run the stages one after another. The only module that knows them all."""

from __future__ import annotations

import enum
import gc
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from question_bank.documents import Document, Flag, source_noun
from question_bank.keypoints import KeyPoint, Segmenter, find_keypoints
from question_bank.keypoints.clauses import SLIP
from question_bank.lexicon import Lexicon, load_lexicon
from question_bank.questions import Question, Verdict
from question_bank.questions.corpus import Corpus
from question_bank.questions.leftovers import leftovers_of
from question_bank.questions.making import make_candidates
from question_bank.questions.selection import judge, select
from question_bank.questions.stems import Source
from question_bank.questions.workshop import Naming, Workshop

#: Rises when the same text and lexicon would give another bank.
GENERATOR_VERSION = 10


class Stage(enum.StrEnum):
    """What `generate` is about to do, for whoever watches."""

    POINTS = "points"
    QUESTIONS = "questions"


def _unwatched(_stage: Stage) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Resources:
    """What generating needs beside a document; loading it takes a second, so keep it."""

    lexicon: Lexicon
    segmenter: Segmenter


@dataclass(frozen=True, slots=True)
class Generation:
    """
    What came of one document. Nothing is dropped in silence.

    Attributes:
        key_points: All that is worth asking, by pattern and then in reading order.
        published: What would be published without a trainer, best first.
        to_review: What waits for a trainer, best first.
        refused: The rest, each with its reasons.
    """

    key_points: tuple[KeyPoint, ...]
    published: tuple[Question, ...]
    to_review: tuple[Question, ...]
    refused: tuple[Question, ...]


def load_resources(lexicon: Lexicon | None = None, cache: Path | None = None) -> Resources:
    """
    Load the lexicon and the segmenter's dictionary.

    Args:
        lexicon: With a trainer's own terms, if there are any; else the built-in one.
        cache: A private folder for the dictionary's cache; a temporary one by default.
    """
    lexicon = lexicon or load_lexicon()
    return Resources(lexicon, Segmenter(lexicon, cache))


def generate(
    document: Document,
    *,
    resources: Resources,
    seed: int = 0,
    watch: Callable[[Stage], None] = _unwatched,
    naming: Naming | None = None,
) -> Generation:
    """
    Make every question that *document* is good for.

    The same document, seed and lexicon give the same questions on any machine.

    Args:
        document: As it was read.
        resources: Lexicon and segmenter.
        seed: Another one draws other options and orders.
        watch: Told of each stage before it begins.
        naming: What stretches were called in earlier versions of the text, so that
            questions on what did not change keep their guids.
    """
    with _uncollected():
        return _generated(document, resources, seed, watch, naming)


@contextmanager
def _uncollected() -> Iterator[None]:
    """
    Let Python look for no cycles of garbage meanwhile.

    There are none: nearly all that is made is kept to the end. Looking through it again and
    again costs a long text a sixth of its time.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _generated(
    document: Document,
    resources: Resources,
    seed: int,
    watch: Callable[[Stage], None],
    naming: Naming | None,
) -> Generation:
    lexicon = resources.lexicon
    watch(Stage.POINTS)
    document = with_slips(document, lexicon)
    corpus = Corpus(document)
    points = find_keypoints(document, lexicon, resources.segmenter, corpus.occurrences)
    watch(Stage.QUESTIONS)
    source = Source(document, source_noun(document, lexicon))
    workshop = Workshop(document, lexicon, corpus, source, seed, naming)
    judged = judge(workshop, make_candidates(workshop, points))
    if not source.is_statute:
        judged += judge(workshop, leftovers_of(workshop, points, judged))
    questions = select(judged)
    return Generation(
        key_points=points,
        published=_with_verdict(questions, Verdict.PUBLISHED),
        to_review=_with_verdict(questions, Verdict.REVIEW),
        refused=_with_verdict(questions, Verdict.REFUSED),
    )


def with_slips(document: Document, lexicon: Lexicon) -> Document:
    """Return *document* with the author's known slips flagged; flags never overlap."""
    phrases = {phrase for note in lexicon.law_notes if note.slip for phrase in note.phrases}
    flags = list(document.flags)
    for phrase in sorted(phrases, key=lambda text: (-len(text), text)):
        for match in re.finditer(re.escape(phrase), document.clean_text):
            if not any(flag.start < match.end() and match.start() < flag.end for flag in flags):
                flags.append(Flag(SLIP, match.start(), match.end()))
    return replace(document, flags=tuple(sorted(flags, key=lambda flag: flag.start)))


def _with_verdict(questions: list[Question], verdict: Verdict) -> tuple[Question, ...]:
    return tuple(question for question in questions if question.verdict is verdict)
