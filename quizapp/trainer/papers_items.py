"""How each question of a paper did: facility, discrimination, who chose what; mark anew."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from question_bank.errors import InvalidInputError
from question_bank.practice import regrading
from question_bank.practice.responses import Response as Answered
from question_bank.practice.statistics import (
    ItemStatistics,
    QuizStatistics,
    item_statistics,
    quiz_statistics,
)
from question_bank.questions.origins import origin_of
from question_bank.questions.values import Item, ItemType
from question_bank.storage import frozen, paper_results, papers, regrades
from question_bank.storage.contents import item_from_json
from question_bank.storage.models import Revision
from question_bank.storage.workbench import names_of
from quizapp import clock, fragments
from quizapp.database import Session, reader, writer
from quizapp.languages import mark
from quizapp.messages import wording_of_error
from quizapp.trainer.blueprint import LONGEST_REASON, is_reviewer
from quizapp.trainer.listing import key_in_words, one_line
from quizapp.trainer.papers_blueprint import papers as bp
from quizapp.trainer.papers_blueprint import require_reviewer

#: Changed marks that the page names one by one.
MOST_NAMED: Final = 100
#: Discrimination from here on, in per cent, with what it is called.
GRADES: Final = (
    (50, mark("很好"), "right"),
    (30, mark("合适"), "right"),
    (20, mark("偏弱"), "near"),
    (0, mark("很弱"), "near"),
)
LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One question of the analysis."""

    number: int
    question_id: int
    stem: str
    points: Decimal
    statistics: ItemStatistics

    @property
    def facility(self) -> str:
        """Mean share of the full mark, in per cent."""
        return percent(self.statistics.facility)

    @property
    def discrimination(self) -> str:
        """Correlation with the rest, in per cent."""
        return percent(self.statistics.discrimination, "")

    @property
    def verdict(self) -> tuple[str, str]:
        """What the discrimination means, and how it looks."""
        value = self.statistics.discrimination
        if value is None:
            return str(_("看不出")), "plain"
        found = next((each for each in GRADES if value >= each[0]), None)
        if found is None:
            return str(_("答案可能有误，请检查")), "wrong"
        return str(_(found[1])), found[2]


@dataclass(frozen=True, slots=True)
class Chosen:
    """An option, statement or typed text, and how many gave it."""

    words: str
    count: int
    share: float
    is_right: bool


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A mark that would change."""

    name: str
    attempt_id: int
    old: Decimal
    new: Decimal


def percent(value: float | None, sign: str = "%") -> str:
    """Return *value* without places; a dash where it has no meaning."""
    return "–" if value is None else f"{value:.0f}{sign}"


@bp.get("/<int:paper_id>/items")
def items(paper_id: int) -> Response:
    """Show facility and discrimination of every question."""
    with reader() as session:
        paper = papers.get_paper(session, paper_id)
        version = frozen.get_version(session, paper_id)
        marks = paper_results.marks_of(session, version.id)
        log = regrades.list_corrections(session, version.id)
    questions = frozen.read_snapshot(version.snapshot).questions
    full = [float(each.points) for each in questions]
    lines = [
        ItemLine(number, each.question_id, one_line(each.item.stem), each.points, found)
        for number, (each, found) in enumerate(
            zip(questions, item_statistics(marks, full), strict=True), start=1
        )
    ]
    whole: QuizStatistics = quiz_statistics(marks, full)
    return fragments.page(
        "trainer/paper_items.html",
        block="main",
        paper=paper,
        lines=lines,
        whole=whole,
        percent=percent,
        log=log,
        most=paper_results.MOST_COUNTED,
    )


@bp.get("/<int:paper_id>/items/<int:question_id>")
def item(paper_id: int, question_id: int) -> Response:
    """Show who chose what in one question, and what marking it anew would change."""
    return _item_page(paper_id, question_id)


@bp.post("/<int:paper_id>/items/<int:question_id>")
def regrade(paper_id: int, question_id: int) -> ResponseReturnValue:
    """Mark all answers to a question by its key as it stands in the bank now."""
    require_reviewer()
    reason = request.form.get("reason", "").strip()
    if not 0 < len(reason) <= LONGEST_REASON:
        return _item_page(paper_id, question_id, _("请写明为什么重算，最多 500 字。"), 422)
    try:
        with writer() as session:
            version = frozen.get_version(session, paper_id)
            revision = regrades.newest_wording(session, question_id)
            if str(revision.id) != request.form.get("revision"):
                problem = _("答案在这期间又改过，请看过下面新的变化再确认。")
                return _item_page(paper_id, question_id, problem, 422)
            correction = regrading.Correction(version.id, revision, reason, current_user.person_id)
            changes = regrading.carry_out(session, correction, clock.now())
            session.commit()
    except InvalidInputError as error:
        return _item_page(paper_id, question_id, wording_of_error(error), 422)
    answer = fragments.redirect(url_for("papers.item", paper_id=paper_id, question_id=question_id))
    return fragments.notify(
        answer, str(_("已重算，%(count)s 份卷子的分数变了。", count=len(changes)))
    )


def _item_page(paper_id: int, question_id: int, problem: str = "", status: int = 200) -> Response:
    with reader() as session:
        paper = papers.get_paper(session, paper_id)
        version = frozen.get_version(session, paper_id)
        question = regrades.question_on(session, version.id, question_id)
        responses = paper_results.responses_to(session, version.id, question_id)
        finished = paper_results.count_finished(session, version.id)
        newest = regrades.newest_wording(session, question_id)
        in_force = regrades.wording_in_force(session, version.id, question)
        changes, obstacle = _changes(
            session, version.id, newest, is_changed=newest.id != in_force.id
        )
        names = names_of(session, [each.person_id for each in changes[:MOST_NAMED]])
        titles = frozen.titles_asked(session, frozen.read_snapshot(version.snapshot))
    given = [Answered.from_data(response or {}) for response, _mark in responses]
    current = item_from_json(in_force.item)
    return fragments.page(
        "trainer/paper_item.html",
        block="main",
        status=status,
        paper=paper,
        question=question,
        item=current,
        origin=origin_of(current.stem, titles.get(question_id, "")),
        key=key_in_words(current),
        new_key=key_in_words(item_from_json(newest.item)),
        chosen=_chosen(current, given, finished),
        finished=finished,
        is_changed=newest.id != in_force.id,
        obstacle=obstacle,
        revision=newest.id,
        changes=[
            ShownChange(names.get(c.person_id) or "", c.attempt_id, c.old_mark, c.new_mark)
            for c in changes[:MOST_NAMED]
        ],
        changed=len(changes),
        may_decide=is_reviewer(),
        problem=problem,
    )


def _changes(
    session: Session, version_id: int, newest: Revision, *, is_changed: bool
) -> tuple[list[regrading.Change], str]:
    """Return what marking anew would change, and why it cannot be done; empty if it can."""
    if not is_changed:
        return [], ""
    try:
        regrading.require_same_parts(session, version_id, newest)
    except InvalidInputError as error:
        return [], wording_of_error(error)
    return regrading.find_changes(session, version_id, newest), ""


def _chosen(item: Item, given: list[Answered], finished: int) -> list[Chosen]:
    """Return every option, both truths or the texts typed, with how many gave each."""

    def line(words: str, count: int, *, is_right: bool) -> Chosen:
        return Chosen(words, count, count / finished if finished else 0.0, is_right)

    if item.type is ItemType.TRUE_FALSE:
        return [
            line(str(words), sum(g.truth is truth for g in given), is_right=item.truth is truth)
            for truth, words in ((True, _("正确")), (False, _("错误")))
        ]
    if item.type is not ItemType.CLOZE:
        return [
            line(
                f"{letter} {option.text}",
                sum(option.number in g.options for g in given),
                is_right=option.correct,
            )
            for letter, option in zip(LETTERS, item.options, strict=False)
        ]
    texts = [g.as_data() for g in given]
    return [
        line(
            _("第%(number)s空：%(text)s", number=place + 1, text=text or _("（没有填）")),
            count,
            is_right=text in blank.accepted,
        )
        for place, blank in enumerate(item.blanks)
        for text, count in paper_results.count_texts(texts, place)
    ]
