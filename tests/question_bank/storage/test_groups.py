from __future__ import annotations

import pytest

from question_bank.errors import ConflictError, InvalidInputError, NotFoundError
from question_bank.storage import groups
from question_bank.storage.database import Database
from question_bank.storage.models import Person
from tests.question_bank.storage.world import NOW


@pytest.fixture
def tree(database: Database) -> Database:
    """第一代表团 (1) with 第一小组 (2) and 第二小组 (3), and 第二代表团 (4)."""
    with database.writer() as session:
        first = groups.add_group(session, "第一代表团", None, NOW)
        groups.add_group(session, "第一小组", first.id, NOW)
        groups.add_group(session, "第二小组", first.id, NOW)
        groups.add_group(session, "第二代表团", None, NOW)
        session.commit()
    return database


def paths(database: Database, *, archived: bool = False) -> list[str]:
    with database.reader() as session:
        return [line.path for line in groups.group_tree(session, archived=archived)]


def test_each_group_stands_before_those_in_it(tree: Database) -> None:
    assert paths(tree) == [
        "第一代表团",
        "第一代表团 / 第一小组",
        "第一代表团 / 第二小组",
        "第二代表团",
    ]


def test_a_group_moves_with_all_that_is_in_it(tree: Database) -> None:
    with tree.writer() as session:
        groups.move_group(session, 1, 4)
        session.commit()
    assert paths(tree)[1:3] == ["第二代表团 / 第一代表团", "第二代表团 / 第一代表团 / 第一小组"]
    with tree.reader() as session:
        assert groups.subtree(session, 4) == {1, 2, 3, 4}


@pytest.mark.parametrize(
    ("group", "parent", "message"),
    [(1, 1, "group.in_itself"), (1, 2, "group.in_itself"), (4, 99, "group.missing")],
)
def test_a_group_moves_nowhere_that_makes_no_sense(
    tree: Database, group: int, parent: int, message: str
) -> None:
    with tree.writer() as session, pytest.raises((InvalidInputError, NotFoundError)) as caught:
        groups.move_group(session, group, parent)
    assert caught.value.message_id == message


def test_the_tree_is_no_deeper_than_three_levels(tree: Database) -> None:
    with tree.writer() as session:
        third = groups.add_group(session, "甲", 2, NOW)
        with pytest.raises(InvalidInputError) as caught:
            groups.add_group(session, "乙", third.id, NOW)
        with pytest.raises(InvalidInputError):
            groups.move_group(session, 1, 4)
    assert caught.value.message_id == "group.too_deep"


@pytest.mark.parametrize("name", ["", " ", "字" * 41, "甲/乙", "坏\u0000", "\u202e"])
def test_a_name_that_is_none_is_refused(tree: Database, name: str) -> None:
    with tree.writer() as session, pytest.raises(InvalidInputError):
        groups.add_group(session, name, None, NOW)


def test_two_groups_side_by_side_have_two_names(tree: Database) -> None:
    with tree.writer() as session:
        for change in (
            lambda: groups.add_group(session, "第一小组", 1, NOW),
            lambda: groups.rename_group(session, 4, " 第一代表团 "),
        ):
            with pytest.raises(ConflictError):
                change()
            session.rollback()
        assert groups.add_group(session, "第一小组", 4, NOW).id


def test_archiving_hides_a_group_with_those_in_it_and_restoring_brings_it_back(
    tree: Database,
) -> None:
    with tree.writer() as session:
        groups.archive_group(session, 1, NOW)
        session.commit()
    assert paths(tree) == ["第二代表团"]
    assert len(paths(tree, archived=True)) == 4
    with tree.writer() as session:
        groups.restore_group(session, 3)
        session.commit()
    assert paths(tree) == ["第一代表团", "第一代表团 / 第二小组", "第二代表团"]


def test_a_path_finds_its_group_or_makes_what_is_missing(tree: Database) -> None:
    with tree.writer() as session:
        assert groups.find_or_add(session, "第一代表团／第二小组", NOW).id == 3
        assert groups.find_or_add(session, "第二小组", NOW).id == 3
        assert groups.find_or_add(session, "第二代表团/第一小组", NOW).parent_id == 4
        # Two groups have the name by now, so alone it names a new one at the top.
        assert groups.find_or_add(session, "第一小组", NOW).parent_id is None
        with pytest.raises(InvalidInputError):
            groups.find_or_add(session, " / ", NOW)


def test_belonging_twice_is_belonging_once_and_coming_back_counts(tree: Database) -> None:
    with tree.writer() as session:
        session.add(Person(name="王建国", created_at=NOW))
        session.flush()
        for _ in range(2):
            groups.join_group(session, 1, 2, "第十四届", NOW)
        groups.leave_group(session, 1, 1, NOW)
        assert [line.members for line in groups.group_tree(session)] == [0, 0, 0, 0]
        groups.join_group(session, 1, 2, "第十四届", NOW)
        assert [line.members for line in groups.group_tree(session)] == [0, 1, 0, 0]
