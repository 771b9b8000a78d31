"""The Chinese names on cards and in tags, and the tags themselves."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from question_bank.documents.titles import within_marks
from question_bank.export.anki.identity import DECK_IDS, DECK_NAMES, MODEL_IDS, NoteKind, note_kind
from question_bank.export.anki.texts import escape, tag
from question_bank.keypoints.values import Kind
from question_bank.questions.values import ItemType

#: The decks' names without their numbers.
KIND_NAMES: Final[dict[Kind, str]] = {kind: name[3:] for kind, name in DECK_NAMES.items()}
TYPE_NAMES: Final[dict[ItemType, str]] = {
    ItemType.CLOZE: "填空题",
    ItemType.SINGLE: "单选题",
    ItemType.MULTIPLE: "多选题",
    ItemType.TRUE_FALSE: "判断题",
    ItemType.SHORT_ANSWER: "简答题",
}
_TITLE: Final = re.compile("^《[^》]*》")
_PART: Final = re.compile(
    "(第[〇零一二三四五六七八九十百千0-9]+(?:部分|方面|编|章|节|条|款|项|点))"
)


class Heading(NamedTuple):
    """
    What a note says about its place in the bank; most notes share it with others.

    Attributes:
        note_kind, model_id, deck_id: How Anki keeps the note, and where.
        source, document, kind, type: HTML for the fields of those names.
        tags: As Anki stores them: a space before, between and behind.
    """

    note_kind: NoteKind
    model_id: int
    deck_id: int
    source: str
    document: str
    kind: str
    type: str
    tags: str


def heading_of(
    document: str, source: str, kind: Kind, item_type: ItemType, own_tags: tuple[str, ...]
) -> Heading:
    """Return the heading of the notes of one kind and type from one place."""
    tags = _tags(document, source, kind, item_type, own_tags)
    kept_as = note_kind(item_type)
    return Heading(
        kept_as,
        MODEL_IDS[kept_as],
        DECK_IDS[kind],
        escape(source),
        escape(within_marks(document)),
        KIND_NAMES[kind],
        TYPE_NAMES[item_type],
        f" {' '.join(tags)} ",
    )


def _tags(
    document: str, source: str, kind: Kind, item_type: ItemType, own_tags: tuple[str, ...]
) -> list[str]:
    """Return the tags, clean and each once: ours first, then the trainers'."""
    part = _TITLE.sub("", source).strip()
    found = [
        tag("文档", document) if document.strip() else "",
        tag("类型", KIND_NAMES[kind]),
        tag("题型", TYPE_NAMES[item_type]),
        tag("部分", *_PART.split(part)) if part else "",
        *(tag(*name.split("::")) for name in own_tags),
    ]
    return list(dict.fromkeys(filter(None, found)))
