"""Words of the office's own: terms, set phrases, look-alikes, what is also true."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, Response, abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from question_bank.errors import InvalidInputError
from question_bank.storage import own_words
from question_bank.storage.models import ConfusableSet
from question_bank.storage.models.values import SetPurpose
from question_bank.storage.own_words import OwnWords, WordMember, WordSet
from quizapp import clock, fragments
from quizapp.accounts import TRAINERS, guard
from quizapp.database import reader, writer
from quizapp.idempotency import commit_once, once
from quizapp.languages import mark
from quizapp.messages import wording_of_error
from quizapp.security import refuse_large
from quizapp.trainer.blueprint import is_reviewer

bp = Blueprint("words", __name__, url_prefix="/trainer/words")
guard(bp, *TRAINERS)
bp.before_request(refuse_large)

#: What parts a word from its reason in a line of the form, as people type it.
PARTERS: Final = ("：", ":", "|", "\t")
#: A word of a set phrase that may be asked for.
SLOT: Final = re.compile("【([^【】]+)】")
SECTIONS: Final = {
    SetPurpose.ACCEPTED_FORMS: (
        mark("固定提法"),
        mark("出题时一字不改，写错会被查出来。别的正确写法也算对。"),
    ),
    SetPurpose.CONFUSABLE: (
        mark("易混组"),
        mark("互相作错误选项，每个词写一句它说的是什么，答错的代表会看到。"),
    ),
    SetPurpose.ALSO_TRUE: (
        mark("同样成立"),
        mark("讲话没有说、但确实成立的，绝不拿来作错误选项。"),
    ),
}


@dataclass(frozen=True, slots=True)
class ShownSet:
    """A set in the list."""

    id: int
    name: str
    members: tuple[WordMember, ...]
    words: tuple[str, ...]
    source: str
    active: bool


@dataclass(frozen=True, slots=True)
class ShownSection:
    """The sets of one purpose, with what they are for."""

    purpose: SetPurpose
    title: str
    about: str
    rows: tuple[ShownSet, ...]


@dataclass(frozen=True, slots=True)
class SetForm:
    """The form of a set as it was typed; *id* is `None` for a new one."""

    purpose: SetPurpose
    title: str
    about: str
    id: int | None = None
    name: str = ""
    members: str = ""
    words: str = ""
    source: str = ""
    problem: str = ""


@bp.before_request
def refuse_authors() -> None:
    """Let authors look; what all questions are checked by is changed by reviewers."""
    if request.method == "POST" and not is_reviewer():
        abort(403)


@bp.get("/")
def index() -> Response:
    """List the office's own words."""
    return _page()


@bp.post("/terms")
@once
def add_term() -> ResponseReturnValue:
    """Add a word that is never cut."""
    text, source = _typed("text"), _typed("source")
    with writer() as session:
        try:
            own_words.add_term(session, text, source, current_user.person_id, clock.now())
        except InvalidInputError as error:
            session.rollback()
            return _page(term=text, problem=wording_of_error(error, _), status=422)
        return fragments.notify(
            commit_once(session, url_for("words.index")), str(_("已加入，以后出题都会用到。"))
        )


@bp.post("/<any(terms, sets):table>/<int:number>/<any(on, off):wanted>")
def switch(table: str, number: int, wanted: str) -> Response:
    """Use a word or set from now on, or no longer."""
    change = own_words.switch_term if table == "terms" else own_words.switch_set
    with writer() as session:
        change(session, number, on=wanted == "on", by_id=current_user.person_id, now=clock.now())
        session.commit()
    return fragments.redirect(url_for("words.index"))


@bp.get("/sets/new/<any(confusable, also_true, accepted_forms):purpose>")
def new_set(purpose: str) -> Response:
    """Show the form of a new set."""
    return _form(_empty_form(SetPurpose(purpose)))


@bp.get("/sets/<int:set_id>")
def edit_set(set_id: int) -> Response:
    """Show the form of a set that is there."""
    with reader() as session:
        shown = _shown(own_words.get_set(session, set_id))
        purpose = own_words.get_set(session, set_id).purpose
    title, about = SECTIONS[purpose]
    return _form(
        SetForm(
            purpose=purpose,
            title=str(_(title)),
            about=str(_(about)),
            id=shown.id,
            name=_marked(purpose, shown),
            members="\n".join(_line(each) for each in shown.members),
            words="、".join(shown.words),
            source=shown.source,
        )
    )


@bp.post("/sets/<any(confusable, also_true, accepted_forms):purpose>")
@once
def create_set(purpose: str) -> ResponseReturnValue:
    """Add a set."""
    return _save(SetPurpose(purpose), None)


@bp.post("/sets/<int:set_id>")
def change_set(set_id: int) -> ResponseReturnValue:
    """Give a set other content."""
    with reader() as session:
        purpose = own_words.get_set(session, set_id).purpose
    return _save(purpose, set_id)


def read_members(text: str) -> Iterator[WordMember]:
    """Yield a member for each line that has one: ``词：说明``, or the word alone."""
    for line in text.splitlines():
        places = [place for place in (line.find(each) for each in PARTERS) if place >= 0]
        word, reason = line, ""
        if places:
            word, reason = line[: min(places)], line[min(places) + 1 :]
        if word.strip():
            yield WordMember(word.strip(), reason.strip())


def read_phrase(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a set phrase and the words in it that 【】 says may be asked for."""
    return text.replace("【", "").replace("】", ""), tuple(SLOT.findall(text))


def read_words(text: str) -> tuple[str, ...]:
    """Return the words of a field, parted by 、, commas or spaces, none twice."""
    for mark_between in "，,；;\n\t":
        text = text.replace(mark_between, "、")
    words = (word.strip() for word in text.replace(" ", "、").split("、"))
    return tuple(dict.fromkeys(word for word in words if word))


def _save(purpose: SetPurpose, set_id: int | None) -> ResponseReturnValue:
    content = _content(purpose)
    with writer() as session:
        try:
            own_words.save_set(session, content, set_id, current_user.person_id, clock.now())
        except InvalidInputError as error:
            session.rollback()
            return _form(_as_typed(purpose, set_id, wording_of_error(error, _)), status=422)
        return fragments.notify(
            commit_once(session, url_for("words.index")), str(_("已保存，以后出题和检查都会用到。"))
        )


def _content(purpose: SetPurpose) -> WordSet:
    """Return the set as it was typed."""
    name, words = _typed("name"), read_words(request.form.get("words", ""))
    if purpose is SetPurpose.ACCEPTED_FORMS:
        name, words = read_phrase(name)
    members = tuple(read_members(request.form.get("members", "")))
    return WordSet(purpose, name, members, words, _typed("source"))


def _typed(name: str) -> str:
    return request.form.get(name, "").strip()


def _as_typed(purpose: SetPurpose, set_id: int | None, problem: str) -> SetForm:
    title, about = SECTIONS[purpose]
    typed = {name: request.form.get(name, "") for name in ("name", "members", "words", "source")}
    return SetForm(purpose, str(_(title)), str(_(about)), set_id, **typed, problem=problem)


def _empty_form(purpose: SetPurpose) -> SetForm:
    title, about = SECTIONS[purpose]
    return SetForm(purpose, str(_(title)), str(_(about)))


def _form(form: SetForm, status: int = 200) -> Response:
    return fragments.page("trainer/words_set.html", block="main", status=status, form=form)


def _page(term: str = "", problem: str = "", status: int = 200) -> Response:
    with reader() as session:
        own = own_words.own_words(session, also_inactive=True)
        sections = tuple(_sections(own))
    return fragments.page(
        "trainer/words.html",
        block="main",
        status=status,
        terms=own.terms,
        sections=sections,
        term=term,
        problem=problem,
        may_change=is_reviewer(),
    )


def _sections(own: OwnWords) -> Iterator[ShownSection]:
    for purpose, (title, about) in SECTIONS.items():
        rows = tuple(_shown(row) for row in own.sets if row.purpose is purpose)
        yield ShownSection(purpose, str(_(title)), str(_(about)), rows)


def _shown(row: ConfusableSet) -> ShownSet:
    return ShownSet(
        id=row.id,
        name=row.name,
        members=tuple(WordMember(each.text, each.reason) for each in row.members),
        words=tuple(row.words),
        source=row.source,
        active=row.active,
    )


def _marked(purpose: SetPurpose, shown: ShownSet) -> str:
    """Return the name as it is typed: of a set phrase with 【】 around what may be asked for."""
    if purpose is not SetPurpose.ACCEPTED_FORMS:
        return shown.name
    text, rest = "", shown.name
    for word in shown.words:
        before, _word, rest = rest.partition(word)
        text += f"{before}【{word}】"
    return text + rest


def _line(member: WordMember) -> str:
    return f"{member.text}：{member.reason}" if member.reason else member.text
