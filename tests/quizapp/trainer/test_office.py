from __future__ import annotations

import io
import sqlite3
from pathlib import Path

import pytest

from question_bank.storage import settings
from question_bank.storage.database import Database
from tests.quizapp.conftest import Visitor
from tests.quizapp.trainer.conftest import words

OFFICE = "/trainer/office/"
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 50
FORM = {
    "name": "江城区人大常委会",
    "text": "larger",
    "two_signatures": "yes",
    "privacy": "只给办公室看。",
}


def test_the_office_is_named_on_every_page_in_the_size_it_chose(
    admin: Visitor, visitor: Visitor
) -> None:
    assert 'data-text="standard"' in visitor.get("/").text
    admin.post(OFFICE, FORM)
    page = visitor.get("/").text
    assert "江城区人大常委会" in page
    assert 'data-text="larger"' in page
    assert "只给办公室看" in visitor.get("/me/data").text


def test_what_is_not_ticked_is_off(admin: Visitor, database: Database) -> None:
    admin.post(OFFICE, {"name": "", "publish_uploads": "yes"})
    with database.reader() as session:
        office = settings.load_office(session)
    assert (office.two_signatures, office.publish_uploads) == (False, True)


def test_the_log_names_the_choices_that_changed(admin: Visitor) -> None:
    admin.post("/trainer/office/", {"name": "市人大", "text": "larger", "publish_uploads": "on"})
    told = words(admin.get("/trainer/log/?area=office"))
    assert "名称：市人大" in told
    assert "两人签发：否" in told
    assert "没有疑问的新题直接发布：是" in told
    assert "文字：特大" in told


def test_a_name_that_is_too_long_changes_nothing(admin: Visitor, database: Database) -> None:
    assert admin.post(OFFICE, FORM | {"name": "很" * 41}).status_code == 422
    with database.reader() as session:
        assert settings.load_office(session) == settings.Office()


def test_a_sign_is_served_as_a_picture_and_nothing_else(admin: Visitor, visitor: Visitor) -> None:
    admin.post(f"{OFFICE}logo", {"logo": (io.BytesIO(PNG + b"<script>"), "a.html")})
    address = visitor.get("/").text.split('src="/office/logo/')[1].split('"')[0]
    answer = visitor.get(f"/office/logo/{address}")
    assert (answer.mimetype, answer.data) == ("image/png", PNG + b"<script>")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    admin.post(f"{OFFICE}logo", {"do": "remove"})
    assert visitor.get(f"/office/logo/{address}").status_code == 404


@pytest.mark.parametrize("content", [b"<svg/>", b"", PNG + b"0" * settings.LARGEST_LOGO])
def test_what_is_no_small_picture_is_refused(admin: Visitor, content: bytes) -> None:
    answer = admin.post(f"{OFFICE}logo", {"logo": (io.BytesIO(content), "a.png")})
    assert answer.status_code == 422
    assert "field__error" in answer.text


def test_a_backup_is_a_whole_bank_and_tells_of_itself(admin: Visitor, tmp_path: Path) -> None:
    answer = admin.post(f"{OFFICE}backup")
    file = tmp_path / "copy.db"
    file.write_bytes(answer.data)
    with sqlite3.connect(file) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert copy.execute("SELECT action FROM audit_entry ORDER BY id DESC").fetchone() == (
            "office.backup",
        )
    copy.close()
    assert answer.headers["Cache-Control"] == "no-store"
    assert "quizapp-20260302-0900.db" in answer.headers["Content-Disposition"]
    assert "下载备份" in words(admin.get("/trainer/log/"))


def test_only_administrators_set_the_site(author: Visitor) -> None:
    for address in (OFFICE, "/trainer/log/", "/trainer/staff/"):
        assert author.get(address).status_code == 403
    assert author.post(f"{OFFICE}backup").status_code == 403
