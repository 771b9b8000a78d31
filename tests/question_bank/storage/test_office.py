from __future__ import annotations

from dataclasses import replace

import pytest

from question_bank.errors import InvalidInputError
from question_bank.storage import audit, settings
from question_bank.storage.audit import Deed, LogFilter
from question_bank.storage.database import Database
from question_bank.storage.models import Setting
from question_bank.storage.settings import Office
from tests.question_bank.storage.world import NOW

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 50


def test_an_office_that_chose_nothing_has_the_usual(database: Database) -> None:
    with database.reader() as session:
        assert settings.load_office(session) == Office()
        assert settings.load_logo(session) is None


def test_choices_are_kept_and_only_what_changed_is_told(database: Database) -> None:
    wanted = replace(Office(), name="江城区人大", two_signatures=False, text="larger")
    changed: dict[str, object] = {"nothing": "yet"}
    for _ in range(2):
        with database.writer() as session:
            before = settings.load_office(session)
            changed = settings.save_office(session, before, wanted, by_id=None, now=NOW)
            session.commit()
    assert changed == {}
    with database.reader() as session:
        assert settings.load_office(session) == wanted


def test_a_choice_that_makes_no_sense_counts_as_not_made(database: Database) -> None:
    with database.writer() as session:
        for name, value in (("text", "huge"), ("name", 5), ("two_signatures", "no")):
            session.add(Setting(name=f"office.{name}", content={"value": value}, changed_at=NOW))
        session.commit()
    with database.reader() as session:
        assert settings.load_office(session) == Office()


@pytest.mark.parametrize(
    "wrong", [{"name": "很" * 41}, {"name": "坏\u0000"}, {"privacy": "长" * 1001}]
)
def test_texts_that_are_too_long_are_refused(database: Database, wrong: dict[str, str]) -> None:
    with database.writer() as session, pytest.raises(InvalidInputError):
        settings.save_office(session, Office(), replace(Office(), **wrong), by_id=None, now=NOW)  # type: ignore[arg-type]


def test_a_sign_is_a_small_picture(database: Database) -> None:
    with database.writer() as session:
        for wrong in (b"<svg onload='x'/>", b"GIF89a", b"", PNG + b"0" * settings.LARGEST_LOGO):
            with pytest.raises(InvalidInputError):
                settings.save_logo(session, wrong, by_id=None, now=NOW)
        fingerprint = settings.save_logo(session, PNG, by_id=None, now=NOW)
        session.commit()
    with database.reader() as session:
        assert settings.load_office(session).logo == fingerprint
        assert settings.load_logo(session) == settings.Logo(PNG, "image/png")
    with database.writer() as session:
        settings.remove_logo(session)
        session.commit()
        assert settings.load_office(session).logo == ""


def test_the_log_is_read_in_pages_by_what_was_changed(database: Database) -> None:
    with database.writer() as session:
        for number in range(60):
            action = "person.edit" if number % 2 else "paper_x.edit"
            audit.record(session, Deed(action, None, "person", number), NOW)
        session.commit()
    with database.reader() as session:
        first, more = audit.list_entries(session, LogFilter(), None)
        rest, none = audit.list_entries(session, LogFilter(), first[-1].id)
        people, _more = audit.list_entries(session, LogFilter(area="person", since=NOW), None)
        assert audit.list_entries(session, LogFilter(until=NOW), None) == ([], False)
    assert (len(first), more, len(rest), none, len(people)) == (50, True, 10, False, 30)
