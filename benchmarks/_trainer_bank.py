"""
A bank of any size for `trainer.py`: the built-in speech, copied inside the database.

Copies double with each step, so that a hundred thousand questions with their parts, wordings
and search index take some twenty statements a table, on SQLite and PostgreSQL alike.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, MetaData, Table, func, insert, literal, select, text
from sqlalchemy.orm import Session

from question_bank.questions.values import ItemType
from question_bank.storage import accounts, frozen, papers
from question_bank.storage import models as m
from question_bank.storage.database import Database
from question_bank.storage.marks import pack_marks
from question_bank.storage.models.values import Role
from question_bank.storage.search import index_questions
from question_bank.storage.tallies import count_anew
from quizapp.accounts.passwords import PasswordKeeper

NOW = datetime.now(UTC).replace(microsecond=0)
#: A word of two characters that thirty questions have, whatever the size of the bank.
RARE = "麒麟"
PAPERS, ASKED = 100, 20
#: The types that one more paper, a draft, draws by its rules.
DRAWN = (ItemType.SINGLE, ItemType.TRUE_FALSE, ItemType.CLOZE)
#: What makes copies of questions differ.
CHANGES = (
    "UPDATE question SET document_version_id = 1 + id % :documents",
    "UPDATE question SET importance = (id % 997) / 997.0, difficulty = 1 + id % 5",
    "UPDATE question SET author_id = 1 WHERE id % 4 = 0",
    "UPDATE question SET status = 'review' WHERE id % 20 = 3",
    "UPDATE question SET status = 'retired', status_reason = '-' WHERE id % 50 = 1",
    "UPDATE question SET signed_at = created_at WHERE status = 'published' AND id % 3 > 0",
    "UPDATE question SET outdated_by_id = 1 WHERE id % :step = 0",
)
ATTEMPTS_A_PAPER, ANSWERS_A_PERSON = 100, 10


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is of everything."""

    questions: int
    documents: int
    people: int


def add_administrator(database: Database, username: str, password: str) -> None:
    """Let somebody sign in who may see every page of the trainers."""
    with database.writer() as session:
        accounts.add_trainer(
            session,
            username=username,
            password_hash=PasswordKeeper().hash(password),
            roles=accounts.roles_granted_by(Role.ADMIN),
            language="zh",
            now=NOW,
            granted_by_id=None,
        )
        session.commit()


def fill(database: Database, size: Size) -> None:
    """Make of a bank with the built-in speech one of *size*; the trainers in it stay."""
    with database.writer() as session:
        connection = session.connection()
        tables = m.Base.metadata
        _copy_documents(connection, tables, size.documents)
        _copy_questions(connection, tables, size.questions)
        _spread(session, size)
        _add_people(session, size.people)
        session.commit()
    with database.writer() as session:
        _add_papers(session)
        _add_answers(session, size)
        _add_log(session, size.people)
        session.commit()
    count_anew(database, NOW)
    if not database.is_sqlite:
        # The server would do so by itself, a minute later.
        with database.engine.connect().execution_options(
            isolation_level="AUTOCOMMIT", writes=True
        ) as connection:
            connection.execute(text("VACUUM ANALYZE"))


def _copied(table: Table, shifted: dict[str, int], marked: tuple[str, ...]) -> list[Any]:
    """Return what a copy has in each column: keys shifted, what must be unique marked."""
    columns: list[Any] = []
    for column in table.columns:
        if column.name in shifted:
            columns.append((column + shifted[column.name]).label(column.name))
        elif column.name == "sha256":
            marked_hash = func.substr(column, 1, 56) + literal(f"{max(shifted.values()):08d}")
            columns.append(marked_hash.label(column.name))
        elif column.name in marked:
            columns.append((column + literal(f":{max(shifted.values())}")).label(column.name))
        else:
            columns.append(column)
    return columns


def _copy(
    connection: Connection,
    table: Table,
    shifted: dict[str, int],
    by: str,
    most: int,
    marked: tuple[str, ...] = (),
) -> None:
    """Insert a copy of the rows whose column *by* is up to *most*."""
    rows = select(*_copied(table, shifted, marked)).where(table.c[by] <= most)
    connection.execute(insert(table).from_select([c.name for c in table.columns], rows))


def _copy_documents(connection: Connection, tables: MetaData, wanted: int) -> None:
    version = tables.tables["document_version"]
    for name, number in (("document", "id"), ("document_version", "id")):
        table = tables.tables[name]
        for shift in range(1, wanted):
            shifted = {number: shift} | ({"document_id": shift} if table is version else {})
            _copy(connection, table, shifted, "id", 1)
    points, refused = tables.tables["key_point"], tables.tables["refused_candidate"]
    for table in (points, refused):
        highest = connection.scalar(select(func.max(table.c.id))) or 0
        for shift in range(1, wanted):
            shifted = {"id": shift * highest, "document_version_id": shift}
            _copy(connection, table, shifted, "id", highest)


def _copy_questions(connection: Connection, tables: MetaData, wanted: int) -> None:
    question = tables.tables["question"]
    while (have := connection.scalar(select(func.max(question.c.id))) or 0) < wanted:
        most = min(have, wanted - have)
        marked = ("guid", "generation_key", "fact", "stem")
        _copy(connection, question, {"id": have}, "id", most, marked)
        _trust(connection, "replica")
        for name in ("option", "blank", "question_finding", "question_bigram"):
            _copy(connection, tables.tables[name], {"question_id": have}, "question_id", most)
        revision = tables.tables["revision"]
        number = connection.scalar(select(func.max(revision.c.id))) or 0
        rows = select(*_copied(revision, {"id": number, "question_id": have}, ())).where(
            revision.c.question_id <= most
        )
        connection.execute(insert(revision).from_select([c.name for c in revision.columns], rows))
        _trust(connection, "origin")


def _trust(connection: Connection, role: str) -> None:
    """Let PostgreSQL take keys of copies for granted: it would look millions of them up."""
    may = "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"
    if connection.dialect.name == "postgresql" and connection.scalar(text(may)):
        connection.execute(text(f"SET LOCAL session_replication_role = {role}"))


def _spread(session: Session, size: Size) -> None:
    """Give the copies different documents, statuses, ranks, authors and tags."""
    given = {"documents": size.documents, "step": size.questions // 20}
    for change in CHANGES:
        used = {name: given[name] for name in given if f":{name}" in change}
        session.execute(text(change), used)
    session.add_all(m.Tag(name=f"标签{number}", created_at=NOW) for number in range(20))
    session.flush()
    tagged = select(m.Question.id, 1 + m.Question.id % 20)
    session.execute(insert(m.QuestionTag).from_select(["question_id", "tag_id"], tagged))
    step = max(size.questions // 30, 1)
    index_questions(session, {id_: f"{RARE}{id_}" for id_ in range(step, size.questions, step)})


def _add_people(session: Session, wanted: int) -> None:
    session.add_all(m.Group(name=f"第{number}代表团", created_at=NOW) for number in range(10))
    session.flush()
    session.add_all(
        m.Group(name=f"第{number}小组", parent_id=1 + number % 10, created_at=NOW)
        for number in range(90)
    )
    session.flush()
    first = (session.scalar(select(func.max(m.Person.id))) or 0) + 1
    numbers = range(first, first + wanted)
    people = [
        {"id": n, "name": f"代表{n}", "phone": f"139{n:08d}", "created_at": NOW, "joined_at": NOW}
        for n in numbers
    ]
    session.execute(insert(m.Person), people)
    session.execute(
        insert(m.Membership),
        [{"person_id": n, "group_id": 1 + n % 100, "joined_at": NOW} for n in numbers],
    )


def _add_papers(session: Session) -> None:
    usable = session.execute(
        select(m.Question.id, m.Revision.id)
        .join(m.Revision, m.Revision.question_id == m.Question.id)
        .where(m.Question.status == "published", m.Question.type == ItemType.SINGLE)
        .order_by(m.Question.id)
        .limit(PAPERS * ASKED)
    ).all()
    for number in range(PAPERS):
        pairs = [usable[(number * ASKED + n) % len(usable)] for n in range(ASKED)]
        fixed = tuple(papers.FixedSpec(id_, Decimal(5)) for id_, _revision in pairs)
        content = papers.PaperContent(papers.PaperSettings(f"测验{number}"), fixed=fixed)
        paper = papers.create_paper(session, content, code=f"bench{number}", by_id=1, now=NOW)
        chosen = [frozen.Choice(id_, revision, Decimal(5)) for id_, revision in pairs]
        sections = [(ItemType.SINGLE, "一、单选题", chosen)]
        snapshot = frozen.describe(session, paper, sections) | {"seed": "bench"}
        version = paper.lock_version
        frozen.freeze(session, paper, snapshot, lock_version=version, by_id=1, now=NOW)
    rules = tuple(papers.RuleSpec(type_, 10, Decimal(2)) for type_ in DRAWN)
    draft = papers.PaperContent(papers.PaperSettings("草稿"), rules=rules)
    papers.create_paper(session, draft, code="draft", by_id=1, now=NOW)


def _add_answers(session: Session, size: Size) -> None:
    """Let people sit the papers and practise; every third answer is wrong."""
    some = session.scalars(select(m.Person.id).where(m.Person.username.is_(None))).all()[
        : size.people
    ]
    versions = session.execute(select(m.PaperVersion.id, m.PaperVersion.max_score)).all()
    attempts: list[dict[str, Any]] = []
    for place, (version_id, most) in enumerate(versions):
        for person_id in [some[(place * 100 + n) % len(some)] for n in range(ATTEMPTS_A_PAPER)]:
            marks = [Decimal(5 * (secrets.randbelow(3) > 0)) for _ in range(ASKED)]
            attempts.append(
                _attempt(person_id, "exam", sum(marks, Decimal(0)), most)
                | {"paper_version_id": version_id, "marks": pack_marks(marks)}
            )
    attempts += [_attempt(number, "practice", Decimal(7), Decimal(10)) for number in some]
    session.execute(insert(m.Attempt), attempts)
    _add_practice(session)


def _attempt(person_id: int, kind: str, score: Decimal, most: Decimal) -> dict[str, Any]:
    return {
        "person_id": person_id,
        "kind": kind,
        "layout": [],
        "state": "finished",
        "started_at": NOW - timedelta(hours=1),
        "finished_at": NOW,
        "finish_reason": "submitted",
        "score": score,
        "max_score": most,
        "paper_version_id": None,
        "marks": None,
    }


def _add_practice(session: Session) -> None:
    attempts = session.execute(
        select(m.Attempt.id, m.Attempt.person_id).where(m.Attempt.kind == "practice")
    ).all()
    revision = dict(
        session.execute(
            select(m.Revision.question_id, func.max(m.Revision.id)).group_by(m.Revision.question_id)
        ).all()
    )
    asked = sorted(revision)
    answers = []
    cards = []
    for attempt_id, person_id in attempts:
        for slot in range(1, ANSWERS_A_PERSON + 1):
            question_id = asked[(person_id * 31 + slot * 7) % len(asked)]
            correct = (person_id + slot) % 3 > 0
            answers.append(
                {
                    "attempt_id": attempt_id,
                    "slot": slot,
                    "question_id": question_id,
                    "revision_id": revision[question_id],
                    "response": {"options": [1]},
                    "mark": Decimal(int(correct)),
                    "max_mark": Decimal(1),
                    "correct": correct,
                    "answered_at": NOW,
                    "duration_ms": 9000,
                    "submission_id": f"{attempt_id}:{slot}",
                }
            )
        cards.append(
            {
                "person_id": person_id,
                "question_id": question_id,
                "state": "review",
                "due": NOW,
                "last_review": NOW,
                "reps": 1,
                "stability": 30.0,
                "difficulty": 5.0,
                "created_at": NOW,
            }
        )
    session.execute(insert(m.Answer), answers)
    session.execute(insert(m.Card), cards)


def _add_log(session: Session, wanted: int) -> None:
    entries = [
        {
            "created_at": NOW - timedelta(minutes=number),
            "person_id": 1,
            "action": "question.edit",
            "object_type": "question",
            "object_id": 1 + number,
            "details": {},
        }
        for number in range(wanted)
    ]
    session.execute(insert(m.AuditEntry), entries)
    reports = [
        {"person_id": 2 + n % 200, "question_id": 1 + n % 300, "text": "有误", "created_at": NOW}
        for n in range(1000)
    ]
    session.execute(insert(m.ProblemReport), reports)
