"""Where a new question starts from: nothing, a stretch of a text, another question, a refused one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from flask import Response, request
from flask_babel import gettext as _

from question_bank.keypoints.values import Kind
from question_bank.questions.values import ItemType
from question_bank.storage import workbench
from question_bank.storage.contents import item_from_json
from quizapp import fragments
from quizapp.database import reader
from quizapp.languages import mark
from quizapp.routing import row_number
from quizapp.trainer import drafts
from quizapp.trainer.blueprint import questions as bp
from quizapp.trainer.editor import editor_for, editor_page
from quizapp.trainer.forms import QuestionForm, empty_form, form_of, type_in
from quizapp.trainer.loading import load
from quizapp.trainer.sourcing import key_of, sound_key

#: What each type is good for, on the page where it is chosen.
TYPES: Final = (
    (ItemType.SINGLE, mark("几个选项，一个正确")),
    (ItemType.MULTIPLE, mark("几个选项，两个以上正确")),
    (ItemType.TRUE_FALSE, mark("一句话，判断对错")),
    (ItemType.CLOZE, mark("原文里挖空，点选词语或打字")),
    (ItemType.SHORT_ANSWER, mark("自己组织语言，对照参考答案；只进 Anki 牌组，暂不进练习")),
)


@dataclass(frozen=True, slots=True)
class TypeChoice:
    """A type to choose, with what it is good for."""

    type: ItemType
    words: str


@bp.get("/new")
def new() -> Response:
    """Offer the form of a new question, or the types to choose from."""
    copied = row_number(request.args.get("copy", ""))
    if copied is not None:
        return _copy_page(copied)
    refused = row_number(request.args.get("refused", ""))
    if refused is not None:
        return _refused_page(refused)
    item_type = type_in(request.args.get("type", ""))
    return _types_page() if item_type is None else _empty_page(item_type)


def _types_page() -> Response:
    types = [TypeChoice(each, str(_(words))) for each, words in TYPES]
    source, kind = sound_key(request.args.get("source", "")), _kind_sent()
    return fragments.page("trainer/new.html", block="main", types=types, source=source, kind=kind)


def _empty_page(item_type: ItemType) -> Response:
    """Offer an empty form, perhaps with its source and kind, or what was left half-written."""
    draft = drafts.find(item_type)
    if draft is not None and "draft" in request.args:
        return editor_page(editor_for(draft.form))
    source, kind = sound_key(request.args.get("source", "")), _kind_sent()
    form = replace(empty_form(item_type), kind=kind or "", source=source)
    return editor_page(replace(editor_for(form), offer=drafts.offer(draft, item_type)))


def _kind_sent() -> str | None:
    """Return the kind in the address, if there is such a kind."""
    sent = request.args.get("kind", "")
    return next((each.value for each in Kind if each.value == sent), None)


def _copy_page(question_id: int) -> Response:
    """Offer a new question with what another one says."""
    loaded = load(question_id)
    return editor_page(editor_for(_as_new(form_of(loaded.item, loaded.tags, loaded.row.points))))


def _refused_page(refused_id: int) -> Response:
    """Offer a candidate that was not used, to be mended and kept as a question of one's own."""
    with reader() as session:
        row = workbench.get_refused(session, refused_id)
    key = key_of(row.document_version_id, row.source_start, row.source_end)
    form = replace(_as_new(form_of(item_from_json(row.item))), source=key)
    told = _("这道题自动生成以后没有采用。改好再保存，就算您自己出的题。")
    return editor_page(replace(editor_for(form), note=str(told)))


def _as_new(form: QuestionForm) -> QuestionForm:
    """Return *form* without the numbers by which answers know options and blanks."""
    options = tuple(replace(row, number=0) for row in form.options)
    blanks = tuple(replace(row, number=0) for row in form.blanks)
    return replace(form, options=options, blanks=blanks)
