"""Two decks, one after the other, in the learner's real Anki."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from anki.collection import ImportAnkiPackageRequest

from question_bank.export.anki import DeckOptions, ExportNote
from question_bank.keypoints.values import Kind
from question_bank.questions.values import BLANK, Blank, ItemType
from tests.question_bank.export.samples import (
    Learner,
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

ORIGIN = re.compile("{{#Document}}.*{{/Document}}")
MAKERS = (cloze, single, multiple, true_false, short_answer)


def edited(note: ExportNote, **changes: Any) -> ExportNote:
    """Return *note* after an edit, a second later."""
    changed = note.content_changed_at + timedelta(seconds=1)
    return replace(note, item=replace(note.item, **changes), content_changed_at=changed)


def first_edition() -> list[ExportNote]:
    """Return 24 notes of all types."""
    return [MAKERS[n % len(MAKERS)](f"question-{n}") for n in range(24)]


def second_edition() -> list[ExportNote]:
    """Return the same with six edited, the last one gone and two new."""
    notes = first_edition()[:-1]
    for n in range(6):
        notes[n] = edited(notes[n], explanation="改过的解析。")
    return [*notes, single("question-new-1"), cloze("question-new-2")]


def study(learner: Learner, guids: Sequence[str]) -> None:
    """Answer every card of the questions, and mark some as learners do."""
    for card in (card for guid in guids for card in learner.cards(guid)):
        learner.answer_easy(card)
    learner.collection.set_user_flag_for_cards(2, [card.id for card in learner.cards(guids[0])])
    learner.collection.sched.suspend_cards([card.id for card in learner.cards(guids[-1])])


def history(learner: Learner) -> list[Any]:
    """Return the schedule of each card and every review, cards of new notes left out."""
    database = learner.collection.db
    assert database is not None
    schedule = database.all(
        "select c.id, c.did, c.ord, c.type, c.queue, c.due, c.ivl, c.factor, c.reps, c.flags, c.data"
        " from cards c join notes n on n.id = c.nid where n.flds not like 'question-new-%'"
        " order by c.id"
    )
    return [schedule, database.all("select * from revlog order by id")]


def tag_notes(learner: Learner, guids: Sequence[str]) -> None:
    """Give the learner's own tag to notes."""
    notes = [learner.cards(guid)[0].nid for guid in guids]
    learner.collection.tags.bulk_add(notes, "我的")


def older_deck(folder: Path) -> Path:
    """Return the deck of the first edition as it was before titles stood on the front."""
    with opened(deck_bytes(first_edition()), folder) as collection:
        models = stored_json(collection, "models")
        for model in models.values():
            [face] = model["tmpls"]
            assert ORIGIN.search(face["qfmt"])
            face["qfmt"], face["afmt"] = ORIGIN.sub("", face["qfmt"]), ORIGIN.sub("", face["afmt"])
            model["mod"] -= 1
        collection.execute("UPDATE col SET models = ?", [json.dumps(models)])
        collection.commit()
    package = folder / "older.apkg"
    with zipfile.ZipFile(package, "w") as archive:
        archive.write(folder / "collection.anki2", "collection.anki2")
    return package


def own_tags(learner: Learner) -> set[str]:
    """Return the questions that carry the learner's own tag."""
    found = learner.collection.find_notes("tag:我的")
    return {learner.collection.get_note(number)["Id"] for number in found}


def test_a_second_edition_updates_only_what_was_edited(learner: Learner) -> None:
    assert learner.load(first_edition()) == {"new": 24}

    assert learner.load(second_edition()) == {"new": 2, "updated": 6, "duplicate": 17}
    explanations = {guid: fields["Explanation"] for guid, fields in learner.fields().items()}
    changed = {guid for guid, text in explanations.items() if text == "改过的解析。"}
    assert changed == {f"question-{n}" for n in range(6)}
    assert len(explanations) == 26


def test_the_same_edition_twice_changes_nothing(learner: Learner) -> None:
    learner.load(first_edition())
    before = learner.fields()

    assert learner.load(first_edition()) == {"duplicate": 24}
    assert learner.fields() == before


def test_the_history_of_studied_cards_survives_a_second_edition(learner: Learner) -> None:
    learner.load(first_edition())
    study(learner, ["question-0", "question-1", "question-7", "question-23"])
    before = history(learner)
    assert len(before[1]) == 5

    learner.load(second_edition())

    assert history(learner) == before


def test_a_second_edition_forces_no_full_sync(learner: Learner) -> None:
    learner.load(first_edition())
    database = learner.collection.db
    assert database is not None
    before = database.scalar("select scm from col")

    learner.load(second_edition())

    assert database.scalar("select scm from col") == before


def test_cards_of_an_older_deck_tell_their_document_after_an_update(
    learner: Learner, tmp_path: Path
) -> None:
    learner.collection.import_anki_package(
        ImportAnkiPackageRequest(package_path=str(older_deck(tmp_path)))
    )
    study(learner, ["question-0", "question-1"])
    before, database = history(learner), learner.collection.db
    assert database is not None
    schema = database.scalar("select scm from col")
    assert all("出自" not in front for front, _back in learner.sides("question-8"))

    assert learner.load(second_edition()) == {"new": 2, "updated": 6, "duplicate": 17}

    assert all("出自《讲话》" in front for front, _back in learner.sides("question-8"))
    assert history(learner) == before
    assert database.scalar("select scm from col") == schema


def test_the_learners_own_tag_stays_on_notes_that_were_not_edited(learner: Learner) -> None:
    learner.load(first_edition())
    tag_notes(learner, ["question-2", "question-10", "question-23"])
    notes = second_edition()
    # The tag made the learner's note as new as today; our edit must be newer still.
    notes[2] = replace(notes[2], content_changed_at=notes[2].content_changed_at.replace(year=2100))

    learner.load(notes)

    assert own_tags(learner) == {"question-10", "question-23"}


def test_the_learners_own_notes_stay_until_the_question_is_edited(learner: Learner) -> None:
    learner.load([cloze("kept"), cloze("edited")])
    for guid in ("kept", "edited"):
        own = learner.collection.get_note(learner.cards(guid)[0].nid)
        own["我的笔记"] = "多记"
        learner.collection.update_note(own)
    after = cloze("edited").content_changed_at.replace(year=2100)

    learner.load([cloze("kept"), replace(cloze("edited"), content_changed_at=after)])

    own_notes = {guid: fields["我的笔记"] for guid, fields in learner.fields().items()}
    assert own_notes == {"kept": "多记", "edited": ""}


def test_a_new_blank_brings_a_card_and_a_dropped_one_renumbers_none(learner: Learner) -> None:
    learner.load([cloze()])
    study(learner, ["cloze"])
    reviews = history(learner)[1]
    blanks = (Blank(2, ("质询权",)), Blank(3, ("选举权",)))
    stem = f"代表有{BLANK}和{BLANK}。"

    learner.load([edited(cloze(), stem=stem, blanks=blanks)])

    # The first card stays, empty, until the learner lets Anki clear it.
    assert [card.ord for card in learner.cards("cloze")] == [0, 1, 2]
    assert learner.collection.get_empty_cards().notes[0].card_ids == [learner.cards("cloze")[0].id]
    assert history(learner)[1] == reviews


def test_a_question_keeps_its_card_when_a_trainer_changes_its_kind(learner: Learner) -> None:
    learner.load([single()])
    before = [card.id for card in learner.cards("single")]

    assert learner.load([edited(single(), kind=Kind.DUTY)]) == {"updated": 1}

    assert [card.id for card in learner.cards("single")] == before
    assert learner.fields()["single"]["Kind"] == "职责"


def test_a_question_that_becomes_a_choice_is_a_new_note(learner: Learner) -> None:
    learner.load([cloze("same")])
    choice = edited(single("same"))

    assert learner.load([choice]) == {"new": 1}


@pytest.mark.parametrize("options", [DeckOptions(blanks_together=True), DeckOptions(type_in=True)])
def test_another_choice_leaves_unedited_notes_alone(learner: Learner, options: DeckOptions) -> None:
    learner.load(one_of_each())
    before = learner.fields()

    assert learner.load(one_of_each(), options) == {"duplicate": 5}
    assert learner.fields() == before


def test_the_deck_says_what_an_update_does(learner: Learner) -> None:
    learner.load(one_of_each())

    deck = learner.collection.decks.by_name("履职学堂")

    assert deck is not None
    assert "学习进度不受影响" in deck["desc"]


def test_questions_that_begin_alike_are_no_duplicates(learner: Learner) -> None:
    learner.load([single("one"), single("two"), true_false(), *map(cloze, ("three", "four"))])

    states = [
        learner.collection.get_note(number).fields_check()
        for number in learner.collection.find_notes("")
    ]
    assert states == [0] * 5


def test_new_cards_come_in_the_order_of_the_bank(learner: Learner) -> None:
    notes = first_edition()
    learner.load(notes)
    database = learner.collection.db
    assert database is not None

    rows = database.list(
        "select n.flds from cards c join notes n on n.id = c.nid order by c.due, c.ord"
    )

    cards = [2 if note.item.type is ItemType.CLOZE else 1 for note in notes]
    expected = [n.guid for n, times in zip(notes, cards, strict=True) for _ in range(times)]
    assert [row.split("\x1f")[0] for row in rows] == expected
