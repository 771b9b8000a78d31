"""Texts, trainers and generated questions for tests of the bank."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from question_bank.documents import Document, read_document
from question_bank.keypoints.values import Kind
from question_bank.pipeline import Generation
from question_bank.questions.values import (
    Blank,
    Evidence,
    Finding,
    Item,
    ItemType,
    Level,
    Option,
    Question,
    Verdict,
)
from question_bank.storage.documents import Upload, add_document
from question_bank.storage.generations import Counts, RunInfo, save_generation
from question_bank.storage.models import Person

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
RUN = RunInfo(generator_version="1", lexicon_fingerprint="a", publish=True)
BYTES = (
    "在代表座谈会上的讲话\n"
    "同志们：\n"
    "一、人大代表享有审议权、表决权、提案权。代表要密切联系人民群众。\n"
    "二、江山就是人民，人民就是江山。代表要认真调查研究。\n"
).encode()
OTHER_BYTES = "在另一次会上的讲话\n同志们：\n一、预算要公开。预算要接受监督。\n".encode()

CLOZE = Item(
    type=ItemType.CLOZE,
    form="slot",
    kind=Kind.SLOGAN,
    stem="江山就是____，人民就是江山。",
    blanks=(Blank(1, ("人民", "百姓")),),
    word_bank=("人民", "群众"),
    explanation="讲话第二部分。",
)
CHOICE = Item(
    type=ItemType.SINGLE,
    form="label",
    kind=Kind.RIGHT,
    stem="下列属于代表权利的是（　　）。",
    options=(
        Option(1, "表决权", correct=True),
        Option(2, "审判权", correct=False, feedback="属于人民法院。"),
        Option(3, "检察权", correct=False, feedback="属于人民检察院。"),
    ),
)
STATEMENT = Item(
    type=ItemType.TRUE_FALSE,
    form="verbatim",
    kind=Kind.DUTY,
    stem="代表要密切联系人民群众。",
    truth=True,
    difficulty=1,
)
DOUBT = Finding("length", Level.REVIEW, (("number", "3"),))
BLOCKED = Finding("noise", Level.BLOCK)


@dataclass(frozen=True, slots=True)
class Shelf:
    """A stored version and the people around it."""

    version_id: int
    document_id: int
    text: Document
    author_id: int
    reviewer_id: int


def stock(session: Session) -> Shelf:
    """Store two people and a text, after another text that has questions of its own."""
    people = [Person(name=name, created_at=NOW) for name in ("编题人", "审题人")]
    session.add_all(people)
    other = read_document(OTHER_BYTES, "other.txt")
    stored = add_document(session, Upload(other, OTHER_BYTES), NOW)
    quote = "预算要公开。"
    save_generation(
        session,
        stored.version.id,
        generation(made(replace(STATEMENT, stem=quote), quote, other, guid="other")),
        RUN,
        NOW,
    )
    text = read_document(BYTES, "speech.txt")
    version = add_document(session, Upload(text, BYTES, built_in=True), NOW).version
    return Shelf(version.id, version.document_id, text, people[0].id, people[1].id)


def made(item: Item, quote: str, text: Document, *, guid: str = "") -> Question:
    """Return an item as the generator would hand it on."""
    start = text.clean_text.index(quote)
    return Question(
        guid=guid or item.stem,
        item=item,
        evidence=Evidence(start, start + len(quote), quote),
        fact=quote,
        verdict=Verdict.PUBLISHED,
    )


def usual(text: Document) -> tuple[Question, ...]:
    """Return the three questions of `BYTES`, the last of which a check doubts."""
    return (
        made(CLOZE, "江山就是人民", text, guid="cloze"),
        made(CHOICE, "审议权、表决权、提案权", text, guid="choice"),
        replace(
            made(STATEMENT, "代表要密切联系人民群众。", text, guid="statement"),
            verdict=Verdict.REVIEW,
            findings=(DOUBT,),
        ),
    )


def generation(*questions: Question) -> Generation:
    """Return a run that made these questions."""

    def of(verdict: Verdict) -> tuple[Question, ...]:
        return tuple(question for question in questions if question.verdict is verdict)

    return Generation(
        key_points=(),
        published=of(Verdict.PUBLISHED),
        to_review=of(Verdict.REVIEW),
        refused=of(Verdict.REFUSED),
    )


def generate_usual(session: Session, shelf: Shelf) -> Counts:
    """Store the usual run over the text of *shelf*."""
    return save_generation(session, shelf.version_id, generation(*usual(shelf.text)), RUN, NOW)
