"""Do one thing to the ticked questions, or to all that match; undo it for a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from flask import Response, abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from question_bank.errors import InvalidInputError
from question_bank.keypoints.values import Kind
from question_bank.storage import bulk, listing
from question_bank.storage.bulk import BulkDeed, Wish
from question_bank.storage.reviewing import Shown
from question_bank.storage.settings import load_office
from quizapp import clock, fragments
from quizapp.database import reader, writer
from quizapp.idempotency import commit_once, once
from quizapp.trainer.acting import ticked
from quizapp.trainer.blueprint import LONGEST_REASON, is_reviewer
from quizapp.trainer.blueprint import questions as bp
from quizapp.trainer.bulk_shown import FIELD
from quizapp.trainer.filters import LONGEST_TAG_SOUGHT, Wanted, read_wanted
from quizapp.trainer.forms import BETWEEN_TAGS
from quizapp.trainer.listing import filter_of
from quizapp.trainer.papers_form import MOST_QUESTIONS
from quizapp.trainer.problems import LONGEST_TAG

#: What authors may do, too, and how long a tag may be for it; longer ones came in files.
LONGEST_TAGS: Final = {BulkDeed.TAG: LONGEST_TAG, BulkDeed.UNTAG: LONGEST_TAG_SOUGHT}


@bp.post("/bulk")
@once
def act_on_many() -> ResponseReturnValue:
    """Do what the pressed button says, in portions, and show what became of it."""
    wanted = read_wanted(request.args)
    if request.form.get("do") == "paper":
        return _to_paper(wanted)
    wish = _wish()
    if wish.deed not in LONGEST_TAGS and not is_reviewer():
        abort(403)
    if problem := _lacks(wish):
        return _refused(wanted, problem)
    chosen = _chosen(wanted)
    return _in_portions(wish, chosen, wanted) if chosen else _nothing_ticked(wanted)


@bp.post("/bulk/<int:action_id>/undo")
def undo_many(action_id: int) -> Response:
    """Put the questions back that nobody changed since."""
    answer = fragments.redirect(read_wanted(request.args).address())
    person_id, now = current_user.person_id, clock.now()
    with writer() as session:
        action = bulk.get_action(session, action_id, person_id)
        try:
            entries = bulk.begin_undo(session, action, now)
        except InvalidInputError:
            told = _("这次处理不能撤销了：已经撤销过，或者过了一天。")
            return fragments.notify(answer, str(told), "error")
        session.commit()
    done = 0
    for start in range(0, len(entries), bulk.PORTION):
        with writer() as session:
            done += bulk.undo(session, entries[start : start + bulk.PORTION], person_id, now)
            session.commit()
    left = len(entries) - done
    sentence = ngettext("已撤销，%(num)d 道题恢复原样。", "已撤销，%(num)d 道题恢复原样。", done)
    if left:
        sentence += ngettext(
            "%(num)d 道后来又有改动，没有动。", "%(num)d 道后来又有改动，没有动。", left
        )
    return fragments.notify(answer, str(sentence))


def _to_paper(wanted: Wanted) -> Response:
    """Lead to a new paper of the questions chosen, no more than a paper holds."""
    numbers = [str(each.question_id) for each in _chosen(wanted)]
    if not numbers:
        return _nothing_ticked(wanted)
    if len(numbers) > MOST_QUESTIONS:
        return _refused(wanted, str(_("一份试卷最多 %(most)s 题。", most=MOST_QUESTIONS)))
    return fragments.redirect(url_for("papers.new", questions=".".join(numbers)))


def _nothing_ticked(wanted: Wanted) -> Response:
    return _refused(wanted, str(_("请先勾选要处理的题。")))


def _refused(wanted: Wanted, sentence: str) -> Response:
    return fragments.notify(fragments.redirect(wanted.address()), sentence, "error")


def _wish() -> Wish:
    """Return what is wished; an unknown deed has no page."""
    sent = request.form
    deed = next((each for each in BulkDeed if each.value == sent.get("do")), None)
    if deed is None:
        abort(404)
    difficulty = sent.get("set_difficulty", "")
    return Wish(
        deed=deed,
        by_id=current_user.person_id,
        reason=sent.get("reason", "").strip() if deed in (BulkDeed.RETIRE, BulkDeed.REJECT) else "",
        tag=_tag(sent.get("set_tag", ""), LONGEST_TAGS[deed]) if deed in LONGEST_TAGS else "",
        kind=next((each for each in Kind if each.value == sent.get("set_kind")), None)
        if deed is BulkDeed.KIND
        else None,
        difficulty=int(difficulty)
        if deed is BulkDeed.DIFFICULTY and difficulty in tuple("12345")
        else None,
    )


def _tag(text: str, longest: int) -> str:
    """Return the one tag typed; nothing for several, which a form on one question may have."""
    names = [name for name in BETWEEN_TAGS.split(text.strip()) if name]
    return names[0] if len(names) == 1 and len(names[0]) <= longest else ""


def _one_tag(longest: int) -> str:
    return str(_("请写一个标签，不含空格和标点，最多 %(limit)s 字。", limit=longest))


def _lacks(wish: Wish) -> str:
    """Say what is missing; nothing if all is there."""
    is_told = 0 < len(wish.reason) <= LONGEST_REASON
    needed = {
        BulkDeed.RETIRE: (is_told, _("请用一句话写明原因，最多 500 字。")),
        BulkDeed.REJECT: (is_told, _("请用一句话写明原因，最多 500 字。")),
        BulkDeed.TAG: (wish.tag, _one_tag(LONGEST_TAGS[BulkDeed.TAG])),
        BulkDeed.UNTAG: (wish.tag, _one_tag(LONGEST_TAGS[BulkDeed.UNTAG])),
        BulkDeed.KIND: (wish.kind, _("请选择内容。")),
        BulkDeed.DIFFICULTY: (wish.difficulty, _("请选择难度。")),
    }
    is_there, sentence = needed.get(wish.deed, (True, ""))
    return "" if is_there else str(sentence)


def _chosen(wanted: Wanted) -> Sequence[Shown]:
    if request.form.get("scope") != "all":
        return list(islice(ticked(), bulk.MOST))
    with reader() as session:
        ids = listing.matching_ids(session, filter_of(wanted), bulk.MOST)
        return bulk.as_they_stand(session, ids)


def _in_portions(wish: Wish, chosen: Sequence[Shown], wanted: Wanted) -> Response:
    """
    Do it in portions with a commit each; lead to what became of it.

    The form's token goes in with the first portion: sent again meanwhile, it does nothing.
    """
    action_id, answer = None, None
    for start in range(0, len(chosen), bulk.PORTION):
        portion = chosen[start : start + bulk.PORTION]
        with writer() as session:
            now_wished = replace(wish, by_another=load_office(session).two_signatures)
            action_id = bulk.carry_out(session, now_wished, portion, clock.now(), action_id).id
            if answer is None:
                answer = commit_once(session, wanted.address(more={FIELD: str(action_id)}))
            else:
                session.commit()
    return answer or fragments.redirect(wanted.address())
