"""Delegations and the groups in them (代表团 → 小组), and who belongs to them."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from question_bank.errors import ConflictError, InvalidInputError, NotFoundError
from question_bank.storage.models import Group, Membership
from question_bank.storage.upserts import insert_into

#: In code points.
LONGEST_NAME: Final = 40
LONGEST_TERM: Final = 20
#: Levels of the tree: 代表团 → 小组, and one to spare.
DEEPEST: Final = 3
#: Groups of one office, the archived ones included; so the whole tree is one short list.
MOST_GROUPS: Final = 1000
#: Stands between the levels in a group's path.
BETWEEN: Final = " / "


@dataclass(frozen=True, slots=True)
class GroupLine:
    """
    One group in the tree.

    Attributes:
        path: Its name after those above it.
        depth: Levels above it, from 0.
        members: People in this very group.
        members_below: People in the groups under it, as far as those are shown.
    """

    id: int
    parent_id: int | None
    name: str
    path: str
    depth: int
    members: int
    members_below: int
    is_archived: bool


def normal_text(text: str) -> str:
    """Return *text* in one width, with single spaces and none around."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def group_tree(session: Session, *, archived: bool = False) -> list[GroupLine]:
    """Return all groups, each before those in it; archived ones on demand."""
    rows = session.scalars(select(Group).order_by(Group.name)).all()
    counts = session.execute(
        select(Membership.group_id, func.count())
        .where(Membership.left_at.is_(None))
        .group_by(Membership.group_id)
    )
    below: defaultdict[int | None, list[Group]] = defaultdict(list)
    for row in rows:
        if archived or row.archived_at is None:
            below[row.parent_id].append(row)
    return _lines(below, {row[0]: row[1] for row in counts}, None, ())


def _lines(
    below: defaultdict[int | None, list[Group]],
    members: dict[int, int],
    parent_id: int | None,
    above: tuple[str, ...],
) -> list[GroupLine]:
    lines: list[GroupLine] = []
    for row in below[parent_id]:
        names = (*above, row.name)
        under = _lines(below, members, row.id, names)
        line = GroupLine(
            id=row.id,
            parent_id=row.parent_id,
            name=row.name,
            path=BETWEEN.join(names),
            depth=len(above),
            members=members.get(row.id, 0),
            members_below=sum(each.members for each in under),
            is_archived=row.archived_at is not None,
        )
        lines += [line, *under]
    return lines


def subtree(session: Session, group_id: int) -> set[int]:
    """Return the numbers of a group and of all groups in it, archived ones too."""
    parents = session.execute(select(Group.id, Group.parent_id)).all()
    found = {group_id}
    for _level in range(DEEPEST):
        found |= {number for number, parent in parents if parent in found}
    return found


def kin_of(session: Session, group_id: int) -> set[int]:
    """Return the numbers of a group, of all groups in it and of those that it is in."""
    found, parent = subtree(session, group_id), session.get(Group, group_id)
    while parent is not None:
        found.add(parent.id)
        parent = session.get(Group, parent.parent_id) if parent.parent_id else None
    return found


def get_group(session: Session, group_id: int) -> Group:
    """
    Return a group.

    Raises:
        NotFoundError: If there is none of this number.
    """
    found = session.get(Group, group_id)
    if found is None:
        raise NotFoundError("group.missing")
    return found


def add_group(session: Session, name: str, parent_id: int | None, now: datetime) -> Group:
    """
    Store a group and return it.

    Raises:
        InvalidInputError: If the name is empty or too long, the tree too deep or too large.
        ConflictError: If there is such a group already.
        NotFoundError: If there is no such parent.
    """
    if (session.scalar(select(func.count()).select_from(Group)) or 0) >= MOST_GROUPS:
        raise InvalidInputError("group.too_many", most=MOST_GROUPS)
    name = _sound_name(name)
    _require_place(session, name, parent_id, but_of=None)
    group = Group(name=name, parent_id=parent_id, created_at=now)
    session.add(group)
    session.flush()
    return group


def rename_group(session: Session, group_id: int, name: str) -> None:
    """
    Call a group by another name.

    Raises:
        InvalidInputError: If the name is empty or too long.
        ConflictError: If another group beside it has the name.
    """
    group = get_group(session, group_id)
    group.name = _sound_name(name)
    with session.no_autoflush:
        _require_place(session, group.name, group.parent_id, but_of=group_id)


def move_group(session: Session, group_id: int, parent_id: int | None) -> None:
    """
    Put a group with all that is in it under another one, or at the top.

    Raises:
        InvalidInputError: If it would stand in itself, or too deep.
        ConflictError: If a group of its name stands there.
    """
    group = get_group(session, group_id)
    within = subtree(session, group_id)
    if parent_id in within:
        raise InvalidInputError("group.in_itself")
    height = _height(session, group_id)
    _require_place(session, group.name, parent_id, but_of=group_id, height=height)
    group.parent_id = parent_id


def archive_group(session: Session, group_id: int, now: datetime) -> None:
    """Hide a group and those in it from lists of choices; its people and results stay."""
    get_group(session, group_id)
    session.execute(
        update(Group)
        .where(Group.id.in_(subtree(session, group_id)), Group.archived_at.is_(None))
        .values(archived_at=now)
    )


def restore_group(session: Session, group_id: int) -> None:
    """Show a group again, with those it stands in."""
    group: Group | None = get_group(session, group_id)
    while group is not None:
        group.archived_at = None
        group = session.get(Group, group.parent_id) if group.parent_id else None


def find_or_add(session: Session, path: str, now: datetime) -> Group:
    """
    Return the group at *path*, such as 第一代表团/第二小组; make what is missing.

    A name without a slash that exactly one group has, at whatever level, is that group.

    Raises:
        InvalidInputError: If a name is too long or the path too deep.
    """
    names = [normal_text(part) for part in unicodedata.normalize("NFKC", path).split("/")]
    names = [name for name in names if name]
    if len(names) == 1:
        called_so = session.scalars(select(Group).where(Group.name == names[0]).limit(2)).all()
        if len(called_so) == 1:
            return called_so[0]
    group: Group | None = None
    for name in names:
        parent_id = None if group is None else group.id
        group = _child(session, parent_id, name) or add_group(session, name, parent_id, now)
    if group is None:
        raise InvalidInputError("group.no_name")
    return group


# --- membership -------------------------------------------------------------


def join_group(session: Session, person_id: int, group_id: int, term: str, now: datetime) -> None:
    """Let somebody belong to a group for a term; belonging already changes nothing."""
    statement = insert_into(session, Membership).values(
        person_id=person_id, group_id=group_id, term=term, joined_at=now
    )
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["person_id", "group_id", "term"], set_={"left_at": None}
        )
    )


def leave_group(session: Session, person_id: int, membership_id: int, now: datetime) -> None:
    """End a membership, if it is this person's and goes on."""
    session.execute(
        update(Membership)
        .where(
            Membership.id == membership_id,
            Membership.person_id == person_id,
            Membership.left_at.is_(None),
        )
        .values(left_at=now)
    )


def _sound_name(text: str) -> str:
    name = normal_text(text)
    if not name:
        raise InvalidInputError("group.no_name")
    if len(name) > LONGEST_NAME or not name.isprintable() or "/" in name:
        raise InvalidInputError("group.name_shape", limit=LONGEST_NAME)
    return name


def _child(session: Session, parent_id: int | None, name: str) -> Group | None:
    is_there = Group.parent_id.is_(None) if parent_id is None else Group.parent_id == parent_id
    return session.scalar(select(Group).where(is_there, Group.name == name))


def _require_place(
    session: Session, name: str, parent_id: int | None, *, but_of: int | None, height: int = 1
) -> None:
    twin = _child(session, parent_id, name)
    if twin is not None and twin.id != but_of:
        raise ConflictError("group.name_taken", name=name)
    depth, above = 0, parent_id
    while above is not None:
        above, depth = get_group(session, above).parent_id, depth + 1
    if depth + height > DEEPEST:
        raise InvalidInputError("group.too_deep", deepest=DEEPEST)


def _height(session: Session, group_id: int) -> int:
    """Return the levels of a group and what is in it."""
    level, height = {group_id}, 0
    while level:
        height += 1
        level = set(session.scalars(select(Group.id).where(Group.parent_id.in_(level))))
    return height
