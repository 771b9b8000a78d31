"""Papers as trainers edit them: settings, rules, questions chosen by hand; no two editors collide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from decimal import Decimal
from typing import Final

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified
from sqlalchemy.orm.exc import StaleDataError

from question_bank.errors import ConflictError, InvalidInputError, NotFoundError
from question_bank.keypoints.values import Kind
from question_bank.questions.values import ItemType
from question_bank.storage.audit import Deed, record
from question_bank.storage.models import (
    Document,
    Group,
    Paper,
    PaperGroup,
    PaperItem,
    PaperRule,
    PaperSection,
    Question,
    Tag,
)
from question_bank.storage.models.values import (
    AnswersShown,
    Audience,
    PaperState,
    ScoringRule,
    Status,
)
from question_bank.storage.numbers import can_be_id

#: The usual order of sections, and what each is called. Short answers cannot be marked at once.
SECTIONS: Final = {
    ItemType.SINGLE: "单选题",
    ItemType.MULTIPLE: "多选题",
    ItemType.TRUE_FALSE: "判断题",
    ItemType.CLOZE: "填空题",
}


@dataclass(frozen=True, slots=True)
class RuleSpec:
    """
    So many questions of such a sort; what is `None` is not asked for.

    Attributes:
        easiest: Difficulty, 1 to 5.
        hardest: Difficulty, no less than `easiest`.
        count: 1 or more.
        points: For each question, above 0.
    """

    type: ItemType
    count: int
    points: Decimal
    kind: Kind | None = None
    easiest: int = 1
    hardest: int = 5
    document_id: int | None = None
    tag_id: int | None = None


@dataclass(frozen=True, slots=True)
class FixedSpec:
    """One question chosen by hand, and what it earns."""

    question_id: int
    points: Decimal


@dataclass(frozen=True, slots=True)
class PaperSettings:
    """What a paper says about itself; the names are those of the columns of `Paper`."""

    title: str
    instructions: str = ""
    scoring_rule: ScoringRule = ScoringRule.ALL_OR_NOTHING
    part_points: Decimal | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    time_limit_seconds: int | None = None
    grace_seconds: int = 30
    attempts_allowed: int | None = 1
    pass_mark: Decimal | None = None
    shuffle_questions: bool = False
    shuffle_options: bool = True
    answers_shown: AnswersShown = AnswersShown.AFTER_SUBMIT
    audience: Audience = Audience.EVERYONE


@dataclass(frozen=True, slots=True)
class PaperContent:
    """All that a trainer writes of a paper."""

    settings: PaperSettings
    rules: tuple[RuleSpec, ...] = ()
    fixed: tuple[FixedSpec, ...] = ()
    group_ids: tuple[int, ...] = ()


# --- reading ----------------------------------------------------------------


def get_paper(session: Session, paper_id: int, *, lock: bool = False) -> Paper:
    """
    Return a paper; with *lock* nobody else changes it meanwhile.

    Raises:
        NotFoundError: If there is none.
    """
    wanted = select(Paper).where(Paper.id == paper_id)
    found = (
        session.scalar(wanted.with_for_update() if lock else wanted)
        if can_be_id(paper_id)
        else None
    )
    if found is None:
        raise NotFoundError("paper.not_found")
    return found


def content_of(session: Session, paper: Paper) -> PaperContent:
    """Return what a trainer wrote of *paper*; three statements."""
    rules = session.scalars(
        select(PaperRule)
        .join(PaperSection, PaperSection.id == PaperRule.section_id)
        .where(PaperSection.paper_id == paper.id)
        .order_by(PaperSection.position, PaperRule.position)
    )
    items = session.scalars(
        select(PaperItem)
        .join(PaperSection, PaperSection.id == PaperItem.section_id)
        .where(PaperItem.paper_id == paper.id)
        .order_by(PaperSection.position, PaperItem.position)
    )
    return PaperContent(
        settings=settings_of(paper),
        rules=tuple(map(_spec_of, rules)),
        fixed=tuple(FixedSpec(item.question_id, item.points) for item in items),
        group_ids=tuple(groups_of(session, paper.id)),
    )


def settings_of(paper: Paper) -> PaperSettings:
    """Return what *paper* says about itself."""
    return PaperSettings(**{each.name: getattr(paper, each.name) for each in fields(PaperSettings)})


def groups_of(session: Session, paper_id: int) -> Sequence[int]:
    """Return the groups that may sit a paper, in the order of their numbers."""
    return session.scalars(
        select(PaperGroup.group_id)
        .where(PaperGroup.paper_id == paper_id)
        .order_by(PaperGroup.group_id)
    ).all()


# --- writing ----------------------------------------------------------------


def create_paper(
    session: Session, content: PaperContent, *, code: str, by_id: int, now: datetime
) -> Paper:
    """
    Store a paper as a draft and return it.

    Args:
        session: Where.
        content: What it says.
        code: Of its link, drawn at random by the caller; nobody else's.
        by_id: Who made it.
        now: When.

    Raises:
        InvalidInputError: If a question chosen by hand cannot be on a paper.
    """
    paper = Paper(code=code, created_at=now, edited_at=now, created_by_id=by_id)
    _write_settings(paper, content.settings)
    session.add(paper)
    session.flush()
    _write_content(session, paper.id, content)
    record(session, Deed("paper.create", by_id, "paper", paper.id), now)
    return paper


def edit_paper(
    session: Session,
    paper_id: int,
    content: PaperContent,
    *,
    lock_version: int,
    by_id: int,
    now: datetime,
) -> Paper:
    """
    Replace what a draft says.

    Raises:
        NotFoundError: If there is no such paper.
        ConflictError: If somebody changed it since it was shown; nothing was changed.
        InvalidInputError: If it is no draft any more, or a question cannot be on a paper.
    """
    paper = get_paper(session, paper_id, lock=True)
    require_version(paper, lock_version)
    require_state(paper, PaperState.DRAFT)
    _write_settings(paper, content.settings)
    paper.edited_at = now
    # Where only rules change, and within one tick of the clock, this is a new state too.
    flag_modified(paper, "edited_at")
    _write_content(session, paper.id, content)
    record(session, Deed("paper.edit", by_id, "paper", paper.id), now)
    flush(session)
    return paper


def copy_paper(session: Session, paper: Paper, *, code: str, by_id: int, now: datetime) -> Paper:
    """Return a new draft with the rules of *paper*, without its times."""
    content = content_of(session, paper)
    settings = replace(content.settings, opens_at=None, closes_at=None)
    usable = set(_types_of(session, [each.question_id for each in content.fixed]))
    fixed = tuple(each for each in content.fixed if each.question_id in usable)
    copied = replace(content, settings=settings, fixed=fixed)
    return create_paper(session, copied, code=code, by_id=by_id, now=now)


def require_version(paper: Paper, shown: int) -> None:
    """
    Make sure that *paper* stands as it was shown.

    Raises:
        ConflictError: If somebody changed it since.
    """
    if paper.lock_version != shown:
        raise ConflictError("paper.changed_meanwhile")


def require_state(paper: Paper, *states: PaperState) -> None:
    """
    Make sure that *paper* stands in one of *states*.

    Raises:
        InvalidInputError: If it does not.
    """
    if paper.state not in states:
        raise InvalidInputError(f"paper.is_{paper.state.value}")


def flush(session: Session) -> None:
    """
    Write down the changes of a paper.

    Raises:
        ConflictError: If somebody was quicker.
    """
    try:
        session.flush()
    except StaleDataError as error:
        raise ConflictError("paper.changed_meanwhile") from error


# --- steps ------------------------------------------------------------------


def _write_settings(paper: Paper, settings: PaperSettings) -> None:
    for each in fields(settings):
        setattr(paper, each.name, getattr(settings, each.name))


def _write_content(session: Session, paper_id: int, content: PaperContent) -> None:
    """Replace sections, rules, questions and groups of a paper."""
    types = _types_of(session, [each.question_id for each in content.fixed])
    for each in content.fixed:
        if each.question_id not in types:
            raise InvalidInputError("paper.question_unusable", id=each.question_id)
    _require_choices(session, content)
    session.execute(delete(PaperGroup).where(PaperGroup.paper_id == paper_id))
    for section in session.scalars(select(PaperSection).where(PaperSection.paper_id == paper_id)):
        session.delete(section)
    session.flush()
    session.add_all(
        PaperGroup(paper_id=paper_id, group_id=group_id) for group_id in set(content.group_ids)
    )
    wanted = {each.type for each in content.rules} | set(types.values())
    for position, item_type in enumerate(filter(wanted.__contains__, SECTIONS), start=1):
        rules = [rule for rule in content.rules if rule.type is item_type]
        fixed = [each for each in content.fixed if types[each.question_id] is item_type]
        _write_section(session, paper_id, (position, item_type), rules, fixed)
    session.flush()


def _require_choices(session: Session, content: PaperContent) -> None:
    """Make sure that the documents, tags and groups of a paper are there."""
    named: tuple[tuple[type[Document] | type[Tag] | type[Group], set[int]], ...] = (
        (Document, {rule.document_id for rule in content.rules if rule.document_id is not None}),
        (Tag, {rule.tag_id for rule in content.rules if rule.tag_id is not None}),
        (Group, set(content.group_ids)),
    )
    for table, ids in named:
        found = select(func.count()).select_from(table).where(table.id.in_(ids))
        if ids and (not all(map(can_be_id, ids)) or session.scalar(found) != len(ids)):
            raise InvalidInputError("paper.choice_gone")


def _write_section(
    session: Session,
    paper_id: int,
    place: tuple[int, ItemType],
    rules: Sequence[RuleSpec],
    fixed: Sequence[FixedSpec],
) -> None:
    position, item_type = place
    section = PaperSection(paper_id=paper_id, position=position, title=SECTIONS[item_type])
    session.add(section)
    session.flush()
    session.add_all(
        PaperRule(
            section_id=section.id,
            position=number,
            **{each.name: getattr(rule, each.name) for each in fields(RuleSpec)},
        )
        for number, rule in enumerate(rules, start=1)
    )
    session.add_all(
        PaperItem(
            paper_id=paper_id,
            section_id=section.id,
            position=number,
            question_id=each.question_id,
            points=each.points,
        )
        for number, each in enumerate(fixed, start=1)
    )


def _types_of(session: Session, question_ids: Sequence[int]) -> dict[int, ItemType]:
    """Return the types of those questions that can be on a paper."""
    rows = session.execute(
        select(Question.id, Question.type).where(
            Question.id.in_([number for number in question_ids if can_be_id(number)]),
            Question.status == Status.PUBLISHED,
            Question.type.in_(SECTIONS),
        )
    )
    return {row.id: row.type for row in rows}


def _spec_of(rule: PaperRule) -> RuleSpec:
    return RuleSpec(**{each.name: getattr(rule, each.name) for each in fields(RuleSpec)})
