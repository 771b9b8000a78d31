"""The pages on documents: one blueprint, whose views stand in several modules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from flask import Blueprint

from question_bank.documents.values import Genre
from quizapp.accounts import TRAINERS, guard
from quizapp.languages import mark

bp = Blueprint("documents", __name__, url_prefix="/trainer/documents")
guard(bp, *TRAINERS)

#: What a text is, in a word.
GENRES: Final[Mapping[Genre, str]] = {
    Genre.SPEECH: mark("讲话"),
    Genre.STATUTE: mark("法律法规"),
    Genre.REPORT: mark("报告"),
    Genre.DOCUMENT: mark("文件"),
    Genre.ARTICLE: mark("文章"),
}
#: Jobs whose progress these pages show.
JOB_KINDS: Final = ("document.add", "document.version", "document.generate", "document.unrepair")
