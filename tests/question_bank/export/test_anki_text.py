"""The second way into Anki: text with directives, read by the real program."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

from anki.collection import ImportCsvRequest

from question_bank.export.anki import ExportNote
from question_bank.export.anki_text import write_anki_text
from tests.question_bank.export.samples import Learner, cloze, one_of_each, single


def text_of(notes: list[ExportNote]) -> bytes:
    out = BytesIO()
    write_anki_text(notes, out)
    return out.getvalue()


def take_in(learner: Learner, notes: list[ExportNote], folder: Path) -> Any:
    path = folder / "cards.txt"
    path.write_bytes(text_of(notes))
    collection = learner.collection
    metadata = collection.get_csv_metadata(path=str(path), delimiter=None)
    return collection.import_csv(ImportCsvRequest(path=str(path), metadata=metadata)).log


def test_text_gives_the_same_notes_as_a_package(learner: Learner, tmp_path: Path) -> None:
    notes = one_of_each()
    learner.load(notes)
    by_package = learner.fields()
    log = take_in(learner, notes, tmp_path)
    assert len(log.new) == 0
    assert learner.fields() == by_package


def test_text_updates_what_a_package_brought(learner: Learner, tmp_path: Path) -> None:
    learner.load([cloze(), single()])
    changed = replace(single(), item=replace(single().item, explanation="改过的解析\t有制表符。"))
    take_in(learner, [cloze(), changed], tmp_path)
    assert "改过的解析 有制表符。" in learner.fields()["single"]["Explanation"]
    assert len(learner.fields()) == 2


def test_new_notes_go_to_our_decks(learner: Learner, tmp_path: Path) -> None:
    learner.load([cloze(), single()])
    take_in(learner, one_of_each(), tmp_path)
    names = {deck.name for deck in learner.collection.decks.all_names_and_ids()}
    assert "履职学堂::03 义务" in names
    assert len(learner.fields()) == 5


def test_a_question_without_an_answer_is_left_out() -> None:
    broken = replace(cloze(), item=replace(cloze().item, blanks=()))
    lines = text_of([broken, single()]).decode().splitlines()
    assert lines[:2] == ["#separator:tab", "#html:true"]
    assert len([line for line in lines if not line.startswith("#")]) == 1
