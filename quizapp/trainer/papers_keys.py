"""A frozen paper with the keys that hold now."""

from __future__ import annotations

from dataclasses import replace

from question_bank.questions.values import Item
from question_bank.storage import exams
from question_bank.storage.contents import item_from_json
from question_bank.storage.drawn import Drawn
from question_bank.storage.frozen import FrozenPaper
from question_bank.storage.models import PaperVersion
from quizapp.database import Session


def with_keys_in_force(
    session: Session, version: PaperVersion, described: FrozenPaper
) -> FrozenPaper:
    """Return the paper as it was frozen, with the keys that were corrected since."""
    asked = [Drawn(each.question_id, each.revision_id) for each in described.questions]
    keys = exams.keys_in_force(session, version.id, asked)
    sections = tuple(
        replace(
            section,
            questions=tuple(
                replace(
                    each, item=_with_key(each.item, item_from_json(keys[each.question_id].item))
                )
                for each in section.questions
            ),
        )
        for section in described.sections
    )
    return replace(described, sections=sections)


def _with_key(shown: Item, in_force: Item) -> Item:
    right = {option.number for option in in_force.options if option.correct}
    return replace(
        shown,
        options=tuple(replace(each, correct=each.number in right) for each in shown.options),
        blanks=in_force.blanks,
        unordered=in_force.unordered,
        truth=in_force.truth,
        explanation=in_force.explanation,
    )
