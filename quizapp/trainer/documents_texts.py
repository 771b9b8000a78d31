"""
Texts that were read a moment ago, ready to be shown again.

A stored text never changes, and putting a long one together takes long; a few are kept in
the memory of the process.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from threading import Lock
from typing import Final

from flask import Flask, current_app

from question_bank.documents.values import Document
from question_bank.storage import documents
from question_bank.storage.models import DocumentVersion
from quizapp.database import Session

EXTENSION: Final = "quizapp.trainer.texts"
#: Most code points of all texts kept; one may be as long as that alone.
ROOM: Final = 1_500_000


class Texts:
    """Keeps texts by the number of their version, those used last."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, Document] = OrderedDict()
        self._turn = Lock()

    def of(self, session: Session, version: DocumentVersion) -> Document:
        """Return the text of a version; it is loaded unless it is here."""
        with self._turn:
            known = self._kept.get(version.id)
            if known is not None:
                self._kept.move_to_end(version.id)
        if known is None:
            known = documents.text_of(documents.get_version(session, version.id))
            self._keep(version.id, known)
        # What a text is called and is may change.
        return replace(known, title=version.document.title, genre=version.document.genre)

    def _keep(self, version_id: int, text: Document) -> None:
        with self._turn:
            self._kept[version_id] = text
            while len(self._kept) > 1 and self._length() > ROOM:
                self._kept.popitem(last=False)

    def _length(self) -> int:
        return sum(len(each.clean_text) for each in self._kept.values())


def init_app(app: Flask) -> None:
    """Give *app* texts of its own."""
    app.extensions[EXTENSION] = Texts()


def text_of(session: Session, version: DocumentVersion) -> Document:
    """Return the text of a version, as its document is called now."""
    texts: Texts = current_app.extensions[EXTENSION]
    return texts.of(session, version)
