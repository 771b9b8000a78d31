"""Answers of printed sheets, typed in one line: looked at beside the questions, then stored."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from flask import Response as Page
from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from question_bank.errors import QuestionBankError
from question_bank.export.word_paper.texts import number
from question_bank.practice.exam_rules import rules_of
from question_bank.practice.grades import Grade
from question_bank.practice.printing import read_code
from question_bank.practice.quick_answers import LETTERS, TYPED, in_letters, place_of, read_line
from question_bank.practice.responses import MAX_BLANK_LENGTH, Response, parse_response
from question_bank.questions.values import Item, ItemType
from question_bank.storage import audiences, exams, frozen, paper_sheets, spare_sheets
from question_bank.storage.contents import item_from_json
from question_bank.storage.drawn import Drawn, Judged
from question_bank.storage.paper_sheets import Printed
from question_bank.storage.spare_sheets import Written
from quizapp import clock, fragments
from quizapp.database import Session, reader, writer
from quizapp.idempotency import commit_once, once
from quizapp.messages import wording_of_error
from quizapp.trainer.blueprint import is_reviewer
from quizapp.trainer.listing import key_in_words, one_line
from quizapp.trainer.papers_blueprint import papers as bp
from quizapp.trainer.papers_blueprint import require_reviewer

#: What a scanner types when it reads the QR code of a sheet.
_CODE_IN_LINK: Final = re.compile(r"[?&]code=([0-9]+)")
LONGEST_CODE: Final = 500


@dataclass(frozen=True, slots=True)
class EntryLine:
    """
    One question with what was typed for it.

    Attributes:
        options: Letter and words of each option, in the order printed.
        given: As typed: AC, √ or ``-``; empty for a cloze.
        key: The right answer in the same form.
        blanks: Field name and words typed, a blank each.
    """

    slot: int
    item: Item
    response: Response
    grade: Grade
    options: tuple[tuple[str, str], ...]
    given: str
    key: str
    blanks: tuple[tuple[str, str], ...]

    @property
    def stem(self) -> str:
        """The question in one line."""
        return one_line(self.item.stem)

    @property
    def mark(self) -> str:
        """What the answer earns."""
        return number(self.grade.mark or Decimal(0))


@dataclass(frozen=True, slots=True)
class Entry:
    """
    A sheet with the answers typed, before it is stored.

    Attributes:
        seen: Names what was typed, so that nothing is stored that was not looked at.
    """

    printed: Printed
    lines: tuple[EntryLine, ...]
    seen: str

    @property
    def score(self) -> str:
        """What the answers earn."""
        return number(sum((line.grade.mark or Decimal(0) for line in self.lines), Decimal(0)))

    @property
    def total(self) -> str:
        """Full mark."""
        return number(self.printed.version.max_score)


@bp.get("/entry", endpoint="enter")
def show() -> Page:
    """Ask for a sheet's number and its answers; a scanned code brings the number along."""
    return _page(request.args.get("code", "")[:LONGEST_CODE], "")


@bp.post("/entry", endpoint="enter_answers")
@once
def enter() -> ResponseReturnValue:
    """Show the answers beside the questions, or store them once they have been looked at."""
    require_reviewer()
    code = request.form.get("code", "")[:LONGEST_CODE]
    line = request.form.get("answers", "")
    try:
        if request.form.get("do") != "save":
            with reader() as session:
                return _page(code, line, _read(session, code, line))
        return _save(code, line)
    except QuestionBankError as error:
        return _page(code, line, problem=wording_of_error(error), status=422)


def _save(code: str, line: str) -> Page:
    now = clock.now()
    with writer() as session:
        entry = _read(session, code, line, lock=True)
        if entry.seen != request.form.get("seen", ""):
            problem = str(_("编号或答案改过了，请再核对一遍，然后保存。"))
            return _page(code, line, entry, problem, 422)
        rules = rules_of(frozen.read_snapshot(entry.printed.version.snapshot))
        paper_sheets.enter(
            session,
            spare_sheets.take_in(session, entry.printed, _written(session), now),
            [_judged(each) for each in entry.lines],
            rules.as_data(),
            by_id=current_user.person_id,
            now=now,
        )
        name = entry.printed.person.name if entry.printed.person else ""
        told = _("已录入 %(name)s：%(score)s 分。", name=name or "", score=entry.score)
        answer = commit_once(session, url_for("papers.enter"))
    return fragments.notify(answer, str(told))


def _read(session: Session, code: str, line: str, *, lock: bool = False) -> Entry:
    """
    Return the sheet with what was typed, marked by the paper's rule.

    Raises:
        QuestionBankError: In one sentence, if the number, the line or the sheet is wrong.
    """
    found = _CODE_IN_LINK.search(code)
    read = read_code(found[1] if found else code)
    found_sheet = paper_sheets.find_printed(session, read, lock=lock)
    printed = spare_sheets.with_name(session, found_sheet, _written(session))
    paper_sheets.require_enterable(session, printed)
    keys = exams.keys_in_force(session, printed.version.id, printed.drawn)
    items = [item_from_json(keys[each.question_id].item) for each in printed.drawn]
    lines = _lines(printed, items, line)
    typed = f"{read} {line} {request.form.get('name', '')} {request.form.get('group', '')}"
    seen = hashlib.sha256(typed.encode("utf-8", "replace")).hexdigest()[:16]
    return Entry(printed, lines, seen)


def _written(session: Session) -> Written:
    """Return what was typed of a name on a spare sheet; a group that is none is left out."""
    sent = request.form.get("group", "")
    known = (number for number, _name in audiences.list_groups(session) if str(number) == sent)
    return Written(request.form.get("name", ""), next(known, None))


def _lines(printed: Printed, items: Sequence[Item], line: str) -> tuple[EntryLine, ...]:
    rules = rules_of(frozen.read_snapshot(printed.version.snapshot))
    asked = list(zip(range(1, len(items) + 1), items, printed.drawn, strict=True))
    places = [place_of(slot, item, d.options) for slot, item, d in asked if item.type in TYPED]
    responses = read_line(line, places) if places else {}
    lines = []
    for slot, item, drawn in asked:
        response = responses.get(slot) or _typed_in_blanks(slot, item)
        grade = rules.judge(item, response, drawn.points)
        lines.append(_line(slot, item, drawn, response, grade))
    return tuple(lines)


def _typed_in_blanks(slot: int, item: Item) -> Response:
    """Return the words typed for a cloze; nothing for other types, which `-` left empty."""
    if item.type is not ItemType.CLOZE:
        return Response()
    form = {
        f"blank-{blank.number}": request.form.getlist(_field(slot, blank.number))
        for blank in item.blanks
    }
    return parse_response(item, form)


def _field(slot: int, blank: int) -> str:
    return f"q{slot}-{blank}"


def _line(slot: int, item: Item, drawn: Drawn, response: Response, grade: Grade) -> EntryLine:
    place = place_of(slot, item, drawn.options)
    is_typed = item.type in TYPED
    by_number = {option.number: option.text for option in item.options}
    texts = response.texts or ("",) * len(item.blanks)
    right = Response(
        options=tuple(option.number for option in item.options if option.correct),
        truth=item.truth,
    )
    return EntryLine(
        slot=slot,
        item=item,
        response=response,
        grade=grade,
        options=tuple(zip(LETTERS, (by_number[n] for n in place.options), strict=False)),
        given=in_letters(place, response) if is_typed else "",
        key=in_letters(place, right) if is_typed else key_in_words(item),
        blanks=tuple(
            (_field(slot, blank.number), text)
            for blank, text in zip(item.blanks, texts, strict=True)
        ),
    )


def _judged(line: EntryLine) -> Judged:
    grade, response = line.grade, line.response
    return Judged(
        response={} if response.is_empty else response.as_data(),
        mark=grade.mark,
        max_mark=grade.points,
        correct=grade.correct,
        near_miss=grade.near_miss,
    )


def _page(
    code: str, line: str, entry: Entry | None = None, problem: str = "", status: int = 200
) -> Page:
    found = _CODE_IN_LINK.search(code)
    with reader() as session:
        groups = [(str(number), name) for number, name in audiences.list_groups(session)]
    return fragments.page(
        "trainer/paper_enter.html",
        block="main",
        status=status,
        code=found[1] if found else code,
        answers=line,
        entry=entry,
        problem=problem,
        longest=MAX_BLANK_LENGTH,
        name=request.form.get("name", "")[:LONGEST_CODE],
        group=request.form.get("group", ""),
        groups=groups,
        may_decide=is_reviewer(),
    )
