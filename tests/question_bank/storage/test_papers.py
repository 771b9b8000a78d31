"""Papers: written, frozen, extended, closed, called off, copied."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from question_bank.errors import ConflictError, InvalidInputError, NotFoundError
from question_bank.keypoints.values import Kind
from question_bank.questions.values import ItemType
from question_bank.storage import exams, frozen, paper_lists, papers, supply
from question_bank.storage.audit import history_of
from question_bank.storage.database import Database
from question_bank.storage.exam_times import Phase, deadline_of, phase_of, takes_answers
from question_bank.storage.models import Attempt, Document, Paper, PaperSection
from question_bank.storage.models.values import AttemptState, PaperState, ScoringRule
from question_bank.storage.papers import FixedSpec, PaperContent, PaperSettings, RuleSpec
from tests import bank
from tests import papers as papers_of_bank
from tests.question_bank.storage.learning import ITEMS, NOW
from tests.question_bank.storage.paper_world import begin, content, found_papers

HOUR = timedelta(hours=1)
RULE = RuleSpec(ItemType.SINGLE, 3, Decimal("1.5"), Kind.DUTY, 2, 4)


def test_a_paper_is_read_back_as_it_was_written(database: Database) -> None:
    with database.writer() as session:
        world = found_papers(session)
        settings = PaperSettings(
            title="全",
            instructions="请独立完成。",
            scoring_rule=ScoringRule.FIXED,
            part_points=Decimal("0.5"),
            opens_at=NOW,
            closes_at=NOW + HOUR,
            time_limit_seconds=1200,
            attempts_allowed=None,
            pass_mark=Decimal(3),
            shuffle_questions=True,
        )
        fixed = (FixedSpec(world.school.questions[0].question_id, Decimal(4)),)
        rules = (RULE, replace(RULE, kind=None), replace(RULE, type=ItemType.CLOZE, count=1))
        written = PaperContent(settings, rules, fixed)
        paper = papers.create_paper(session, written, code="full", by_id=1, now=NOW)
        session.commit()
    with database.reader() as session:
        assert papers.content_of(session, papers.get_paper(session, paper.id)) == written
        titles = select(PaperSection.title).where(PaperSection.paper_id == paper.id)
        assert session.scalars(titles.order_by(PaperSection.position)).all() == ["单选题", "填空题"]


def test_of_two_editors_the_second_is_told_and_nothing_is_lost(database: Database) -> None:
    with database.writer() as session:
        world = found_papers(session)
        seen = world.draft.lock_version
        first = replace(content(world.school), rules=(RULE,))
        papers.edit_paper(session, world.draft.id, first, lock_version=seen, by_id=1, now=NOW)
        session.commit()
    second = content(world.school, title="后来的")
    with database.writer() as session, pytest.raises(ConflictError):
        papers.edit_paper(session, world.draft.id, second, lock_version=seen, by_id=1, now=NOW)
    with database.reader() as session:
        paper = papers.get_paper(session, world.draft.id)
        assert (paper.title, papers.content_of(session, paper)) == ("测验", first)


def test_what_is_not_there_cannot_stand_on_a_paper(database: Database) -> None:
    with database.writer() as session:
        sound = content(found_papers(session).school)
        for number, broken in enumerate(
            (
                replace(sound, rules=(replace(RULE, document_id=77),)),
                replace(sound, rules=(replace(RULE, tag_id=2**62),)),
                replace(sound, rules=(replace(RULE, tag_id=2**70),)),
                replace(sound, group_ids=(77,)),
                replace(sound, fixed=(FixedSpec(77, Decimal(1)),)),
                replace(sound, fixed=(FixedSpec(2**70, Decimal(1)),)),
            )
        ):
            with pytest.raises(InvalidInputError):
                papers.create_paper(session, broken, code=f"new{number}", by_id=1, now=NOW)


def test_a_question_that_is_a_draft_cannot_be_chosen(database: Database) -> None:
    with database.writer() as session:
        world = found_papers(session)
        fixed = (FixedSpec(world.school.draft.question_id, Decimal(1)),)
        written = PaperContent(PaperSettings("x"), fixed=fixed)
        with pytest.raises(InvalidInputError) as found:
            papers.create_paper(session, written, code="new", by_id=1, now=NOW)
    assert found.value.message_id == "paper.question_unusable"


def test_a_frozen_paper_holds_its_wordings_for_good(database: Database) -> None:
    with database.writer() as session:
        world = found_papers(session, scoring_rule=ScoringRule.HALF, pass_mark=Decimal(4))
        session.commit()
    with database.reader() as session:
        version = frozen.get_version(session, world.paper.id)
        described = frozen.read_snapshot(version.snapshot)
    assert [each.item for each in described.questions] == [ITEMS[at] for at in (2, 3, 4, 1)]
    assert described.total == version.max_score == Decimal(8)
    assert described.pass_mark == Decimal(4)
    assert described.scoring_rule is ScoringRule.HALF
    with database.writer() as session, pytest.raises(DBAPIError):
        session.execute(text("UPDATE paper_version SET snapshot = '{}'"))


def test_a_frozen_paper_cannot_be_edited_or_frozen_again(database: Database) -> None:
    with database.writer() as session:
        world = found_papers(session)
        seen = world.paper.lock_version
        with pytest.raises(InvalidInputError) as found:
            papers.edit_paper(
                session, world.paper.id, content(world.school), lock_version=seen, by_id=1, now=NOW
            )
        assert found.value.message_id == "paper.is_frozen"
        with pytest.raises(InvalidInputError):
            frozen.freeze(
                session, world.paper, world.version.snapshot, lock_version=seen, by_id=1, now=NOW
            )


def test_a_paper_nobody_has_sat_can_be_a_draft_again(database: Database) -> None:
    with database.writer() as session:
        world = found_papers(session)
        paper = world.paper
        frozen.thaw(session, paper, lock_version=paper.lock_version, by_id=1, now=NOW)
        assert paper.state is PaperState.DRAFT
        again = frozen.freeze(
            session,
            paper,
            world.version.snapshot,
            lock_version=paper.lock_version,
            by_id=1,
            now=NOW,
        )
        assert again.number == 2
        world = replace(world, version=again)
        begin(session, world, world.school.person_id)
        with pytest.raises(InvalidInputError) as found:
            frozen.thaw(session, paper, lock_version=paper.lock_version, by_id=1, now=NOW)
    assert found.value.message_id == "paper.was_sat"


def test_more_time_reaches_those_who_sit_it_now(database: Database) -> None:
    with database.writer() as session:
        world = found_papers(session, time_limit_seconds=600, closes_at=NOW + HOUR)
        attempt = begin(session, world, world.school.person_id)
        assert attempt.deadline_at == NOW + timedelta(minutes=10)
        paper = world.paper
        more = paper_lists.Extension(NOW + 2 * HOUR, 5400)
        paper_lists.extend(
            session, paper, more, lock_version=paper.lock_version, by_id=1, now=NOW + HOUR / 2
        )
        assert attempt.deadline_at == NOW + timedelta(minutes=90)
        too_early = paper_lists.Extension(NOW, None)
        with pytest.raises(InvalidInputError):
            paper_lists.extend(
                session, paper, too_early, lock_version=paper.lock_version, by_id=1, now=NOW + HOUR
            )
        actions = [each.action for each in history_of(session, "paper", paper.id)]
    assert actions == ["paper.extend", "paper.freeze", "paper.create"]


def test_closing_ends_every_sitting_now(database: Database) -> None:
    with database.writer() as session:
        world = found_papers(session, time_limit_seconds=600)
        attempt = begin(session, world, world.school.person_id)
        paper, later = world.paper, NOW + timedelta(minutes=3)
        paper_lists.close(session, paper, lock_version=paper.lock_version, by_id=1, now=later)
        assert attempt.deadline_at == later
        assert phase_of(paper, later) is Phase.CLOSED
        assert exams.overdue(session, later + HOUR) == [attempt.id]
        with pytest.raises(InvalidInputError):
            paper_lists.close(session, paper, lock_version=paper.lock_version, by_id=1, now=later)


def test_a_cancelled_paper_ends_sittings_without_a_result(database: Database) -> None:
    with database.writer() as session:
        world = found_papers(session)
        attempt = begin(session, world, world.school.person_id)
        paper = world.paper
        paper_lists.cancel(
            session, paper, "错发", lock_version=paper.lock_version, by_id=1, now=NOW
        )
        session.commit()
    with database.reader() as session:
        assert session.get_one(Attempt, attempt.id).state is AttemptState.CANCELLED
        assert phase_of(papers.get_paper(session, paper.id), NOW) is Phase.CANCELLED
        assert history_of(session, "paper", paper.id)[0].details == {"reason": "错发"}


def test_a_copy_has_the_rules_but_not_the_times(database: Database) -> None:
    with database.writer() as session:
        world = found_papers(session, closes_at=NOW + HOUR, time_limit_seconds=600)
        copied = papers.copy_paper(session, world.paper, code="copy", by_id=1, now=NOW)
        found = papers.content_of(session, copied)
    assert (copied.state, copied.closes_at, copied.code) == (PaperState.DRAFT, None, "copy")
    assert found == content(world.school, time_limit_seconds=600)


def test_lists_are_paged_and_absurd_pages_are_the_nearest(database: Database) -> None:
    with database.writer() as session:
        found_papers(session)
        for number in (-5, 0, 1, 2, 99, 2**70):
            page = paper_lists.list_papers(session, NOW, number=number, size=2)
            assert (page.pages, page.total) == (2, 3)
            assert page.number == min(max(number, 1), 2)
            assert len(page.rows) == (2 if page.number == 1 else 1)


def test_a_paper_is_listed_by_its_phase(database: Database) -> None:
    with database.writer() as session:
        world = found_papers(session, opens_at=NOW, closes_at=NOW + HOUR)
        begin(session, world, world.school.person_id, NOW)
        for at, phase in (
            (-HOUR, Phase.UPCOMING),
            (HOUR / 2, Phase.OPEN),
            (HOUR, Phase.CLOSED),
        ):
            for each in Phase:
                rows = paper_lists.list_papers(session, NOW + at, phase=each).rows
                found = [row for row in rows if row.paper.id == world.paper.id]
                assert bool(found) == (each is phase)
                assert all((row.phase, row.running) == (phase, 1) for row in found)
        drafts = paper_lists.list_papers(session, NOW, phase=Phase.DRAFT).rows
        assert [row.paper.id for row in drafts] == [world.draft.id]


def test_a_paper_that_is_not_there_is_not_found(database: Database) -> None:
    with database.writer() as session:
        found_papers(session)
        for number in (0, -1, 77, 2**70):
            with pytest.raises(NotFoundError):
                papers.get_paper(session, number)


def test_the_supply_of_rules_is_what_is_published(database: Database) -> None:
    with database.writer() as session:
        world = found_papers(session)
        cloze = [world.school.questions[at].question_id for at in (0, 1)]
        rules = [
            RuleSpec(ItemType.CLOZE, 1, Decimal(1)),
            RuleSpec(ItemType.CLOZE, 1, Decimal(1), Kind.SLOGAN),
            RuleSpec(ItemType.CLOZE, 1, Decimal(1), easiest=4),
            RuleSpec(ItemType.CLOZE, 1, Decimal(1), document_id=9),
            RuleSpec(ItemType.CLOZE, 1, Decimal(1), tag_id=9),
        ]
        for start in (0, 0.5, 1):
            found = supply.ids_for(session, rules, start)
            assert found == [cloze, [cloze[1]], [cloze[1]], [], []]
        # One of a rule before the place, and one from there on.
        assert supply.ids_for(session, rules[:1], 0, 1) == [cloze[:1]]
        assert supply.ids_for(session, rules[:1], 1, 1) == [cloze[1:]]
        assert supply.ids_for(session, [], 0) == []
        loaded = supply.load_supply(session, [*cloze, world.school.draft.question_id])
    assert [each.question_id for each in loaded] == cloze
    assert loaded[0].keys == ("表决权", "质询权")


def test_the_deadline_is_the_earlier_of_limit_and_closing() -> None:
    paper = Paper(closes_at=NOW + HOUR, time_limit_seconds=600)
    assert deadline_of(paper, NOW) == NOW + timedelta(minutes=10)
    assert deadline_of(paper, NOW + timedelta(minutes=55)) == NOW + HOUR
    assert deadline_of(Paper(), NOW) is None


@pytest.mark.parametrize(("seconds", "counts"), [(-1, True), (0, True), (29, True), (30, False)])
def test_answers_count_until_the_grace_is_over(seconds: int, *, counts: bool) -> None:
    late: datetime = NOW + timedelta(seconds=seconds)
    assert takes_answers(NOW, 30, late) is counts
    assert takes_answers(None, 30, late)


def test_codes_find_their_paper(database: Database) -> None:
    with database.writer() as session:
        world = found_papers(session)
        found = paper_lists.find_by_code(session, "first")
        assert found is not None
        assert found.id == world.paper.id
        assert paper_lists.find_by_code(session, "nothing") is None
        assert session.scalar(select(func.count()).select_from(Paper)) == 3


def test_a_paper_keeps_the_titles_it_was_frozen_with(database: Database) -> None:
    with database.writer() as session:
        bank.fill(session)
        row = papers_of_bank.open_paper(session, NOW)
        document = session.scalars(select(Document)).one()
        kept, document.title = document.title, "改过的标题"
        session.flush()
        snapshot = frozen.get_version(session, row.id).snapshot
        older = json.loads(json.dumps(snapshot))
        for each in (question for part in older["sections"] for question in part["questions"]):
            del each["document"]

        told = frozen.titles_asked(session, frozen.read_snapshot(snapshot))
        told_of_older = frozen.titles_asked(session, frozen.read_snapshot(older))

    assert set(told.values()) == {kept}
    assert told_of_older == dict.fromkeys(told, "改过的标题")


def test_a_question_without_a_document_freezes_without_a_title(database: Database) -> None:
    with database.writer() as session:
        world = found_papers(session)
        described = frozen.read_snapshot(world.version.snapshot)

        assert set(frozen.titles_asked(session, described).values()) == {""}
