from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from question_bank.errors import ConflictError, InvalidInputError, NotFoundError
from question_bank.questions.values import Evidence, Option
from question_bank.storage import audit
from question_bank.storage.contents import evidence_of, findings_of, item_of
from question_bank.storage.database import Database
from question_bank.storage.models import Question, Signature
from question_bank.storage.models.values import Origin, SignatureVerdict, Status
from question_bank.storage.questions import (
    MOVES,
    Content,
    Edit,
    Move,
    create_question,
    edit_question,
    get_question,
    history_of,
    move_question,
    sign_question,
)
from question_bank.storage.wordings import Source
from tests.question_bank.storage.library import (
    BLOCKED,
    CHOICE,
    CLOZE,
    DOUBT,
    NOW,
    Shelf,
    generate_usual,
    stock,
)

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.writer() as session:
        yield session


@pytest.fixture
def shelf(session: Session) -> Shelf:
    """A text with generated questions."""
    shelf = stock(session)
    generate_usual(session, shelf)
    return shelf


@pytest.fixture
def draft(session: Session, shelf: Shelf) -> Question:
    """A draft by the author of *shelf*, with everything a question can have."""
    quote = "审议权、表决权、提案权"
    start = shelf.text.clean_text.index(quote)
    source = Source(shelf.version_id, Evidence(start, start + len(quote), quote))
    content = Content(CHOICE, source, (DOUBT,), ("权利", "代表法"), Decimal("1.5"))
    return create_question(session, content, guid="own", author_id=shelf.author_id, now=NOW)


def publish(session: Session, row: Question, shelf: Shelf) -> Question:
    return move_question(session, Move(row.id, Status.PUBLISHED, shelf.reviewer_id), NOW)


def edit(session: Session, row: Question, content: Content, by_id: int) -> Question:
    return edit_question(session, Edit(row.id, row.lock_version, content), by_id=by_id, now=LATER)


# --- writing ----------------------------------------------------------------


def test_a_new_question_is_a_draft_with_all_that_was_given(draft: Question, shelf: Shelf) -> None:
    assert (draft.status, draft.origin) == (Status.DRAFT, Origin.AUTHORED)
    assert item_of(draft) == CHOICE
    assert findings_of(draft) == (DOUBT,)
    assert [tag.name for tag in draft.tags] == ["代表法", "权利"]
    assert draft.points == Decimal("1.5")
    evidence = evidence_of(draft)
    assert evidence is not None
    assert shelf.text.clean_text[evidence.start : evidence.end] == evidence.quote
    assert draft.author_id == shelf.author_id


def test_a_question_needs_no_source(session: Session, shelf: Shelf) -> None:
    row = create_question(session, Content(CLOZE), guid="own", author_id=shelf.author_id, now=NOW)
    assert evidence_of(row) is None


@pytest.mark.parametrize(
    ("content", "message_id"),
    [
        (Content(replace(CHOICE, stem="")), "item.no_stem"),
        (Content(CHOICE, points=Decimal(0)), "question.points"),
    ],
)
def test_what_could_not_be_shown_is_not_stored(
    session: Session, shelf: Shelf, content: Content, message_id: str
) -> None:
    before = session.scalar(select(func.count()).select_from(Question))
    with pytest.raises(InvalidInputError) as found:
        create_question(session, content, guid="own", author_id=shelf.author_id, now=NOW)
    assert found.value.message_id == message_id
    assert session.scalar(select(func.count()).select_from(Question)) == before


@pytest.mark.parametrize("number", [0, -5, 4711, 99999999999999999999])
def test_a_question_that_is_not_there_is_named(session: Session, shelf: Shelf, number: int) -> None:
    with pytest.raises(NotFoundError):
        get_question(session, number)
    with pytest.raises(NotFoundError):
        sign_question(session, number, by_id=shelf.reviewer_id, now=NOW)


# --- changing ---------------------------------------------------------------


def test_an_edit_replaces_everything(session: Session, draft: Question, shelf: Shelf) -> None:
    after = edit(session, draft, Content(replace(CHOICE, explanation="看。")), shelf.author_id)
    assert (after.explanation, after.tags, after.findings) == ("看。", [], [])
    assert (after.points, evidence_of(after)) == (Decimal(1), None)
    assert after.edited_at == LATER


def test_a_deleted_option_never_gives_its_number_away(
    session: Session, draft: Question, shelf: Shelf
) -> None:
    first, second, _third = CHOICE.options
    shorter = edit(
        session, draft, Content(replace(CHOICE, options=(second, first))), shelf.author_id
    )
    assert [option.number for option in item_of(shorter).options] == [2, 1]
    longer = replace(CHOICE, options=(second, first, Option(3, "监察权", correct=False)))
    after = edit(session, shorter, Content(longer), shelf.author_id)
    assert [(option.number, option.text) for option in item_of(after).options] == [
        (2, "审判权"),
        (1, "表决权"),
        (4, "监察权"),
    ]


def test_a_second_trainer_overwrites_nothing(
    session: Session, draft: Question, shelf: Shelf
) -> None:
    shown = draft.lock_version
    edit(session, draft, Content(replace(CHOICE, explanation="甲改的。")), shelf.author_id)
    other = Edit(draft.id, shown, Content(replace(CHOICE, explanation="乙改的。")))
    with pytest.raises(ConflictError) as found:
        edit_question(session, other, by_id=shelf.reviewer_id, now=LATER)
    assert found.value.parameters == {"id": draft.id}
    assert get_question(session, draft.id).explanation == "甲改的。"
    with pytest.raises(ConflictError):
        move_question(
            session,
            Move(draft.id, Status.PUBLISHED, shelf.reviewer_id, lock_version=shown),
            LATER,
        )


def test_two_trainers_at_the_same_moment_overwrite_nothing(database: Database) -> None:
    with database.writer() as session:
        shelf = stock(session)
        row = create_question(
            session, Content(CHOICE), guid="own", author_id=shelf.author_id, now=NOW
        )
        session.commit()
    with database.writer() as session:
        stale = session.get_one(Question, row.id)
        session.commit()
        with database.writer() as other:
            edit(other, row, Content(replace(CHOICE, explanation="甲。")), shelf.author_id)
            other.commit()
        stale_edit = Edit(row.id, stale.lock_version, Content(replace(CHOICE, explanation="乙。")))
        with pytest.raises(ConflictError):
            edit_question(session, stale_edit, by_id=shelf.reviewer_id, now=LATER)
    with database.reader() as session:
        assert get_question(session, row.id).explanation == "甲。"


def test_a_type_cannot_be_changed(session: Session, draft: Question, shelf: Shelf) -> None:
    with pytest.raises(InvalidInputError) as found:
        edit(session, draft, Content(CLOZE), shelf.author_id)
    assert found.value.message_id == "question.type_is_fixed"


def test_a_generated_question_keeps_its_source(session: Session, shelf: Shelf) -> None:
    number = session.scalars(select(Question.id).where(Question.guid == "cloze")).one()
    row = get_question(session, number)
    before = evidence_of(row)
    after = edit(session, row, Content(replace(CLOZE, explanation="改。")), shelf.author_id)
    assert evidence_of(after) == before


def test_an_edited_published_question_stays_published_unsigned(
    session: Session, draft: Question, shelf: Shelf
) -> None:
    row = publish(session, draft, shelf)
    assert (row.is_signed, row.current_revision) == (True, 1)
    after = edit(session, row, Content(replace(CHOICE, explanation="改。")), shelf.author_id)
    assert (after.status, after.is_signed, after.current_revision) == (Status.PUBLISHED, False, 2)
    newest, first = history_of(session, row.id)
    assert (newest.item["explanation"], first.item["explanation"]) == ("改。", "")
    assert first.source is not None
    assert first.source["quote"] == "审议权、表决权、提案权"


def test_an_edit_that_no_deputy_sees_keeps_the_signature(
    session: Session, draft: Question, shelf: Shelf
) -> None:
    row = publish(session, draft, shelf)
    changed_at = row.content_changed_at
    source = Source(shelf.version_id, Evidence(*_span(row)))
    content = Content(replace(CHOICE, difficulty=5), source, tags=("新",))
    after = edit(session, row, content, shelf.author_id)
    assert (after.difficulty, [tag.name for tag in after.tags]) == (5, ["新"])
    assert after.is_signed
    assert (after.content_changed_at, after.current_revision) == (changed_at, 1)


def _span(row: Question) -> tuple[int, int, str]:
    evidence = evidence_of(row)
    assert evidence is not None
    return evidence.start, evidence.end, evidence.quote


# --- moving and signing -----------------------------------------------------


def test_publishing_signs_the_wording(session: Session, draft: Question, shelf: Shelf) -> None:
    row = publish(session, draft, shelf)
    assert (row.status, row.signed_at) == (Status.PUBLISHED, NOW)
    [signature] = session.scalars(
        select(Signature).join_from(Signature, Question, Question.id == row.id)
    )
    assert (signature.person_id, signature.verdict) == (
        shelf.reviewer_id,
        SignatureVerdict.ACCEPT,
    )


def test_what_a_check_blocks_is_not_published(
    session: Session, draft: Question, shelf: Shelf
) -> None:
    row = edit(session, draft, Content(CHOICE, findings=(DOUBT, BLOCKED)), shelf.author_id)
    with pytest.raises(InvalidInputError) as found:
        publish(session, row, shelf)
    assert found.value.parameters == {"id": row.id, "check": "noise"}


def test_under_the_rule_of_two_nobody_publishes_or_signs_their_own(
    session: Session, draft: Question, shelf: Shelf
) -> None:
    own = Move(draft.id, Status.PUBLISHED, shelf.author_id, by_another=True)
    with pytest.raises(InvalidInputError) as found:
        move_question(session, own, NOW)
    assert found.value.message_id == "question.own"
    assert publish(session, draft, shelf).status is Status.PUBLISHED
    with pytest.raises(InvalidInputError):
        sign_question(session, draft.id, by_id=shelf.author_id, by_another=True, now=NOW)


def test_rejecting_needs_a_reason_and_keeps_it(
    session: Session, draft: Question, shelf: Shelf
) -> None:
    with pytest.raises(InvalidInputError) as found:
        move_question(session, Move(draft.id, Status.REJECTED, shelf.reviewer_id, " "), NOW)
    assert found.value.message_id == "question.reason_needed"
    move = Move(draft.id, Status.REJECTED, shelf.reviewer_id, "干扰项不像")
    row = move_question(session, move, NOW)
    assert (row.status, row.status_reason, row.is_signed) == (Status.REJECTED, "干扰项不像", False)
    [kept] = history_of(session, draft.id)
    assert [signature.reason for signature in kept.signatures] == ["干扰项不像"]


@pytest.mark.parametrize(
    ("now", "wanted"),
    [(now, wanted) for now in Status for wanted in Status if wanted not in MOVES[now]],
)
def test_no_question_goes_where_it_cannot(
    session: Session, draft: Question, shelf: Shelf, now: Status, wanted: Status
) -> None:
    draft.status, draft.status_reason, draft.current_revision = now, "有", 1
    session.flush()
    with pytest.raises(InvalidInputError) as found:
        move_question(session, Move(draft.id, wanted, shelf.reviewer_id, "有"), NOW)
    assert found.value.message_id == "question.cannot_move"


def test_a_generated_question_is_unsigned_until_somebody_signs(
    session: Session, shelf: Shelf
) -> None:
    number = session.scalars(select(Question.id).where(Question.guid == "cloze")).one()
    assert not get_question(session, number).is_signed
    for _ in range(2):
        assert sign_question(session, number, by_id=shelf.reviewer_id, now=NOW).is_signed
    assert session.scalar(select(func.count()).select_from(Signature)) == 1


def test_only_published_questions_are_signed(
    session: Session, draft: Question, shelf: Shelf
) -> None:
    with pytest.raises(InvalidInputError) as found:
        sign_question(session, draft.id, by_id=shelf.reviewer_id, now=NOW)
    assert found.value.message_id == "question.not_published"


def test_a_retired_question_comes_back_in_the_same_wording(
    session: Session, draft: Question, shelf: Shelf
) -> None:
    publish(session, draft, shelf)
    move_question(session, Move(draft.id, Status.RETIRED, shelf.reviewer_id), NOW)
    row = publish(session, draft, shelf)
    assert (row.status, row.current_revision) == (Status.PUBLISHED, 1)


def test_every_change_is_on_record(session: Session, draft: Question, shelf: Shelf) -> None:
    row = edit(session, draft, Content(replace(CHOICE, explanation="改。")), shelf.author_id)
    publish(session, row, shelf)
    session.flush()
    assert [
        (deed.action, deed.person_id) for deed in audit.history_of(session, "question", draft.id)
    ] == [
        ("question.published", shelf.reviewer_id),
        ("question.edit", shelf.author_id),
        ("question.create", shelf.author_id),
    ]
