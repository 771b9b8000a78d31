"""What keeps a typed question from being stored, each with the field it is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from flask_babel import gettext as _

from question_bank.errors import InvalidInputError
from question_bank.questions.values import Item
from question_bank.storage.structure import require_structure
from quizapp.check_messages import CHECKS
from quizapp.messages import wording_of_error
from quizapp.trainer.forms import QuestionForm, difficulty_of, kind_of, points_of

#: Name of a field, or none for the form as a whole, and a sentence.
Problem = tuple[str | None, str]

#: Longest texts taken, in characters; the database has no limit of its own.
LONGEST: Final[Mapping[str, int]] = {
    "stem": 2000,
    "explanation": 4000,
    "model_answer": 5000,
    "word_bank": 1000,
    "tags": 500,
    "quote": 2000,
}
#: Longest text of a row: an option, its feedback, the answers of a blank.
LONGEST_ROW: Final = 1000
LONGEST_TAG: Final = 30
MOST_TAGS: Final = 20
#: The field that each fault of an item's structure is about.
_FIELDS: Final[Mapping[str, str]] = {
    "item.no_stem": "stem",
    "item.difficulty": "difficulty",
    "item.too_few_options": "option-0-text",
    "item.empty_option": "option-0-text",
    "item.same_options": "option-0-text",
    "item.no_right_option": "option-0-text",
    "item.several_right_options": "option-0-text",
    "item.blanks_do_not_fit": "stem",
    "item.no_blank": "stem",
    "item.empty_answer": "blank-0-accepted",
    "item.no_truth": "truth",
    "item.no_model_answer": "model_answer",
}


def problems_of(form: QuestionForm, item: Item) -> list[Problem]:
    """Return what must be mended before *item*, read from *form*, can be stored."""
    of_structure = list(_of_structure(item))
    return [*_of_stem(item, of_structure), *_of_choices(form), *_of_lengths(form), *of_structure]


def _of_stem(item: Item, told: Sequence[Problem]) -> Iterator[Problem]:
    """Say that a stem has no words, where the structure has not said so: it takes bare blanks."""
    if not item.asks_something and all(field != "stem" for field, _sentence in told):
        words = CHECKS["stem.empty"]
        yield "stem", str(_(words))


def _of_choices(form: QuestionForm) -> Iterator[Problem]:
    if kind_of(form) is None:
        yield "kind", str(_("请选择这道题属于哪一类内容。"))
    if difficulty_of(form) is None:
        yield "difficulty", str(_("难度请在 1 到 5 里选。"))
    if points_of(form) is None:
        yield "points", str(_("请写分值：大于 0，最多 100，可以有半分。"))


def _of_lengths(form: QuestionForm) -> Iterator[Problem]:
    for name, limit in LONGEST.items():
        if len(getattr(form, name)) > limit:
            yield name, str(_("这一项最多 %(limit)s 个字。", limit=limit))
    for name, text in _rows(form):
        if len(text) > LONGEST_ROW:
            yield name, str(_("这一项最多 %(limit)s 个字。", limit=LONGEST_ROW))
    tags = form.tag_names
    if len(tags) > MOST_TAGS or any(len(tag) > LONGEST_TAG for tag in tags):
        told = _(
            "标签最多 %(most)s 个，每个最多 %(limit)s 个字。", most=MOST_TAGS, limit=LONGEST_TAG
        )
        yield "tags", str(told)


def _rows(form: QuestionForm) -> Iterator[tuple[str, str]]:
    for index, option in enumerate(form.options):
        yield f"option-{index}-text", option.text
        yield f"option-{index}-feedback", option.feedback
    for index, blank in enumerate(form.blanks):
        yield f"blank-{index}-accepted", blank.accepted
        yield f"blank-{index}-near", blank.near_misses


def _of_structure(item: Item) -> Iterator[Problem]:
    try:
        require_structure(item)
    except InvalidInputError as error:
        yield _FIELDS.get(error.message_id), wording_of_error(error)
