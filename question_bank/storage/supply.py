"""What the bank has to offer for the rules of a paper."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    Integer,
    Select,
    String,
    bindparam,
    cast,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from question_bank.keypoints.values import Kind
from question_bank.questions.values import ItemType
from question_bank.storage.models import (
    Blank,
    DocumentVersion,
    Option,
    Question,
    QuestionTag,
    Revision,
    Tag,
)
from question_bank.storage.models.values import Status
from question_bank.storage.papers import RuleSpec

#: Counting stops here: no paper asks for more, and a large bank takes longer to count.
MOST_COUNTED: Final = 200
#: Questions looked up in one statement; their numbers stand in its text, as many as they are.
_BATCH: Final = 4000
_MOST_TAGS: Final = 300


@dataclass(frozen=True, slots=True)
class Supplied:
    """
    A published question that a paper may have.

    Attributes:
        revision_id: Its current wording.
        fact: What it asks; empty: unlike all others.
        source: Document version, start and end of what proves it; `None` without a source.
        keys: Its right answers as texts; none for a statement.
    """

    question_id: int
    revision_id: int
    type: ItemType
    kind: Kind
    difficulty: int
    fact: str
    stem: str
    source: tuple[int, int, int] | None = None
    keys: tuple[str, ...] = ()


def ids_for(
    session: Session, rules: Sequence[RuleSpec], start: float, most: int = MOST_COUNTED
) -> list[list[int]]:
    """
    Return for each rule questions that fit it, by number; one statement.

    Args:
        session: Reads.
        rules: What to look for.
        start: Where in the bank to begin, from 0 (the first question) to 1.
        most: Questions of a rule before that place, and from there on. Fewer than this
            together are all that there are.
    """
    if not rules:
        return []
    place = cast(select(func.max(Question.id)).scalar_subquery() * start, Integer)
    parts = []
    for number, rule in enumerate(rules):
        before = _matching(rule).where(Question.id < place).order_by(Question.id.desc())
        after = _matching(rule).where(Question.id >= place).order_by(Question.id)
        parts += [_in_one_row(number, ids.limit(most)) for ids in (before, after)]
    found: list[list[int]] = [[] for _ in rules]
    for row in session.execute(union_all(*parts)):
        found[row.place] += map(int, row.numbers.split(",")) if row.numbers else ()
    return [sorted(numbers) for numbers in found]


def _in_one_row(place: int, ids: Select[int]) -> Select[int, str]:
    """Return *ids* as one text: hundreds of rows would take longer than finding them."""
    some = ids.subquery()
    numbers = func.aggregate_strings(cast(some.c.id, String), ",")
    return select(literal(place).label("place"), numbers.label("numbers"))


def load_supply(session: Session, question_ids: Iterable[int]) -> list[Supplied]:
    """Return those of *question_ids* that are published, in the order of their numbers."""
    wanted = sorted(set(question_ids))
    found: list[Supplied] = []
    for start in range(0, len(wanted), _BATCH):
        found += _load(session, wanted[start : start + _BATCH])
    return found


def tags_in_use(session: Session) -> list[tuple[int, str]]:
    """Return number and name of tags that questions bear, by name."""
    rows = session.execute(select(Tag.id, Tag.name).order_by(Tag.name).limit(_MOST_TAGS))
    return [(row.id, row.name) for row in rows]


def _load(session: Session, question_ids: Sequence[int]) -> list[Supplied]:
    rows: Any = session.execute(
        select(
            Question.id,
            Revision.id,
            Question.type,
            Question.kind,
            Question.difficulty,
            Question.fact,
            Question.stem,
            Question.document_version_id,
            Question.source_start,
            Question.source_end,
        )
        .join(
            Revision,
            (Revision.question_id == Question.id) & (Revision.number == Question.current_revision),
        )
        .where(Question.id.in_(_in_text(question_ids)), Question.status == Status.PUBLISHED)
        .order_by(Question.id)
    )
    keys = _keys_of(session, question_ids)
    return [_supplied(row, keys) for row in rows]


def _supplied(row: Any, keys: dict[int, list[str]]) -> Supplied:
    known: tuple[int, int, ItemType, Kind, int, str, str] = tuple(row[:7])
    source: tuple[int, int, int] | None = None if row[7] is None else (row[7], row[8], row[9])
    return Supplied(*known, source, tuple(keys.get(row[0], ())))


def _keys_of(session: Session, question_ids: Sequence[int]) -> dict[int, list[str]]:
    """Return the right options, or the first accepted answer of each blank, by question."""
    keys: dict[int, list[str]] = defaultdict(list)
    right = session.execute(
        select(Option.question_id, Option.text).where(
            Option.question_id.in_(_in_text(question_ids)), Option.correct
        )
    )
    for number, text in right:
        keys[number].append(text)
    filled = session.execute(
        select(Blank.question_id, Blank.accepted).where(
            Blank.question_id.in_(_in_text(question_ids))
        )
    )
    for number, accepted in filled:
        keys[number].append(accepted[0])
    return keys


def _in_text(numbers: Sequence[int]) -> BindParameter[Sequence[int]]:
    """Return numbers that are written into a statement: an old SQLite takes 999 others."""
    return bindparam("numbers", numbers, expanding=True, literal_execute=True)


def _matching(rule: RuleSpec) -> Select[int]:
    return select(Question.id).where(*_conditions(rule))


def _conditions(rule: RuleSpec) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [
        Question.status == Status.PUBLISHED,
        Question.type == rule.type,
    ]
    if rule.kind is not None:
        conditions.append(Question.kind == rule.kind)
    if (rule.easiest, rule.hardest) != (1, 5):
        conditions.append(Question.difficulty.between(rule.easiest, rule.hardest))
    if rule.document_id is not None:
        versions = select(DocumentVersion.id).where(DocumentVersion.document_id == rule.document_id)
        conditions.append(Question.document_version_id.in_(versions))
    if rule.tag_id is not None:
        tagged = select(QuestionTag.question_id).where(QuestionTag.tag_id == rule.tag_id)
        conditions.append(Question.id.in_(tagged))
    return conditions
