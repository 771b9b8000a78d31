"""Judging a response: what is right, what is nearly right, what is missing."""

from __future__ import annotations

from decimal import Decimal

from question_bank.practice.blanks import judge_blanks
from question_bank.practice.grades import Grade, Outcome, Part
from question_bank.practice.normalising import is_same_answer
from question_bank.practice.responses import Response
from question_bank.practice.scoring import Scoring, mark_of_multiple, share_of
from question_bank.questions.values import Item, ItemType, Option


def grade(item: Item, response: Response, scoring: Scoring | None = None) -> Grade:
    """
    Judge *response* against the key of *item*.

    Args:
        item: Complete, as the checks let it through.
        response: Made by `parse_response` for the same item.
        scoring: Full mark and the rule for incomplete choices; one point and all or
            nothing by default.
    """
    scoring = scoring or Scoring()
    match item.type:
        case ItemType.CLOZE:
            return _grade_cloze(item, response, scoring)
        case ItemType.SINGLE | ItemType.MULTIPLE:
            return _grade_choice(item, response, scoring)
        case ItemType.TRUE_FALSE:
            return _grade_statement(item, response, scoring)
        case ItemType.SHORT_ANSWER:
            return _grade_text(item, response, scoring)


def _grade_cloze(item: Item, response: Response, scoring: Scoring) -> Grade:
    parts = judge_blanks(item, response.texts)
    right = sum(part.outcome is Outcome.RIGHT for part in parts)
    mark = share_of(scoring.points, right, len(parts))
    return Grade(mark, scoring.points, right == len(parts), parts)


def _grade_choice(item: Item, response: Response, scoring: Scoring) -> Grade:
    several = item.type is ItemType.MULTIPLE
    parts = tuple(
        _judge_option(option, ticked=option.number in response.options, several=several)
        for option in item.options
        if option.correct or option.number in response.options
    )
    right = sum(part.outcome is Outcome.RIGHT for part in parts)
    missing = sum(part.outcome is Outcome.MISSING for part in parts)
    wrong = len(parts) - right - missing
    mark = mark_of_multiple(scoring, right, wrong, right + missing)
    return Grade(mark, scoring.points, right == len(parts), parts)


def _judge_option(option: Option, *, ticked: bool, several: bool) -> Part:
    """Return the judgement of an option that is right, or ticked, or both."""
    if not ticked:
        return Part(option.number, Outcome.MISSING, "", option.text, option.feedback)
    if option.correct:
        return Part(option.number, Outcome.RIGHT, option.text, option.text, option.feedback)
    outcome = Outcome.EXTRA if several else Outcome.WRONG
    return Part(option.number, outcome, option.text, "", option.feedback)


def _grade_statement(item: Item, response: Response, scoring: Scoring) -> Grade:
    if response.truth is None:
        outcome = Outcome.MISSING
    else:
        outcome = Outcome.RIGHT if response.truth is item.truth else Outcome.WRONG
    correct = outcome is Outcome.RIGHT
    mark = scoring.points if correct else Decimal(0)
    return Grade(mark, scoring.points, correct, (Part(0, outcome),))


def _grade_text(item: Item, response: Response, scoring: Scoring) -> Grade:
    """Judge a short answer, as far as a machine can: nothing at all, or the model answer."""
    text = "".join(response.texts)
    if not text:
        part = Part(0, Outcome.MISSING, "", item.model_answer)
        return Grade(Decimal(0), scoring.points, correct=False, parts=(part,))
    if is_same_answer(text, item.model_answer):
        part = Part(0, Outcome.RIGHT, text, item.model_answer)
        return Grade(scoring.points, scoring.points, correct=True, parts=(part,))
    part = Part(0, Outcome.UNMARKED, text, item.model_answer)
    return Grade(None, scoring.points, correct=None, parts=(part,))
