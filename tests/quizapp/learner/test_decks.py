from __future__ import annotations

import io
import re
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from question_bank.storage.database import Database
from question_bank.storage.models import Attempt, Bookmark, Person, Question
from question_bank.storage.models.values import Status
from tests.bank import NOW
from tests.quizapp.conftest import Clock
from tests.quizapp.learner.conftest import Deputy

WECHAT = {"User-Agent": "Mozilla/5.0 (Linux; Android 10) MicroMessenger/8.0.40"}


def test_the_page_says_what_an_update_does_not_do(deputy: Deputy) -> None:
    page = deputy.visitor.get("/decks").text

    assert "已经撤下的题，会留在您的 Anki 里" in page
    assert "学习进度不会丢" in page
    assert "在浏览器打开" not in page


def test_the_date_in_a_deck_s_name_is_the_office_s(deputy: Deputy, clock: Clock) -> None:
    clock.advance(hours=16)
    answer = deputy.visitor.get("/decks/deck.apkg?kind=duty&type=single")
    assert "2026-03-03.apkg" in answer.headers["Content-Disposition"]


def test_a_deck_comes_as_a_file_of_its_own(deputy: Deputy) -> None:
    answer = deputy.visitor.get("/decks/deck.apkg?kind=duty&type=single&type_in=yes")

    assert answer.status_code == 200
    assert answer.mimetype == "application/apkg"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "2026-03-02.apkg" in answer.headers["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.data)) as deck:
        assert "collection.anki2" in deck.namelist()


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("kind=obligation&type=single", "这些条件下没有题目"),
        ("document=999", "这些条件下没有题目"),
        ("kind=nonsense", "请在列出的选项里选。"),
        ("document=99999999999999999999", "没有这份文件"),
    ],
)
def test_what_cannot_be_downloaded_is_said(deputy: Deputy, query: str, sentence: str) -> None:
    answer = deputy.visitor.get(f"/decks/deck.apkg?{query}")

    assert answer.status_code == 422
    assert sentence in answer.text


def test_a_form_that_makes_no_deck_comes_back_with_the_reason(deputy: Deputy) -> None:
    empty = deputy.visitor.post("/decks/make", {"kind": "obligation", "type": "single"})
    nonsense = deputy.visitor.post("/decks/make", {"kind": "nonsense"})

    assert (empty.status_code, nonsense.status_code) == (422, 422)
    assert "这些条件下没有题目" in empty.text
    assert re.search(r'value="obligation"\s+checked', empty.text)
    assert "请在列出的选项里选。" in nonsense.text


def test_wechat_is_told_to_open_a_browser(deputy: Deputy) -> None:
    page = deputy.visitor.client.get("/decks", headers=WECHAT).text

    assert "在浏览器打开" in page
    assert "http://127.0.0.1:8000/decks" in page
    assert "/elsewhere/qr.svg?path=/decks" in page


@pytest.mark.parametrize("path", ["/me/record", "/pocket/sheets?style=facts", "/me/data"])
def test_what_wechat_cannot_print_or_download_is_opened_elsewhere(
    deputy: Deputy, path: str
) -> None:
    deputy.finish(deputy.start())
    page = deputy.visitor.client.get(path, headers=WECHAT).text
    assert f"http://127.0.0.1:8000{path}" in page
    assert "data-print" not in page
    assert "在浏览器打开" not in deputy.visitor.get(path).text


def test_the_code_for_another_device_is_a_picture_of_a_page_of_this_site(deputy: Deputy) -> None:
    answer = deputy.visitor.get("/elsewhere/qr.svg?path=/me/record")

    assert answer.mimetype == "image/svg+xml"
    assert answer.text.startswith("<svg")
    for other in ("", "//example.org", "https://example.org", "/" + "a" * 500):
        assert deputy.visitor.get(f"/elsewhere/qr.svg?path={other}").status_code == 404


def notes_in(data: bytes, tmp_path: Path) -> list[str]:
    """Return the fields of each note of a deck."""
    with zipfile.ZipFile(io.BytesIO(data)) as deck:
        deck.extract("collection.anki2", tmp_path)
    with closing(sqlite3.connect(tmp_path / "collection.anki2")) as collection:
        return [row[0] for row in collection.execute("SELECT flds FROM notes ORDER BY id")]


@pytest.mark.parametrize("shelf", ["wrong", "due", "bookmarked"])
def test_an_empty_shelf_makes_no_deck(deputy: Deputy, shelf: str) -> None:
    answer = deputy.visitor.get(f"/decks/deck.apkg?shelf={shelf}&type_in=yes")

    assert answer.status_code == 422
    assert "这些条件下没有题目" in answer.text
    # What was chosen is still there.
    assert re.search(rf'value="{shelf}"\s+checked', answer.text)
    assert re.search(r'name="type_in"\s+value="yes"\s+checked', answer.text)


def test_bookmarks_make_a_deck_of_their_own(
    deputy: Deputy, database: Database, tmp_path: Path
) -> None:
    attempt = deputy.start()
    everything = notes_in(deputy.visitor.get("/decks/deck.apkg").data, tmp_path)
    with database.writer() as session:
        # Somebody else's bookmarks must not come along.
        stranger = Person(name="别人", created_at=NOW)
        session.add(stranger)
        session.flush()
        number, other = session.scalars(
            select(Question.id).where(Question.status == Status.PUBLISHED).limit(2)
        )
        guid = session.get_one(Question, number).guid
        person_id = session.get_one(Attempt, attempt).person_id
        session.add(Bookmark(person_id=person_id, question_id=number, created_at=NOW))
        session.add(Bookmark(person_id=stranger.id, question_id=other, created_at=NOW))
        session.commit()

    kept = notes_in(deputy.visitor.get("/decks/deck.apkg?shelf=bookmarked").data, tmp_path)

    assert len(kept) == 1
    assert kept[0].startswith(guid)
    assert kept[0] in everything


def test_hints_can_be_left_out(deputy: Deputy, tmp_path: Path) -> None:
    usual = notes_in(deputy.visitor.get("/decks/deck.apkg?type=cloze").data, tmp_path)
    bare = notes_in(deputy.visitor.get("/decks/deck.apkg?type=cloze&no_hints=yes").data, tmp_path)

    assert any(re.search(r"::\d+ 字}}", fields) for fields in usual)
    assert not any(re.search(r"::\d+ 字}}", fields) for fields in bare)


def test_the_browser_is_told_how_long_a_deck_is(deputy: Deputy) -> None:
    answer = deputy.visitor.get("/decks/deck.apkg")

    assert answer.content_length == len(answer.data) > 0
