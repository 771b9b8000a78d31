"""Sittings: begun once, every answer kept, finished once; marks changed with a log."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import Connection, func, select

from question_bank.errors import ConflictError, InvalidInputError, NotFoundError
from question_bank.practice.regrading import Correction, carry_out, find_changes
from question_bank.practice.responses import Response
from question_bank.storage import (
    appeals,
    audiences,
    exam_answering,
    exams,
    paper_results,
    regrades,
)
from question_bank.storage.attempts import questions_of
from question_bank.storage.contents import item_to_json
from question_bank.storage.database import Database
from question_bank.storage.exam_answering import hold_turn
from question_bank.storage.marks import unpack_marks
from question_bank.storage.models import (
    Answer,
    Attempt,
    Group,
    Membership,
    PaperGroup,
    Regrade,
    Revision,
)
from question_bank.storage.models.values import (
    AttemptState,
    Audience,
    FinishReason,
    ReportState,
)
from tests import bank
from tests.question_bank.storage.learning import ITEMS, NOW
from tests.question_bank.storage.paper_world import World, begin, found_papers, freeze_paper, judged

MINUTE = timedelta(minutes=1)
TWO, NONE = Decimal(2), Decimal(0)
RIGHT = Response(options=(4,))
WRONG = Response(options=(1,))


def keep(database: Database, attempt: Attempt, slot: int, response: Response) -> bool:
    with database.jot() as jotted:
        done = keep_by(jotted.bank, attempt, slot, response)
        jotted.keep()
    return done


def keep_by(connection: Connection, attempt: Attempt, slot: int, response: Response) -> bool:
    turn = hold_turn(connection, attempt.id, slot, attempt.person_id)
    if turn is not None:
        kept = exam_answering.Kept(judged(attempt, slot, response))
        exam_answering.keep(connection, turn, kept, NOW)
    return turn is not None


@pytest.fixture
def world(database: Database) -> World:
    with database.writer() as session:
        made = found_papers(session, time_limit_seconds=600, attempts_allowed=2)
        session.commit()
    return made


@pytest.fixture
def attempt(database: Database, world: World) -> Attempt:
    with database.writer() as session:
        begin(session, world, world.school.other_id)
        begun = begin(session, world, world.school.person_id)
        session.commit()
    return begun


def begin_again(database: Database, world: World) -> int:
    """Return the number of the sitting that somebody else has open."""
    with database.reader() as session:
        (running,) = exams.attempts_of(session, world.paper.id, world.school.other_id)
    return running.id


def finish(database: Database, attempt: Attempt, reason: FinishReason) -> bool:
    with database.writer() as session:
        done = exams.finish(session, attempt.id, reason, NOW + 30 * MINUTE)
        session.commit()
    return done


def test_beginning_again_leads_to_the_open_attempt(database: Database, world: World) -> None:
    with database.writer() as session:
        first = begin(session, world, world.school.person_id)
        assert begin(session, world, world.school.person_id).id == first.id
        other = begin(session, world, world.school.other_id)
        assert (other.id != first.id, other.number, first.number) == (True, 1, 1)


def test_attempts_are_counted_and_run_out(database: Database, world: World) -> None:
    with database.writer() as session:
        for number in (1, 2):
            attempt = begin(session, world, world.school.person_id)
            assert attempt.number == number
            exams.finish(session, attempt.id, FinishReason.SUBMITTED, NOW)
        with pytest.raises(InvalidInputError) as found:
            begin(session, world, world.school.person_id)
    assert found.value.message_id == "exam.no_attempt_left"


def test_nobody_gets_the_sitting_of_another(database: Database, attempt: Attempt) -> None:
    with database.reader() as session:
        assert exams.get_sitting(session, attempt.id, attempt.person_id).attempt.id == attempt.id
        for person_id in (attempt.person_id + 1, None, 0):
            with pytest.raises(NotFoundError):
                exams.get_sitting(session, attempt.id, person_id)


def test_the_last_answer_to_a_slot_counts(database: Database, attempt: Attempt) -> None:
    assert keep(database, attempt, 1, WRONG)
    assert keep(database, attempt, 1, RIGHT)
    with database.reader() as session:
        (answer,) = session.scalars(select(Answer)).all()
    assert (answer.mark, answer.correct, answer.response) == (TWO, True, {"options": [4]})


def test_nobody_holds_the_sitting_of_another(database: Database, attempt: Attempt) -> None:
    for person_id in (attempt.person_id + 1, None):
        with database.jot() as jotted:
            assert hold_turn(jotted.bank, attempt.id, 1, person_id) is None


@pytest.mark.parametrize("slot", [-1, 0, 5])
def test_a_slot_that_is_none_is_not_held(database: Database, attempt: Attempt, slot: int) -> None:
    with database.jot() as jotted, pytest.raises(NotFoundError):
        hold_turn(jotted.bank, attempt.id, slot, attempt.person_id)


def test_what_is_held_stands_only_when_it_is_committed(
    database: Database, attempt: Attempt
) -> None:
    with database.jot() as jotted:
        keep_by(jotted.bank, attempt, 3, Response(truth=True))
    with database.reader() as session:
        assert session.get_one(Attempt, attempt.id).current_slot == 1
        assert session.scalars(select(Answer)).all() == []


def test_a_flag_leaves_the_answer_and_an_answer_the_flag(
    database: Database, attempt: Attempt
) -> None:
    for kept in (
        exam_answering.Kept(flagged=True),
        exam_answering.Kept(judged(attempt, 1, RIGHT)),
        exam_answering.Kept(),
    ):
        with database.jot() as jotted:
            turn = hold_turn(jotted.bank, attempt.id, 1, attempt.person_id)
            assert turn is not None
            exam_answering.keep(jotted.bank, turn, kept, NOW)
            jotted.keep()
    keep(database, attempt, 2, Response(options=(2,)))
    with database.jot() as jotted:
        turn = hold_turn(jotted.bank, attempt.id, 1, attempt.person_id)
        states = exam_answering.states_of(jotted.bank, attempt.id)
    assert turn is not None
    assert (turn.others, turn.response, turn.count) == (1, {"options": [4]}, 4)
    assert turn.deadline == NOW + 10 * MINUTE
    assert {slot: each.is_flagged for slot, each in states.items()} == {1: True, 2: False}


def test_a_finished_attempt_takes_nothing_more(database: Database, attempt: Attempt) -> None:
    keep(database, attempt, 1, RIGHT)
    assert finish(database, attempt, FinishReason.SUBMITTED)
    assert not keep(database, attempt, 2, Response(options=(2,)))
    assert not finish(database, attempt, FinishReason.TIME)
    with database.reader() as session:
        row = session.get_one(Attempt, attempt.id)
        assert (row.score, row.finish_reason) == (TWO, FinishReason.SUBMITTED)
        assert unpack_marks(row.marks or b"") == (TWO, NONE, NONE, NONE)
        others = select(func.count()).where(Attempt.state == AttemptState.OPEN)
        assert session.scalar(others) == 1


def test_the_overdue_are_found_and_end_at_their_deadline(
    database: Database, attempt: Attempt
) -> None:
    with database.reader() as session:
        assert exams.overdue(session, NOW + 10 * MINUTE) == []
        late = NOW + 11 * MINUTE
        assert attempt.id in exams.overdue(session, late)
        assert len(exams.overdue(session, late)) == 2
        assert exams.overdue(session, late, paper_id=77) == []
    assert finish(database, attempt, FinishReason.TIME)
    with database.reader() as session:
        row = session.get_one(Attempt, attempt.id)
        assert row.finished_at == row.deadline_at == NOW + 10 * MINUTE


# --- marking anew -----------------------------------------------------------


def corrected(database: Database, world: World) -> Revision:
    """Return a wording of the single choice in which another option is right."""
    number = world.school.questions[2].question_id
    item = item_to_json(ITEMS[2])
    for option in item["options"]:
        option["correct"] = option["number"] == 1
    with database.writer() as session:
        revision = Revision(
            question_id=number, number=2, item=item, content_hash="1" * 64, created_at=NOW
        )
        session.add(revision)
        session.commit()
    return revision


def test_a_corrected_key_changes_marks_scores_and_what_is_marked_later(
    database: Database, world: World, attempt: Attempt
) -> None:
    keep(database, attempt, 1, WRONG)
    keep(database, attempt, 3, Response(truth=True))
    finish(database, attempt, FinishReason.SUBMITTED)
    revision = corrected(database, world)
    with database.writer() as session:
        (change,) = find_changes(session, world.version.id, revision)
        assert (change.old_mark, change.new_mark) == (NONE, TWO)
        reason = Correction(world.version.id, revision, "选项写反了", world.school.other_id)
        assert carry_out(session, reason, NOW) == [change]
        session.commit()
    with database.reader() as session:
        row = session.get_one(Attempt, attempt.id)
        assert (row.score, unpack_marks(row.marks or b"")) == (2 * TWO, (TWO, NONE, TWO, NONE))
        (log,) = session.scalars(select(Regrade)).all()
        assert (log.old_mark, log.new_mark, log.reason) == (NONE, TWO, "选项写反了")
        assert log.person_id == world.school.other_id
        (entry,) = regrades.list_corrections(session, world.version.id)
        assert entry.changed == 1
        number = world.school.questions[2].question_id
        asked = questions_of(row)
        keys = exams.keys_in_force(session, world.version.id, asked)
        assert keys[number].id == revision.id
        items = exams.items_in_force(session, world.version.id, asked)
        assert {each: item_to_json(items[each]) for each in items} == {
            each: keys[each].item for each in keys
        }
    with database.jot() as jotted:
        running = begin_again(database, world)
        turn = hold_turn(jotted.bank, running, 1, world.school.other_id)
        assert turn is not None
        assert item_to_json(turn.item) == revision.item


def test_marking_anew_needs_a_reason(database: Database, world: World) -> None:
    revision = corrected(database, world)
    with database.writer() as session, pytest.raises(InvalidInputError):
        carry_out(session, Correction(world.version.id, revision, "  ", 1), NOW)


def test_a_question_with_other_options_cannot_mark_old_answers(
    database: Database, world: World
) -> None:
    revision = corrected(database, world)
    with database.writer() as session:
        row = session.get_one(Revision, revision.id)
        other = item_to_json(bank.SYSTEM_SINGLE.item)
        other["options"] = other["options"][:3]
        changed = Revision(
            question_id=row.question_id,
            number=3,
            item=other,
            content_hash="2" * 64,
            created_at=NOW,
        )
        session.add(changed)
        session.flush()
        with pytest.raises(InvalidInputError) as found:
            carry_out(session, Correction(world.version.id, changed, "改", 1), NOW)
    assert found.value.message_id == "regrade.other_parts"


def test_a_question_of_another_paper_is_not_marked_anew(database: Database, world: World) -> None:
    with database.writer() as session:
        foreign = session.get_one(Revision, world.school.questions[0].revision_id)
        with pytest.raises(NotFoundError):
            carry_out(session, Correction(world.version.id, foreign, "改", 1), NOW)


# --- results ----------------------------------------------------------------


def test_each_person_counts_once_with_the_best(database: Database, world: World) -> None:
    with database.writer() as session:
        for response in (RIGHT, WRONG):
            attempt = begin(session, world, world.school.person_id)
            keep_by(session.connection(), attempt, 1, response)
            exams.finish(session, attempt.id, FinishReason.SUBMITTED, NOW)
        begin(session, world, world.school.other_id)
        session.commit()
    with database.reader() as session:
        found = paper_results.summarise(session, world.paper.id, Decimal(2))
        assert (found.people, found.scores, found.passed) == (1, (TWO,), 1)
        for which, first in (("best", 2), ("last", 0), ("first", 2)):
            marks = paper_results.marks_of(session, world.version.id, paper_results.Which(which))
            assert marks == [[first, 0, 0, 0]], which
        everything = paper_results.Which.ALL
        assert len(paper_results.marks_of(session, world.version.id, everything)) == 2
        page = paper_results.list_results(
            session, world.paper.id, order=paper_results.Order.SCORE, size=2
        )
    assert (page.total, page.pages, page.rows[0].score) == (3, 2, TWO)


def test_what_was_chosen_in_a_question_is_counted(database: Database, attempt: Attempt) -> None:
    keep(database, attempt, 4, Response(texts=("作用", "水准", "")))
    finish(database, attempt, FinishReason.SUBMITTED)
    with database.reader() as session:
        version_id = attempt.paper_version_id or 0
        number = questions_of(attempt)[3].question_id
        found = paper_results.responses_to(session, version_id, number)
        assert paper_results.count_finished(session, version_id) == 1
    responses = [response for response, _mark in found]
    assert paper_results.count_texts(responses, 1) == [("水准", 1)]
    assert paper_results.count_texts(responses, 2) == [("", 1)]


# --- who may come -----------------------------------------------------------


def test_groups_ask_their_members_and_those_of_the_groups_below(database: Database) -> None:
    with database.writer() as session:
        world = found_papers(session)
        delegation = Group(name="第一代表团", created_at=NOW)
        elsewhere = Group(name="第二代表团", created_at=NOW)
        session.add_all([delegation, elsewhere])
        session.flush()
        team = Group(name="第一小组", parent_id=delegation.id, created_at=NOW)
        session.add(team)
        session.flush()
        inside, outside = world.school.person_id, world.school.other_id
        session.add(Membership(person_id=inside, group_id=team.id, joined_at=NOW))
        session.add(Membership(person_id=outside, group_id=elsewhere.id, joined_at=NOW))
        paper, version = freeze_paper(session, world.school, "third", audience=Audience.CODE)
        paper.audience = Audience.GROUPS
        session.add(PaperGroup(paper_id=paper.id, group_id=delegation.id))
        session.flush()
        assert audiences.may_sit(session, paper, inside)
        assert not audiences.may_sit(session, paper, outside)
        assert not audiences.may_sit(session, paper, None)
        assert audiences.audience_size(session, paper) == 1
        assert audiences.audience_size(session, world.paper) is None
        rows, number, total = audiences.list_missing(session, paper, number=9, size=5)
        assert ([row.person_id for row in rows], number, total) == ([inside], 1, 1)
        named = [each.paper.id for each in audiences.open_papers(session, inside, NOW)]
        assert paper.id in named
        named = [each.paper.id for each in audiences.open_papers(session, outside, NOW)]
        assert paper.id not in named
        begin(session, World(world.school, paper, version, world.draft), inside)
        assert audiences.list_missing(session, paper, number=1, size=5)[2] == 0
        assert "第一代表团 / 第一小组" in dict(audiences.list_groups(session)).values()


def test_a_paper_whose_attempts_are_used_up_is_named_no_more(
    database: Database, world: World
) -> None:
    with database.writer() as session:
        for _ in range(2):
            attempt = begin(session, world, world.school.person_id)
            exams.finish(session, attempt.id, FinishReason.SUBMITTED, NOW)
        named = audiences.open_papers(session, world.school.person_id, NOW)
        assert world.paper.id not in [each.paper.id for each in named]
        anyone = audiences.open_papers(session, None, NOW)
        assert world.paper.id in [each.paper.id for each in anyone]


# --- appeals ----------------------------------------------------------------


def test_an_appeal_is_made_once_and_decided_once(database: Database, attempt: Attempt) -> None:
    keep(database, attempt, 4, Response(texts=("作用", "水准", "活力")))
    with database.writer() as session:
        answer = exams.answers_in(session, attempt.id)[4]
        report = appeals.make(session, answer, attempt.person_id, "", NOW)
        assert appeals.make(session, answer, attempt.person_id, "再来", NOW).id == report.id
        rows, _number, total = appeals.list_appeals(session, ReportState.OPEN, number=1)
        assert (total, rows[0].report.id, rows[0].paper.title) == (1, report.id, "测验")
        appeals.decide(session, report.id, ReportState.DISMISSED, "按原文", 1, NOW)
        with pytest.raises(ConflictError):
            appeals.decide(session, report.id, ReportState.FIXED, "", 1, NOW)
        assert appeals.list_appeals(session, ReportState.OPEN, number=1)[2] == 0
        with pytest.raises(NotFoundError):
            appeals.get_appeal(session, report.id + 1)
