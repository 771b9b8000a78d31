"""How one question is answered: shares, choices, wrong words, papers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask import Response, abort, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from question_bank.practice.responses import MAX_BLANK_LENGTH
from question_bank.practice.statistics import ItemStatistics, item_statistics
from question_bank.questions.values import Item, ItemType
from question_bank.storage import answered, paper_results
from question_bank.storage.answered import Asked, Responses
from question_bank.storage.disclosure import FEWEST
from question_bank.storage.models import QuestionTally
from question_bank.storage.reviewing import Shown
from quizapp import clock, fragments
from quizapp.database import Session, reader, writer
from quizapp.trainer.blueprint import is_reviewer, lock_version_sent
from quizapp.trainer.blueprint import questions as bp
from quizapp.trainer.listing import one_line
from quizapp.trainer.loading import load
from quizapp.trainer.preview import LETTERS

#: Milliseconds in a second.
THOUSAND: Final = 1000


@dataclass(frozen=True, slots=True)
class OnPaper:
    """How a question did on a paper: in per cent, `None` where that has no meaning."""

    title: str
    href: str
    attempts: int
    statistics: ItemStatistics


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer to choose: its words, whether it is right, how often it was chosen."""

    words: str
    is_right: bool
    count: int


@dataclass(frozen=True, slots=True)
class Answered:
    """
    The page on how a question is answered.

    Attributes:
        is_shown: Whether enough people answered to tell what they said.
        wrong_texts: Of each blank, what was typed in wrong answers and how often.
    """

    id: int
    stem: str
    lock_version: int
    tally: QuestionTally | None
    responses: Responses
    choices: tuple[Choice, ...]
    papers: tuple[OnPaper, ...]
    may_accept: bool

    @property
    def is_shown(self) -> bool:
        """Whether enough people answered to tell what they said."""
        return self.responses.people >= FEWEST

    @property
    def fewest(self) -> int:
        """From how many people on it is told what they said."""
        return FEWEST

    @property
    def seconds(self) -> int | None:
        """How long an answer took on average, in seconds."""
        has_time = self.tally is not None and self.tally.duration_ms is not None
        return round((self.tally.duration_ms or 0) / THOUSAND) if has_time and self.tally else None


@bp.get("/<int:question_id>/answers", endpoint="answered")
def show_answers(question_id: int) -> Response:
    """Show how a question is answered."""
    loaded = load(question_id)
    with reader() as session:
        responses = answered.responses_to(session, question_id, len(loaded.item.blanks))
        papers = tuple(_on_paper(session, each) for each in _asking(session, question_id))
        tally = session.get(QuestionTally, question_id)
    page = Answered(
        id=question_id,
        stem=one_line(loaded.item.stem),
        lock_version=loaded.row.lock_version,
        tally=tally,
        responses=responses,
        choices=_choices(loaded.item, responses),
        papers=papers,
        may_accept=is_reviewer(),
    )
    return fragments.page("trainer/answered.html", block="main", page=page)


@bp.post("/<int:question_id>/accept-text")
def accept_text(question_id: int) -> Response:
    """Let what many typed count as right from now on."""
    if not is_reviewer():
        abort(403)
    text, place = request.form.get("text", "").strip(), request.form.get("blank", "")
    if not 0 < len(text) <= MAX_BLANK_LENGTH or not (place.isascii() and place.isdecimal()):
        abort(404)
    with writer() as session:
        is_new = answered.accept_text(
            session,
            Shown(question_id, lock_version_sent()),
            int(place[:4]),
            text,
            by_id=current_user.person_id,
            now=clock.now(),
        )
        session.commit()
    back = fragments.redirect(url_for("questions.answered", question_id=question_id))
    told = _("“%(text)s”也算对了。题目有了新的一版，请签发。", text=text)
    return fragments.notify(back, str(told)) if is_new else back


def _asking(session: Session, question_id: int) -> list[Asked]:
    return list(answered.papers_asking(session, question_id))


def _on_paper(session: Session, asked: Asked) -> OnPaper:
    marks = paper_results.marks_of(session, asked.version_id)
    return OnPaper(
        asked.title,
        url_for("papers.show", paper_id=asked.paper_id),
        len(marks),
        item_statistics(marks, asked.full_marks)[asked.place],
    )


def _choices(item: Item, said: Responses) -> tuple[Choice, ...]:
    if item.type is ItemType.TRUE_FALSE:
        pairs = ((True, str(_("正确"))), (False, str(_("错误"))))
        return tuple(
            Choice(words, item.truth is truth, said.truths.get(truth, 0)) for truth, words in pairs
        )
    return tuple(
        Choice(f"{letter}　{option.text}", option.correct, said.options.get(option.number, 0))
        for letter, option in zip(LETTERS, item.options, strict=False)
    )
