"""``quizapp import``: questions of a file into the bank, as the page does it."""

from __future__ import annotations

import secrets
from pathlib import PurePath
from typing import Final

import click

from question_bank.export.exchange.applying import Check, Importer, Wishes
from question_bank.export.exchange.planning import Fate, Plan, plan_import
from question_bank.export.exchange.reading import read_questions
from question_bank.export.exchange.values import Reading
from question_bank.keypoints.values import Kind
from question_bank.lexicon import load_lexicon
from question_bank.questions.checks import Subject, run_checks
from question_bank.questions.values import Finding, Item
from question_bank.storage.models.values import Status
from quizapp import system_clock
from quizapp.cli.bank import opened
from quizapp.cli.files import read_bytes
from quizapp.cli.group import Command
from quizapp.cli.shell import Shell
from quizapp.languages import mark

#: A whole bank moves by this command, so it takes more than the page.
MOST_QUESTIONS: Final = 100_000
#: Longest time, in seconds, that reading such a file may take.
SECONDS: Final = 600


@click.command(
    "import",
    cls=Command,
    help=mark(
        "把文件里的题导入题库：Excel、Word、文本、Moodle XML、GIFT 或题库 JSON。"
        "新题是草稿；带编号的更新原来的题，已发布或签发的不动。"
    ),
)
@click.argument("file", metavar="FILE")
@click.option("--review", is_flag=True, help=mark("新题直接进待审"))
@click.option("--keep-status", is_flag=True, help=mark("新题保持文件里写的状态，用于整个题库搬家"))
@click.option("--update-signed", is_flag=True, help=mark("已发布或签发的题也更新，更新后回到待审"))
@click.option(
    "--kind",
    type=click.Choice([k.value for k in Kind]),
    default=Kind.SYSTEM.value,
    help=mark("没有写明内容的题归入哪一类"),
)
@click.option("--dry-run", is_flag=True, help=mark("只看会发生什么，不改题库"))
@click.pass_obj
def command(shell: Shell, /, file: str, kind: str, **flags: bool) -> None:
    """Read the file, say what could not be read, store the rest in one transaction."""
    name = PurePath(file).name.encode(errors="replace").decode()
    reading = read_questions(read_bytes(file), name, most=MOST_QUESTIONS, seconds=SECONDS)
    _tell_problems(shell, reading)
    with opened(shell.settings) as database, database.writer() as session:
        plan = plan_import(session, reading, Kind(kind))
        if flags["dry_run"]:
            _tell_plan(shell, plan)
            return
        importer = Importer(session, _checker(), _draw, None, system_clock())
        outcome = importer.carry_out(plan, _wishes(plan, name, flags))
        session.commit()
    shell.tell(
        mark("新存入 %(created)s 题，更新 %(updated)s 题，没有导入 %(left_out)s 题。"),
        created=len(outcome.created),
        updated=len(outcome.updated),
        left_out=outcome.left_out,
    )


def _wishes(plan: Plan, name: str, flags: dict[str, bool]) -> Wishes:
    updates = {
        entry.index: entry.lock_version
        for entry in plan.of(Fate.UPDATE)
        if flags["update_signed"] or not entry.needs_consent
    }
    return Wishes(
        status=Status.REVIEW if flags["review"] else Status.DRAFT,
        updates=updates,
        keeps_status=flags["keep_status"],
        name=name,
    )


def _tell_problems(shell: Shell, reading: Reading) -> None:
    for problem in reading.problems:
        place = problem.place
        where = " ".join(filter(None, (place.sheet, str(place.row or ""), place.column)))
        why = shell.say(problem.message_id, **dict(problem.parameters))
        shell.tell(mark("%(where)s：%(why)s %(text)s"), where=where, why=why, text=place.text)


def _tell_plan(shell: Shell, plan: Plan) -> None:
    shell.tell(
        mark(
            "新题 %(new)s，更新 %(update)s，重复 %(duplicate)s，没有变化 %(unchanged)s，不能更新 %(refused)s。"
        ),
        **{fate.value: len(plan.of(fate)) for fate in Fate},
    )


def _checker() -> Check:
    lexicon = load_lexicon()

    def check(item: Item) -> tuple[Finding, ...]:
        return run_checks(Subject(item=item, lexicon=lexicon))

    return check


def _draw() -> str:
    return secrets.token_urlsafe(16)
