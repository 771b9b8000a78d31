"""What is wrong with the form of a paper, and the paper that it describes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from typing import Final, TypeVar

from flask_babel import gettext as _

from question_bank.keypoints.values import Kind
from question_bank.questions.values import ItemType
from question_bank.storage.models.values import AnswersShown, Audience, ScoringRule
from question_bank.storage.papers import (
    SECTIONS,
    FixedSpec,
    PaperContent,
    PaperSettings,
    RuleSpec,
)
from quizapp.localtime import parse_local
from quizapp.routing import LARGEST
from quizapp.trainer.papers_form import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_QUESTIONS,
    PaperForm,
    RuleRow,
    number_of,
    points_of,
    range_of,
)

E = TypeVar("E", bound=StrEnum)
#: Field name, or none for the form as a whole, and a sentence.
Problem = tuple[str | None, str]
#: Answers that a trainer can choose to show; while somebody still answers, none.
SHOWN: Final = (AnswersShown.AFTER_SUBMIT, AnswersShown.AFTER_CLOSE, AnswersShown.NEVER)
LONGEST_LIMIT: Final = 24 * 60
LONGEST_GRACE: Final = 600
MOST_ATTEMPTS: Final = 99


def problems_of(form: PaperForm) -> list[Problem]:
    """Return what is wrong with *form*, in its order; empty if it can be stored."""
    return [
        *_problems_of_words(form),
        *_problems_of_rows(form),
        *_problems_of_times(form),
        *_problems_of_marks(form),
        *_problems_of_audience(form),
    ]


def rules_of(form: PaperForm) -> tuple[RuleSpec, ...]:
    """Return the rules of the rows that make sense."""
    return tuple(filter(None, map(rule_of, form.rules)))


def rule_of(row: RuleRow) -> RuleSpec | None:
    """Return the rule that *row* describes; `None` if it describes none."""
    item_type, kind = _member(ItemType, row.type), _member(Kind, row.kind)
    count, points = number_of(row.count, MOST_QUESTIONS), points_of(row.points)
    difficulty = range_of(row.difficulty)
    if item_type is None or item_type not in SECTIONS or not count or points is None:
        return None
    if (row.kind and kind is None) or difficulty is None:
        return None
    return RuleSpec(
        type=item_type,
        count=count,
        points=points,
        kind=kind,
        easiest=difficulty[0],
        hardest=difficulty[1],
        document_id=number_of(row.document, LARGEST),
        tag_id=number_of(row.tag, LARGEST),
    )


def fixed_of(form: PaperForm) -> tuple[FixedSpec, ...]:
    """Return the questions chosen by hand, each once."""
    found: dict[int, FixedSpec] = {}
    for row in form.fixed:
        points = points_of(row.points)
        if points is not None:
            for number in row.ids:
                found.setdefault(number, FixedSpec(number, points))
    # One more than a paper may have, so that too many are noticed and no more looked up.
    return tuple(found.values())[: MOST_QUESTIONS + 1]


def content_of(form: PaperForm) -> PaperContent:
    """Return the paper that a *form* without problems describes."""
    minutes = number_of(form.minutes, LONGEST_LIMIT)
    rule = ScoringRule(form.scoring_rule)
    audience = Audience(form.audience)
    is_grouped = audience is Audience.GROUPS
    settings = PaperSettings(
        title=form.title,
        instructions=form.instructions,
        scoring_rule=rule,
        part_points=points_of(form.part_points) if rule is ScoringRule.FIXED else None,
        opens_at=parse_local(form.opens_at),
        closes_at=parse_local(form.closes_at),
        time_limit_seconds=None if minutes is None else minutes * 60,
        grace_seconds=number_of(form.grace, LONGEST_GRACE) or 0,
        attempts_allowed=number_of(form.attempts, MOST_ATTEMPTS),
        pass_mark=points_of(form.pass_mark, 100_000),
        shuffle_questions=form.shuffle_questions,
        shuffle_options=form.shuffle_options,
        answers_shown=AnswersShown(form.answers_shown),
        audience=audience,
    )
    groups = tuple(int(each) for each in form.groups) if is_grouped else ()
    return PaperContent(settings, rules_of(form), fixed_of(form), groups)


def _problems_of_words(form: PaperForm) -> Iterator[Problem]:
    if not 0 < len(form.title) <= LONGEST_TITLE:
        yield "title", _("请写试卷名称，最多 %(most)s 个字。", most=LONGEST_TITLE)
    if len(form.instructions) > LONGEST_TEXT:
        yield "instructions", _("说明最多 %(most)s 个字。", most=LONGEST_TEXT)


def _problems_of_rows(form: PaperForm) -> Iterator[Problem]:
    yield from filter(None, map(_problem_of_rule, range(len(form.rules)), form.rules))
    for index, each in enumerate(form.fixed):
        if each.ids and points_of(each.points) is None:
            yield f"fixed-{index}-points", _("每题分值应当大于 0，最多三位小数。")
    total = sum(rule.count for rule in rules_of(form)) + len(fixed_of(form))
    if total > MOST_QUESTIONS:
        yield None, _("一份试卷最多 %(most)s 题。", most=MOST_QUESTIONS)
    if not form.rules and not any(row.ids for row in form.fixed):
        yield None, _("请至少写一条抽题规则，或者指定一道题。")


def _problem_of_rule(index: int, row: RuleRow) -> Problem | None:
    name = f"rule-{index}"
    if not number_of(row.count, MOST_QUESTIONS):
        return f"{name}-count", _("题数应当是 1 到 %(most)s 的整数。", most=MOST_QUESTIONS)
    if points_of(row.points) is None:
        return f"{name}-points", _("每题分值应当大于 0，最多三位小数。")
    return (f"{name}-type", _("请在列出的选项里选。")) if rule_of(row) is None else None


def _problems_of_times(form: PaperForm) -> Iterator[Problem]:
    opens, closes = parse_local(form.opens_at), parse_local(form.closes_at)
    for name, text, moment in (
        ("opens_at", form.opens_at, opens),
        ("closes_at", form.closes_at, closes),
    ):
        if text and moment is None:
            yield name, _("时间请写成 2026-03-05 09:00 的样子。")
    if opens and closes and closes <= opens:
        yield "closes_at", _("截止时间要晚于开放时间。")
    if form.minutes and not number_of(form.minutes, LONGEST_LIMIT):
        yield "minutes", _("限时请填 1 到 %(most)s 的整分钟数，不限时就留空。", most=LONGEST_LIMIT)
    if number_of(form.grace, LONGEST_GRACE) is None:
        yield "grace", _("宽限请填 0 到 %(most)s 的整秒数。", most=LONGEST_GRACE)
    if form.attempts and not number_of(form.attempts, MOST_ATTEMPTS):
        yield (
            "attempts",
            _("次数请填 1 到 %(most)s 的整数，不限次数就留空。", most=MOST_ATTEMPTS),
        )


def _problems_of_marks(form: PaperForm) -> Iterator[Problem]:
    if _member(ScoringRule, form.scoring_rule) is None:
        yield "scoring_rule", _("请在列出的选项里选。")
    is_fixed = form.scoring_rule == ScoringRule.FIXED.value
    if is_fixed and points_of(form.part_points) is None:
        yield "part_points", _("每选对一项的分值应当大于 0，最多三位小数。")
    if form.answers_shown not in {each.value for each in SHOWN}:
        yield "answers_shown", _("请在列出的选项里选。")
    after_close = form.answers_shown == AnswersShown.AFTER_CLOSE.value
    if after_close and not form.closes_at:
        yield "closes_at", _("截止后才公布答案，就要写明截止时间。")
    if form.pass_mark:
        mark = points_of(form.pass_mark, 100_000)
        if mark is None:
            yield "pass_mark", _("及格分应当大于 0，不设及格线就留空。")
        elif mark > total_of(form):
            yield "pass_mark", _("及格分不能高于满分 %(total)s。", total=f"{total_of(form):f}")


def total_of(form: PaperForm) -> Decimal:
    """Return the full mark of the paper that *form* describes so far."""
    drawn = sum((rule.count * rule.points for rule in rules_of(form)), Decimal(0))
    return drawn + sum((each.points for each in fixed_of(form)), Decimal(0))


def _problems_of_audience(form: PaperForm) -> Iterator[Problem]:
    if _member(Audience, form.audience) is None:
        yield "audience", _("请在列出的选项里选。")
    elif form.audience == Audience.GROUPS.value and not form.groups:
        yield "group", _("请勾选可以参加的代表团或小组。")
    if any(number_of(each, LARGEST) is None for each in form.groups):
        yield "group", _("请在列出的选项里选。")


def _member(values: type[E], text: str) -> E | None:
    return next((each for each in values if each.value == text), None)
