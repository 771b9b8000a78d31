"""Printed sheets: what stays, whose they are, what is entered once."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import count

import pytest
from sqlalchemy.orm import Session

from question_bank.errors import ConflictError, InvalidInputError, NotFoundError
from question_bank.practice.exam_rules import rules_of
from question_bank.practice.printing import variant_layouts
from question_bank.storage import frozen, groups, paper_results, paper_sheets, people
from question_bank.storage.database import Database
from question_bank.storage.drawn import Drawn, Judged
from question_bank.storage.models import Attempt, PaperSheet, Person
from question_bank.storage.models.values import AttemptState, PaperState
from tests.question_bank.storage.learning import NOW
from tests.question_bank.storage.paper_world import World, found_papers


def numbers() -> Callable[[], str]:
    """Return what draws numbers that rise, each one twice: the second time it is taken."""
    drawn = (f"{each // 2:08}" for each in count())
    return lambda: next(drawn)


def printed(session: Session, world: World, names: str = "AB") -> dict[str, PaperSheet]:
    layouts = variant_layouts(frozen.read_snapshot(world.version.snapshot), list(names))
    return paper_sheets.ensure_variants(session, world.version.id, layouts, numbers(), NOW)


def somebody(session: Session, name: str, group: str = "第一代表团") -> Person:
    return people.add_person(session, people.Listed(name, "", group, ""), NOW)


def answers(world: World, mark: Decimal = Decimal(2)) -> list[Judged]:
    """Return an answer to the first question, and none to the others."""
    given = Judged({"options": [1]}, mark, Decimal(2), mark == Decimal(2), near_miss=False)
    empty = Judged({}, Decimal(0), Decimal(2), correct=False, near_miss=False)
    asked = len(frozen.read_snapshot(world.version.snapshot).questions)
    return [given, *[empty] * (asked - 1)]


def enter(session: Session, world: World, sheet: PaperSheet) -> Attempt:
    rules = rules_of(frozen.read_snapshot(world.version.snapshot)).as_data()
    found = paper_sheets.find_printed(session, sheet.check_code, lock=True)
    by_id = world.school.person_id
    return paper_sheets.enter(session, found, answers(world), rules, by_id=by_id, now=NOW)


def test_a_variant_that_was_printed_keeps_its_order_and_number(database: Database) -> None:
    with database.writer() as session:
        world = found_papers(session)
        first = printed(session, world)
        backwards = {"A": [*map(Drawn.from_data, reversed(first["A"].layout))]}

        again = paper_sheets.ensure_variants(session, world.version.id, backwards, numbers(), NOW)

        assert again["A"].id == first["A"].id
        assert again["A"].layout == first["A"].layout
        assert first["A"].check_code != first["B"].check_code


def test_who_has_a_sheet_keeps_it_and_neighbours_differ(database: Database) -> None:
    with database.writer() as session:
        world = found_papers(session)
        variants = printed(session, world)
        ids = [somebody(session, name).id for name in ("甲", "乙", "丙")]
        draw = iter(f"9{each:07}" for each in count())

        first = paper_sheets.ensure_sheets(session, variants, ids, lambda: next(draw), NOW)
        again = paper_sheets.ensure_sheets(session, variants, ids[::-1], lambda: next(draw), NOW)

        assert [first[number].variant for number in ids] == ["A", "B", "A"]
        assert {n: s.id for n, s in again.items()} == {n: s.id for n, s in first.items()}


def test_people_of_a_group_and_of_those_below_it_get_sheets(database: Database) -> None:
    with database.writer() as session:
        found_papers(session)
        for name, group in (("甲", "第一代表团"), ("乙", "第一代表团/二组"), ("丙", "第二代表团")):
            somebody(session, name, group)
        session.flush()
        ids = {line.path: line.id for line in groups.group_tree(session)}

        top = paper_sheets.addressees(session, ids["第一代表团"], 10)

        assert {(each.name, each.group) for each in top} == {("甲", "第一代表团"), ("乙", "二组")}
        below = paper_sheets.addressees(session, ids["第一代表团 / 二组"], 10)
        assert [each.name for each in below] == ["乙"]
        assert len(paper_sheets.addressees(session, ids["第一代表团"], 1)) == 1
        assert paper_sheets.addressees(session, 999, 10) == []


def test_a_sheet_is_entered_once_and_counts_as_a_result(database: Database) -> None:
    with database.writer() as session:
        world = found_papers(session)
        person = somebody(session, "甲")
        sheets = paper_sheets.ensure_sheets(
            session, printed(session, world), [person.id], lambda: "70000000", NOW
        )

        attempt = enter(session, world, sheets[person.id])

        assert (attempt.state, attempt.score, attempt.number) == (
            AttemptState.FINISHED,
            Decimal(2),
            1,
        )
        assert attempt.sheet_id == sheets[person.id].id
        assert paper_results.marks_of(session, world.version.id) == [
            [2.0, 0.0, 0.0, 0.0][: len(answers(world))]
        ]
        with pytest.raises(ConflictError, match=r"sheet\.entered"):
            enter(session, world, sheets[person.id])


def test_what_is_nobodys_or_called_off_is_not_entered(database: Database) -> None:
    with database.writer() as session:
        world = found_papers(session)
        person = somebody(session, "甲")
        variants = printed(session, world)
        sheets = paper_sheets.ensure_sheets(session, variants, [person.id], lambda: "70000000", NOW)

        with pytest.raises(InvalidInputError, match=r"sheet\.nobodys"):
            enter(session, world, variants["A"])
        world.paper.state = PaperState.CANCELLED
        session.flush()
        with pytest.raises(InvalidInputError, match=r"paper\.is_cancelled"):
            enter(session, world, sheets[person.id])
        with pytest.raises(NotFoundError, match=r"sheet\.unknown"):
            paper_sheets.find_printed(session, "12345678")


def test_two_sheets_of_one_person_do_not_make_more_attempts_than_allowed(
    database: Database,
) -> None:
    with database.writer() as session:
        world = found_papers(session, attempts_allowed=1)
        person = somebody(session, "甲")
        variants = printed(session, world)
        draw = iter(("70000000", "70000001"))
        for name in "AB":
            paper_sheets.ensure_sheets(
                session, {name: variants[name]}, [person.id], lambda: next(draw), NOW
            )
        enter(session, world, paper_sheets.find_printed(session, "70000000").sheet)

        with pytest.raises(InvalidInputError, match=r"sheet\.no_attempt_left"):
            enter(session, world, paper_sheets.find_printed(session, "70000001").sheet)
