"""Papers: how to begin one, and the way through its questions."""

from __future__ import annotations

from dataclasses import dataclass
from random import SystemRandom
from typing import Final

from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from question_bank.errors import InvalidInputError, NotFoundError
from question_bank.practice.exam_rules import lay_out_paper, rules_of
from question_bank.storage import audiences, exams, frozen, learners, paper_lists
from question_bank.storage.exam_times import Phase, is_up, phase_of
from question_bank.storage.models import Attempt, Paper
from question_bank.storage.models.values import AttemptState
from quizapp import clock, fragments
from quizapp.accounts import current_learner
from quizapp.database import reader, writer
from quizapp.idempotency import commit_once, once
from quizapp.learner.whose import known_person, person_to_write_for
from quizapp.messages import wording_of_error

bp = Blueprint("exams", __name__)

LONGEST_NAME: Final = 30
#: A code in an address; what is longer is none.
LONGEST_CODE: Final = 40


@dataclass(frozen=True, slots=True)
class Start:
    """
    The page before the first question.

    Attributes:
        version: What is sat.
        attempts: Those of the visitor, the first one first.
        running: The one that can be gone on with; `None` if there is none.
        may_sit: Whether the visitor belongs to those who are asked.
        needs_name: Whether nobody would know whose result it is.
        problem: Why it did not begin; empty if nobody tried.
    """

    paper: Paper
    phase: Phase
    version: frozen.SatVersion
    attempts: tuple[Attempt, ...]
    running: Attempt | None
    may_sit: bool
    needs_name: bool
    name: str = ""
    problem: str = ""

    @property
    def count(self) -> int:
        """Questions asked."""
        return len(self.version.paper.questions)

    @property
    def total(self) -> str:
        """Full mark."""
        return f"{self.version.max_score:f}"

    @property
    def attempts_left(self) -> int | None:
        """How often it can be begun anew; `None` for as often as one likes."""
        allowed = self.paper.attempts_allowed
        return None if allowed is None else max(0, allowed - len(self.attempts))

    @property
    def can_begin(self) -> bool:
        """Whether the button that begins is shown."""
        return self.phase is Phase.OPEN and self.may_sit and self.attempts_left != 0

    @property
    def finished(self) -> tuple[Attempt, ...]:
        """The attempts with a result."""
        return tuple(each for each in self.attempts if each.state is AttemptState.FINISHED)


@bp.get("/exams")
def index() -> Response:
    """Show the papers that can be sat now."""
    person_id = known_person()
    with reader() as session:
        invited = audiences.open_papers(session, person_id, clock.now())
        past = exams.past_results(session, person_id) if person_id else []
    return fragments.page("learner/exams.html", block="main", invited=invited, past=past)


@bp.get("/p/<code>")
def start(code: str) -> Response:
    """Say plainly what the paper is and how it is marked."""
    return _start_page(code)


@bp.post("/p/<code>")
@once
def begin(code: str) -> ResponseReturnValue:
    """Begin a paper, or go on with it."""
    page = _start(code)
    name = "".join(filter(str.isprintable, request.form.get("name", ""))).strip()
    if not page.may_sit:
        return _start_page(code, status=422)
    if page.needs_name and page.running is None and not 0 < len(name) <= LONGEST_NAME:
        problem = _("请写姓名，最多 %(most)s 个字，成绩才知道是谁的。", most=LONGEST_NAME)
        return _start_page(code, str(problem), 422)
    try:
        return _begin(page, name if page.needs_name else "")
    except InvalidInputError as error:
        return _start_page(code, wording_of_error(error), 422)


def _begin(page: Start, name: str) -> Response:
    now, paper = clock.now(), page.paper
    exams.require_open(paper, now)
    drawn = lay_out_paper(page.version.paper, SystemRandom())
    person_id = person_to_write_for()
    with writer() as session:
        attempt = exams.begin(
            session,
            paper.id,
            person_id,
            (page.version, drawn),
            settings=rules_of(page.version.paper).as_data(),
            now=now,
        )
        if name:
            learners.name_person(session, person_id, name, now)
        slot = min(attempt.current_slot, len(attempt.layout))
        return commit_once(session, url_for("exams.show", attempt_id=attempt.id, slot=slot))


def _start_page(code: str, problem: str = "", status: int = 200) -> Response:
    return fragments.page(
        "learner/exam_start.html", block="start", status=status, start=_start(code, problem)
    )


def _start(code: str, problem: str = "") -> Start:
    """
    Return what the page before a paper shows.

    Raises:
        NotFoundError: If no paper that can be sat has this code.
    """
    now, person_id = clock.now(), known_person()
    with reader() as session:
        wanted = code.strip().lower()
        paper = paper_lists.find_by_code(session, wanted) if len(code) <= LONGEST_CODE else None
        phase = Phase.DRAFT if paper is None else phase_of(paper, now)
        version = None if paper is None else frozen.sat_version(session, paper.id)
        if paper is None or phase is Phase.DRAFT or version is None:
            raise NotFoundError("exam.unknown")
        own = tuple(exams.attempts_of(session, paper.id, person_id)) if person_id else ()
        may_sit = audiences.may_sit(session, paper, person_id)
    learner = current_learner()
    running = (each for each in own if each.state is AttemptState.OPEN)
    return Start(
        paper=paper,
        phase=phase,
        version=version,
        attempts=own,
        running=next((each for each in running if not is_up(each.deadline_at, now)), None),
        may_sit=may_sit,
        needs_name=learner is None or not learner.name,
        name=request.form.get("name", "")[:LONGEST_NAME],
        problem=problem,
    )
