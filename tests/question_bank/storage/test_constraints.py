"""Each rule of the tables is broken once, on both databases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import CheckConstraint, Connection, ForeignKeyConstraint, Table, text
from sqlalchemy.exc import IntegrityError

from question_bank.storage.database import Database
from question_bank.storage.models import Base
from question_bank.storage.models.guards import GUARDED
from tests.question_bank.storage.world import found_world

TABLES = {table.name: table for table in Base.metadata.sorted_tables}
CHECKS = sorted(
    (table.name, str(rule.name))
    for table in TABLES.values()
    for rule in table.constraints
    if type(rule) is CheckConstraint
)
FOREIGN = sorted(
    (table.name, str(column.name))
    for table in TABLES.values()
    for rule in table.constraints
    if isinstance(rule, ForeignKeyConstraint)
    for column in rule.columns
    if column.name not in dict(GUARDED).get(table.name, ()) and table.name != "audit_entry"
)

#: What breaks a rule that its name does not explain: columns and what they become.
BREAKING = {
    "answer.mark_within_maximum": {"mark": "2000000"},
    "answer.marked_is_judged": {"correct": "NULL"},
    "answer.max_mark_positive": {"mark": "0", "max_mark": "0"},
    "answer.near_miss_is_wrong": {"near_miss": "true"},
    "attempt.end_is_dated": {"finished_at": "started_at"},
    "attempt.ends_after_start": {"deadline_at": "'2020-01-01 00:00:00'"},
    "attempt.exam_has_paper": {"kind": "'exam'", "plan_id": "NULL", "paper_version_id": "NULL"},
    "attempt.finished_has_score": {"state": "'finished'", "finished_at": "started_at"},
    "attempt.plan_has_plan": {"plan_id": "NULL"},
    "attempt.state_known": {"state": "'nonsense'", "finished_at": "started_at"},
    "attempt.score_within_maximum": {"score": "2000000"},
    "card.difficulty_in_range": {"difficulty": "11"},
    "card.lapses_within_reps": {"lapses": "1"},
    "card.new_is_untouched": {"last_review": "due"},
    "card.seen_has_memory": {"state": "'review'", "last_review": "due", "stability": "1"},
    "card.state_known": {
        "state": "'nonsense'",
        "last_review": "due",
        "stability": "1",
        "difficulty": "5",
    },
    "card.stability_positive": {"stability": "0"},
    "person_request.kind_known": {"kind": "'nonsense'", "group_id": "NULL"},
    "person_request.group_where_asked": {"group_id": "NULL"},
    "person_request.state_known": {"state": "'nonsense'", "closed_at": "created_at"},
    "person_request.closed_is_dated": {"closed_at": "created_at"},
    "learning_tally.correct_within_answers": {"correct": "2"},
    "learning_tally.known_within_cards": {"known": "2"},
    "question_tally.correct_within_answers": {"correct": "2"},
    "question_tally.people_within_answers": {"people": "2"},
    "question_tally.share_in_range": {"share": "2"},
    "flag_decision.flag_is_a_stretch": {"flag_end": "0"},
    "invitation.names_its_person": {
        "kind": "'reset'",
        "person_id": "NULL",
        "max_uses": "1",
        "expires_at": "created_at",
    },
    "invitation.only_joining_is_endless": {"kind": "'setup'", "max_uses": "1"},
    "invitation.only_joining_repeats": {
        "kind": "'setup'",
        "max_uses": "2",
        "expires_at": "created_at",
    },
    "invitation.used_is_dated": {"uses": "1"},
    "invitation.uses_within_limit": {"uses": "2", "max_uses": "1", "used_at": "created_at"},
    "job.end_is_dated": {"state": "'done'"},
    "job.failure_has_message": {"state": "'failed'", "finished_at": "created_at"},
    "job.progress_within_total": {"progress": "2"},
    "key_point.importance_in_range": {"importance": "1.5"},
    "key_point.quote_fills_its_span": {"source_end": "7"},
    "login_session.expires_after_start": {"expires_at": "created_at"},
    "paper.closes_after_opening": {"opens_at": "created_at", "closes_at": "created_at"},
    "paper.code_where_needed": {"audience": "'code'", "code": "NULL"},
    "paper.fixed_has_points": {"scoring_rule": "'fixed'", "part_points": "0"},
    "paper.time_limit_positive": {"time_limit_seconds": "0"},
    "paper_item.points_positive": {"points": "0"},
    "paper_rule.hardest_not_easier": {"easiest": "4", "hardest": "3"},
    "paper_rule.points_positive": {"points": "0"},
    "paper_version.max_score_positive": {"max_score": "0"},
    "person.password_has_username": {"username": "NULL", "password_hash": "'x'"},
    "person_group.parent_is_another": {"id": "9", "parent_id": "9"},
    "problem_report.appeal_has_answer": {"kind": "'appeal'", "answer_id": "NULL"},
    "problem_report.topic_known": {"topic": "'nonsense'"},
    "problem_report.state_known": {"state": "'nonsense'", "closed_at": "created_at"},
    "problem_report.closed_is_dated": {"state": "'fixed'"},
    "progress.last_fits_streak": {"last_correct": "true"},
    "progress.right_within_answered": {"times_right": "2"},
    "progress.streak_within_right": {"streak": "1", "last_correct": "true"},
    "question.generated_has_key": {"generation_key": "NULL"},
    "question.generated_has_source": {
        "document_version_id": "NULL",
        "source_start": "NULL",
        "source_end": "NULL",
        "source_quote": "NULL",
    },
    "question.importance_in_range": {"importance": "-0.5"},
    "question.model_answer_of_short": {"model_answer": "'答'"},
    "question.origin_known": {"origin": "'nonsense'", "generation_key": "NULL"},
    "question.points_positive": {"points": "0"},
    "question.published_has_revision": {"current_revision": "0"},
    "question.quote_fills_its_span": {"source_end": "5"},
    "question.rejected_has_reason": {"status": "'rejected'"},
    "question.source_is_whole": {"source_start": "NULL"},
    "question.truth_of_true_false": {"truth": "true"},
    "question.unordered_is_cloze": {"type": "'single'", "unordered": "true"},
    "refused_candidate.quote_fills_its_span": {"source_start": "1"},
    "regrade.mark_changes": {"new_mark": "old_mark"},
    "review.elapsed_not_negative": {"elapsed_seconds": "-1"},
    "signature.rejection_has_reason": {"verdict": "'reject'"},
}
#: Two equal rows of these are two events.
EVENTS = frozenset(
    {
        "audit_entry",
        "bulk_action",
        "generation_run",
        "job",
        "paper_correction",
        "problem_report",
        "regrade",
        "study_plan",
    }
)
#: Ends of names, and what breaks such a rule.
ENDINGS = {
    "_known": "'nonsense'",
    "_not_empty": "''",
    "_is_sha256": "'short'",
    "_at_least_0": "-1",
    "_at_least_1": "0",
    "_in_range": "99",
}


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    """A connection to a bank with one sound row in each table."""
    with database.writer() as session:
        found_world(session)
        session.commit()
        yield session.connection()


def test_every_table_has_a_sound_row_to_break(connection: Connection) -> None:
    empty = [name for name in TABLES if not _copyable(connection, name)]
    assert empty == []


def test_every_check_refuses_what_it_forbids(connection: Connection) -> None:
    silent = []
    for table, name in CHECKS:
        said = _refusal(connection, _copy(TABLES[table], _breaking(table, name)))
        if name not in said:
            silent.append((name, said.split("DETAIL")[0]))
    assert silent == []


def test_every_foreign_key_refuses_a_row_that_is_not_there(connection: Connection) -> None:
    silent = []
    for table, column in FOREIGN:
        said = _refusal(connection, f"UPDATE {_quoted(table)} SET {column} = 999999")  # noqa: S608
        if "foreign key" not in said.lower():
            silent.append((table, column, said))
    assert silent == []


def test_a_second_row_like_the_first_is_refused(connection: Connection) -> None:
    tables = [table for name, table in TABLES.items() if name not in EVENTS]
    taken = {t.name for t in tables if "unique" not in _refusal(connection, _copy(t, {})).lower()}
    assert taken == set()


@pytest.mark.parametrize(
    "same",
    [
        pytest.param({"attempt_id": "attempt_id", "submission_id": "'t'"}, id="a slot"),
        pytest.param({"slot": "2"}, id="a submission"),
    ],
)
def test_an_answer_counts_once(connection: Connection, same: dict[str, str]) -> None:
    assert "unique" in _refusal(connection, _copy(TABLES["answer"], same)).lower()


def test_a_paper_is_sat_once_a_number(connection: Connection) -> None:
    assert "unique" in _refusal(connection, _copy(TABLES["attempt"], {})).lower()
    assert _refusal(connection, _copy(TABLES["attempt"], {"number": "2"})) == ""


def test_a_paper_holds_an_item_only_in_a_section_of_its_own(connection: Connection) -> None:
    connection.execute(text(_copy(TABLES["paper"], {"id": "2", "code": "'CD34'"})))
    moved = "UPDATE paper_item SET paper_id = 2"
    assert "foreign key" in _refusal(connection, moved).lower()


def _breaking(table: str, name: str) -> dict[str, str]:
    rule = name.removeprefix(f"ck__{table}__")
    known = BREAKING.get(f"{table}.{rule}")
    if known is not None:
        return known
    ending = next(ending for ending in ENDINGS if rule.endswith(ending))
    return {rule.removesuffix(ending): ENDINGS[ending]}


def _copy(table: Table, changed: dict[str, str]) -> str:
    """Return the statement that copies the first row, with some columns changed."""
    names = [c.name for c in table.columns if c.name != "id" or "id" in changed]
    values = [changed.get(name, name) for name in names]
    return (
        f"INSERT INTO {_quoted(table.name)} ({', '.join(names)}) "  # noqa: S608  names of ours
        f"SELECT {', '.join(values)} FROM {_quoted(table.name)} LIMIT 1"
    )


def _refusal(connection: Connection, statement: str) -> str:
    """Return what the database says to a statement, empty if it carries it out."""
    trial = connection.begin_nested()
    try:
        connection.execute(text(statement))
    except IntegrityError as error:
        return str(error.orig)
    else:
        return ""
    finally:
        trial.rollback()


def _copyable(connection: Connection, table: str) -> bool:
    found = connection.execute(text(f"SELECT 1 FROM {_quoted(table)} LIMIT 1"))  # noqa: S608
    return found.first() is not None


def _quoted(table: str) -> str:
    return f'"{table}"'
