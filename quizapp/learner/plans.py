"""会前五分钟: choose a meeting and themes, practise a few minutes a day until then."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import SystemRandom
from typing import Final

from flask import Blueprint, Response, abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from question_bank.storage import attempts, plans, pools
from question_bank.storage.models import StudyPlan
from question_bank.storage.plans import Terms, Themes
from quizapp import clock, fragments
from quizapp.database import reader, writer
from quizapp.idempotency import commit_once, once
from quizapp.learner.cards_until import keep_pace, look_ahead
from quizapp.learner.choices import Offered, Pair, kind_choices, read_choice
from quizapp.learner.drawing import draw_again, laid_out
from quizapp.learner.planned import Summary, load_course, load_summary, load_today
from quizapp.learner.scheduler import calendar_of, start_of_today
from quizapp.learner.whose import known_person, person_to_write_for
from quizapp.routing import row_number

bp = Blueprint("plans", __name__, url_prefix="/plan")

MINUTES: Final = ("3", "5")
#: Days that a meeting may be away.
FURTHEST: Final = 366
LONGEST_TITLE: Final = 30
_DATE: Final = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")


@dataclass(frozen=True, slots=True)
class PlanForm:
    """
    What is asked for a plan.

    Attributes:
        day: Of the meeting, as typed or chosen.
        is_new: Whether there is no plan yet.
    """

    offered: Offered
    today: date
    themes: Themes
    title: str = ""
    day: str = ""
    minutes: str = "5"
    errors: tuple[Pair, ...] = ()
    is_new: bool = True

    @property
    def minutes_offered(self) -> list[Pair]:
        """How long a day may take."""
        return [(each, str(_("%(count)s 分钟", count=each))) for each in MINUTES]

    @property
    def last(self) -> str:
        """The last day that may be chosen."""
        return (self.today + timedelta(days=FURTHEST)).isoformat()

    def error(self, name: str) -> str:
        """Return the sentence below a field; empty if all is well."""
        return next((sentence for field, sentence in self.errors if field == name), "")


@bp.get("")
def show() -> Response:
    """Show the plan with today's portion, or the form that makes one."""
    person_id, now = known_person(), clock.now()
    with reader() as session:
        today = load_today(session, person_id, now) if person_id is not None else None
        if today is None:
            ended = plans.latest_ended(session, person_id) if person_id is not None else None
            return _form_page(_empty_form(pools.find_offer(session)), ended)
        if today.is_over:
            return _summary_page(load_summary(session, today.running.plan))
        outlook = load_course(session, today.running.plan, now).outlook()
        ahead = look_ahead(session, today.running.plan, now)
        offer = pools.find_offer(session)
    about = _about(today.running.plan, offer)
    return fragments.page(
        "learner/plan.html", block="main", today=today, outlook=outlook, about=about, ahead=ahead
    )


@bp.get("/change")
def change() -> Response:
    """Show the form with what is chosen."""
    with reader() as session:
        plan = _own_plan()
        offer = pools.find_offer(session)
    form = replace(
        _empty_form(offer),
        themes=Themes.from_data(plan.themes),
        title=plan.title,
        day=plan.meeting_on.isoformat(),
        minutes=str(plan.minutes_a_day),
        is_new=False,
    )
    return _form_page(form)


@bp.post("")
@once
def save() -> ResponseReturnValue:
    """Begin a plan, or change the one there is."""
    with reader() as session:
        form = _sent_form(pools.find_offer(session))
        questions = plans.questions_of_themes(session, form.themes)
    meeting_on = parse_date(form.day)
    if not form.errors and not questions:
        form = replace(form, errors=(("", _("这些内容里没有可练的题，请换一换。")),))
    if form.errors or meeting_on is None:
        return _form_page(form, status=422)
    person_id = person_to_write_for()
    terms = Terms(form.title, meeting_on, int(form.minutes), form.themes)
    with writer() as session:
        plans.save_plan(session, person_id, terms, clock.now())
        return commit_once(session, url_for("plans.show"))


@bp.post("/today")
@once
def begin() -> ResponseReturnValue:
    """Begin today's portion, or go on with it."""
    person_id, now, rng = known_person() or abort(404), clock.now(), SystemRandom()
    with reader() as session:
        running = plans.find_running(session, person_id, start_of_today(now)) or abort(404)
        if running.attempt_id is not None:
            return fragments.redirect(url_for("quiz.result", attempt_id=running.attempt_id))
        portion = load_course(session, running.plan, now).portion()
        drawn = draw_again(pools.find_candidates(session, pools.Pool(), person_id), portion)
        questions = laid_out(attempts.load_asked(session, drawn), rng)
    if not questions:
        return fragments.redirect(url_for("plans.show"))
    with writer() as session:
        plan = plans.get_plan(session, running.plan.id, person_id)
        attempt = plans.start_portion(session, plan, questions, now)
        return commit_once(session, url_for("quiz.show", attempt_id=attempt.id, slot=1))


@bp.post("/cards")
def pace() -> ResponseReturnValue:
    """Turn as many new cards a day as there have to be until the meeting, or as usual again."""
    person_id, now = known_person() or abort(404), clock.now()
    with writer() as session:
        running = plans.find_running(session, person_id, start_of_today(now)) or abort(404)
        keep_pace(session, running.plan, now, raised=request.form.get("pace") == "raised")
        session.commit()
    return fragments.notify(fragments.redirect(url_for("plans.show")), str(_("已保存。")))


@bp.post("/end")
def end() -> ResponseReturnValue:
    """End the plan; what was learnt stays."""
    person_id, now = known_person() or abort(404), clock.now()
    with writer() as session:
        running = plans.find_running(session, person_id, start_of_today(now)) or abort(404)
        keep_pace(session, running.plan, now, raised=False)
        plans.end_plan(session, running.plan, now)
        session.commit()
    return fragments.redirect(url_for("plans.summary", plan_id=running.plan.id))


@bp.get("/<int:plan_id>/summary")
def summary(plan_id: int) -> Response:
    """Show what became of a plan."""
    with reader() as session:
        return _summary_page(
            load_summary(session, plans.get_plan(session, plan_id, known_person()))
        )


def parse_date(text: str) -> date | None:
    """Return the day typed, such as 2026-03-05 or 2026年3月5日; `None` for what is none."""
    found = _DATE.fullmatch(text.strip())
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _sent_form(offer: pools.Offer) -> PlanForm:
    """Return the form that was sent, with what is wrong with it."""
    choice = read_choice(request.form)
    errors = list(choice.problems)
    title = " ".join("".join(filter(str.isprintable, request.form.get("title", ""))).split())
    if len(title) > LONGEST_TITLE:
        errors.append(("title", str(_("名称最多 %(most)s 个字。", most=LONGEST_TITLE))))
    minutes = request.form.get("minutes", "")
    if minutes not in MINUTES:
        errors.append(("minutes", str(_("请在列出的选项里选。"))))
    form = replace(
        _empty_form(offer),
        themes=Themes(
            tuple(kind.value for kind in choice.kinds),
            _chosen("documents", [number for number, _title in offer.documents]),
            _chosen("tags", [number for number, _name in offer.tags]),
        ),
        title=title,
        day=request.form.get("date", "")[:20],
        minutes=minutes,
        is_new="changes" not in request.form,
    )
    day = parse_date(form.day)
    if day is None or not form.today <= day <= form.today + timedelta(days=FURTHEST):
        errors.append(("date", str(_("请选今天以后、一年以内的日期，像 2026-03-05。"))))
    return replace(form, errors=tuple(errors))


def _chosen(name: str, known: list[int]) -> tuple[int, ...]:
    sent = {row_number(text) for text in request.form.getlist(name)}
    return tuple(number for number in known if number in sent)


def _empty_form(offer: pools.Offer) -> PlanForm:
    return PlanForm(Offered(offer), calendar_of().day_of(clock.now()), Themes())


def _own_plan() -> StudyPlan:
    person_id = known_person() or abort(404)
    with reader() as session:
        running = plans.find_running(session, person_id, start_of_today(clock.now())) or abort(404)
        return running.plan


def _about(plan: StudyPlan, offer: pools.Offer) -> str:
    """Say what a plan is about, in a few words."""
    themes = Themes.from_data(plan.themes)
    kinds = [words for value, words in kind_choices(offer.kinds) if value in themes.kinds]
    documents = [title for number, title in offer.documents if number in themes.document_ids]
    tags = [name for number, name in offer.tags if number in themes.tag_ids]
    return "、".join([*kinds, *documents, *tags]) or str(_("全部内容"))


def _form_page(form: PlanForm, ended: StudyPlan | None = None, status: int = 200) -> Response:
    return fragments.page(
        "learner/plan_form.html", block="form", status=status, form=form, ended=ended
    )


def _summary_page(summary: Summary) -> Response:
    return fragments.page("learner/plan_summary.html", block="main", summary=summary)
