"""The file, before Anki sees it."""

from __future__ import annotations

import hashlib
import re
import tempfile
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO, RawIOBase
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.errors import InvalidInputError, QuestionBankError
from question_bank.export.anki import DeckOptions, ExportNote, Refusal, write_deck
from question_bank.export.anki.identity import DECK_NAMES, NoteKind, note_guid
from question_bank.export.anki.notetypes import (
    NOTETYPES_CHANGED_AT,
    NoteType,
    choice_notetype,
    cloze_notetype,
)
from question_bank.keypoints.values import Kind
from question_bank.questions.values import Blank, Option
from tests.question_bank.export.samples import (
    NOW,
    cloze,
    deck_bytes,
    multiple,
    one_of_each,
    opened,
    short_answer,
    single,
    stored_json,
    true_false,
)


class Pipe(RawIOBase):
    """A stream that only moves on, as one to a browser."""

    def __init__(self) -> None:
        super().__init__()
        self.sent = BytesIO()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        return self.sent.write(data)


def test_the_same_notes_and_time_give_the_same_bytes() -> None:
    assert deck_bytes(one_of_each()) == deck_bytes(one_of_each())


def test_the_archive_is_deflated_and_holds_the_collection() -> None:
    notes = [cloze(f"c{number}") for number in range(200)]

    with zipfile.ZipFile(BytesIO(deck_bytes(notes))) as archive:
        assert archive.testzip() is None
        collection, media = archive.infolist()
        assert (collection.filename, media.filename) == ("collection.anki2", "media")
        assert collection.compress_type == zipfile.ZIP_DEFLATED
        assert collection.compress_size < collection.file_size / 4
        assert archive.read("media") == b"{}"


def test_a_stream_that_cannot_seek_gets_the_whole_deck(tmp_path: Path) -> None:
    pipe = Pipe()

    write_deck(one_of_each(), pipe, now=NOW)  # type: ignore[arg-type]  # it is all that is asked of one

    with opened(pipe.sent.getvalue(), tmp_path) as collection:
        assert collection.execute("SELECT count(*) FROM notes").fetchone() == (5,)


def test_no_temporary_file_is_left(tmp_path: Path) -> None:
    before = set(Path(tempfile.gettempdir()).glob("deck-*"))

    write_deck(one_of_each(), tmp_path / "a.apkg", now=NOW)
    with pytest.raises(QuestionBankError):
        write_deck([], tmp_path / "b.apkg", now=NOW)

    assert [path.name for path in tmp_path.iterdir()] == ["a.apkg"]
    assert set(Path(tempfile.gettempdir()).glob("deck-*")) <= before


def test_a_failure_on_the_way_leaves_the_old_file_alone(tmp_path: Path) -> None:
    out = tmp_path / "deck.apkg"
    out.write_bytes(b"old")

    def notes() -> Any:
        yield cloze()
        raise InvalidInputError("test.broken")

    with pytest.raises(InvalidInputError):
        write_deck(notes(), out, now=NOW)

    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"old"]


def test_a_folder_that_is_not_there_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(QuestionBankError) as caught:
        write_deck([cloze()], tmp_path / "missing" / "deck.apkg", now=NOW)

    assert caught.value.message_id == "export.cannot_write"


def test_an_empty_export_is_refused_and_writes_nothing() -> None:
    out = BytesIO()

    with pytest.raises(QuestionBankError) as caught:
        write_deck([cloze(stem="")], out, now=NOW)

    assert caught.value.message_id == "export.nothing_to_export"
    assert caught.value.parameters == {"refused": 1}
    assert out.getvalue() == b""


@pytest.mark.parametrize("root", ["", "a::", "::", 'a"b', "a\nb", "a:: ::b"])
def test_a_deck_needs_a_name(root: str) -> None:
    with pytest.raises(InvalidInputError):
        deck_bytes([cloze()], DeckOptions(root=root))


def test_each_note_carries_the_time_of_its_own_change(tmp_path: Path) -> None:
    notes = [
        replace(note, content_changed_at=note.content_changed_at + timedelta(hours=hours))
        for hours, note in enumerate(one_of_each())
    ]

    with opened(deck_bytes(notes), tmp_path) as collection:
        stamps = [row[0] for row in collection.execute("SELECT mod FROM notes ORDER BY id")]

    assert stamps == [int(note.content_changed_at.timestamp()) for note in notes]


def test_note_types_are_as_old_as_their_last_change(tmp_path: Path) -> None:
    with opened(deck_bytes(one_of_each()), tmp_path) as collection:
        models = stored_json(collection, "models")

    assert {model["mod"] for model in models.values()} == {NOTETYPES_CHANGED_AT}
    assert len(models) == 2
    for model in models.values():
        ids = [part["id"] for part in model["flds"] + model["tmpls"]]
        assert len(set(ids)) == len(ids)
        assert all(0 < number < 2**63 for number in ids)


@pytest.mark.parametrize(
    ("notetype", "own"),
    [
        (cloze_notetype(), "Text Hint Accepted NearMisses"),
        (choice_notetype(), "Stem Options Answer"),
    ],
    ids=["cloze", "choice"],
)
def test_the_fields_never_change(notetype: NoteType, own: str) -> None:
    typed = ["TypeIn"] if notetype.kind is NoteKind.CLOZE else []
    shared = ["Explanation", "Source", "Quote", "Document", "Kind", "Type", *typed, "我的笔记"]
    spare = [f"Spare{number}" for number in range(1, 7)]

    assert [field.name for field in notetype.fields] == ["Id", *own.split(), *shared, *spare]


def test_new_faces_come_with_a_new_time() -> None:
    """Whoever changes a face, the script or the look: raise the time, then this sum."""
    faces = [(kind.front, kind.back, kind.css) for kind in (cloze_notetype(), choice_notetype())]

    digest = hashlib.sha256(repr((NOTETYPES_CHANGED_AT, faces)).encode()).hexdigest()

    assert digest[:16] == "caf299558602a7e9"


def test_every_field_a_face_shows_exists() -> None:
    for notetype in (cloze_notetype(), choice_notetype()):
        names = {field.name for field in notetype.fields}
        shown = set(
            re.findall(r"\{\{[#/^]?(?:[a-z]+:)*([^}:]+)\}\}", notetype.front + notetype.back)
        )
        assert shown <= names
        assert {"Kind", "Type", "Source", "Quote", "我的笔记"} <= shown


def test_cards_stand_in_the_deck_of_their_kind(tmp_path: Path) -> None:
    notes = [replace(cloze(kind.value), item=replace(cloze().item, kind=kind)) for kind in Kind]

    with opened(deck_bytes(notes), tmp_path) as collection:
        decks = {int(key): deck["name"] for key, deck in stored_json(collection, "decks").items()}
        rows = collection.execute(
            "SELECT DISTINCT n.flds, c.did FROM cards c JOIN notes n ON n.id = c.nid"
        ).fetchall()

    found = {fields.split("\x1f")[0]: decks[deck] for fields, deck in rows}
    assert found == {kind.value: f"履职学堂::{name}" for kind, name in DECK_NAMES.items()}
    assert "履职学堂" in decks.values()


def test_the_report_counts_what_was_written() -> None:
    notes = [*one_of_each(), cloze("bare", blanks=())]

    report = write_deck(notes, BytesIO(), options=DeckOptions(root="甲::乙"), now=NOW)

    assert (report.notes, report.cards) == (5, 6)
    assert report.decks == (
        ("甲::乙::02 权利", 2),
        ("甲::乙::03 义务", 1),
        ("甲::乙::04 口号提法", 1),
        ("甲::乙::06 履职方法", 1),
    )
    assert report.refused == (Refusal("bare", "export.blanks_do_not_match"),)


@pytest.mark.parametrize(
    ("note", "reason"),
    [
        (cloze(stem=" \n"), "export.empty_stem"),
        (cloze(stem="没有空格"), "export.blanks_do_not_match"),
        (cloze(blanks=()), "export.blanks_do_not_match"),
        (cloze(blanks=(Blank(1, ("一",)),)), "export.blanks_do_not_match"),
        (cloze(blanks=(Blank(1, ("一",)), Blank(2, ()))), "export.no_answer"),
        (cloze(blanks=(Blank(1, ("一",)), Blank(2, (" \x1f",)))), "export.no_answer"),
        (cloze(blanks=(Blank(1, ("一",)), Blank(1, ("二",)))), "export.blank_numbers"),
        (cloze(blanks=(Blank(1, ("一",)), Blank(0, ("二",)))), "export.blank_numbers"),
        (cloze(blanks=(Blank(1, ("一",)), Blank(500, ("二",)))), "export.blank_numbers"),
        (single(stem=""), "export.empty_stem"),
        (single(options=()), "export.too_few_options"),
        (single(options=(Option(1, "一", correct=True),)), "export.too_few_options"),
        (
            single(options=(Option(1, "一", correct=True), Option(2, "\u3000", correct=False))),
            "export.empty_option",
        ),
        (
            multiple(options=(Option(1, "一", correct=False), Option(2, "二", correct=False))),
            "export.no_answer",
        ),
        (
            single(options=(Option(1, "一", correct=True), Option(2, "二", correct=True))),
            "export.several_answers",
        ),
        (true_false(truth=None), "export.no_answer"),
        (short_answer(model_answer=""), "export.no_answer"),
        (replace(cloze(), guid="\x00 "), "export.no_guid"),
        (single("there already"), "export.guid_twice"),
    ],
)
def test_what_makes_no_card_is_left_out_with_a_reason(note: ExportNote, reason: str) -> None:
    report = write_deck([single("there already"), note], BytesIO(), now=NOW)

    assert report.notes == 1
    assert report.refused == (Refusal(note.guid, reason),)


def test_a_control_character_cannot_make_a_blank_that_was_none() -> None:
    report = write_deck(
        [single(), cloze(stem="审议权__\x00__、____。", blanks=(Blank(1, ("一",)),))],
        BytesIO(),
        now=NOW,
    )

    assert [refusal.reason for refusal in report.refused] == ["export.blanks_do_not_match"]


@given(st.text(), st.sampled_from(NoteKind))
def test_a_guid_is_sixteen_letters_and_digits(guid: str, kind: NoteKind) -> None:
    assert re.fullmatch("[0-9A-Za-z]{16}", note_guid(guid, kind))


def test_a_guid_never_changes() -> None:
    assert note_guid("7d0f", NoteKind.CLOZE) == "sz309FsOzF7fePsl"
    assert note_guid("7d0f", NoteKind.CHOICE) == "YtgKZD8umcnkF92W"


def test_a_time_from_another_zone_is_the_same_time(tmp_path: Path) -> None:
    elsewhere = datetime.fromisoformat("2026-11-01T16:00:00+08:00")
    assert elsewhere == datetime(2026, 11, 1, 8, tzinfo=UTC)

    with opened(deck_bytes([replace(cloze(), content_changed_at=elsewhere)]), tmp_path) as deck:
        [stamp] = deck.execute("SELECT mod FROM notes").fetchone()

    assert stamp == int(elsewhere.timestamp())
