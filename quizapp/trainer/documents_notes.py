"""What a text says wrongly or otherwise than the law: slips of its author, told to trainers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from flask import url_for
from flask_babel import gettext as _

from question_bank.documents.counted import miscounted
from question_bank.documents.values import Document
from question_bank.lexicon import Lexicon
from question_bank.questions.values import Finding, Level
from quizapp.messages import wording
from quizapp.trainer.checking import PICTURES

#: Places listed beside one text.
MOST: Final = 60
#: How much of the text around a place is shown, in code points.
AROUND: Final = 12


@dataclass(frozen=True, slots=True)
class ShownNote:
    """
    A place of the text with what is to be known of it, between the words around it.

    Attributes:
        level: ``block`` where nothing is asked of it, ``review`` where a person decides on
            what is asked, ``note`` where it is only told.
        effect: That in words.
    """

    start: int
    left: str
    words: str
    right: str
    sentence: str
    level: Level
    effect: str
    picture: str
    href: str


def notes_on(text: Document, document_id: int, lexicon: Lexicon) -> tuple[ShownNote, ...]:
    """Return what is to be known of places in a text, in its order, at most `MOST`."""
    found = sorted(_found(text, lexicon), key=lambda each: each[:2])
    return tuple(islice((_shown(text, document_id, *each) for each in found), MOST))


def _found(text: Document, lexicon: Lexicon) -> Iterator[tuple[int, int, Level, str]]:
    """Yield start, end, weight and sentence of each place."""
    whole = text.clean_text
    for note, phrase in lexicon.index.notes_on(whole):
        level = Level.BLOCK if note.slip else Level(note.level)
        sentence = wording(Finding(note.message_id, level, (("note", note.text),)))
        start = whole.find(phrase)
        yield start, start + len(phrase), level, sentence
    for each in miscounted(whole):
        if text.is_flagged(each.start, each.end):
            continue
        told = _("原文说“%(said)s个字”，引号里有 %(counted)s 个字。", said=each.said, counted=each.counted)  # fmt: skip
        yield each.start, each.end, Level.NOTE, str(told)


def _shown(
    text: Document, document_id: int, start: int, end: int, level: Level, sentence: str
) -> ShownNote:
    whole = text.clean_text
    paragraph = whole.rfind("\n", 0, start) + 1
    effects = {
        Level.BLOCK: _("不用来出题"),
        Level.REVIEW: _("用到它的题要人工审"),
        Level.NOTE: _("只作提示"),
    }
    return ShownNote(
        start=start,
        left=whole[max(start - AROUND, 0) : start].rpartition("\n")[2],
        words=whole[start:end],
        right=whole[end : end + AROUND].partition("\n")[0],
        sentence=sentence,
        level=level,
        effect=str(effects[level]),
        picture=PICTURES[level],
        href=url_for(
            "documents.show", document_id=document_id, at=start, _anchor=f"at-{paragraph}"
        ),
    )
