"""
Find Chinese text of any length in the bank, on any database.

An index of neighbouring characters: SQLite's own trigrams find no word of two
characters, and PostgreSQL's may not be installed.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from sqlalchemy import (
    ColumnElement,
    Select,
    case,
    delete,
    false,
    func,
    literal,
    not_,
    select,
    union_all,
)
from sqlalchemy.orm import Session, aliased, selectinload

from question_bank.questions.values import BLANK, Item
from question_bank.storage.contents import item_of
from question_bank.storage.models import Question, QuestionBigram
from question_bank.storage.upserts import insert_rows

#: Bits that hold any code point.
_BITS: Final = 21
#: Stands between the parts of a question, so that no match runs across them.
_BETWEEN: Final = "\n"
#: Characters of a query that are looked at; a question is hardly longer.
_LONGEST_QUERY: Final = 200
#: Pairs of a query looked up in the index; the text itself decides.
_PAIRS_LOOKED_UP: Final = 6
#: From here on, one pair is as common as another.
_COMMON: Final = 2000
_BATCH: Final = 500


def normal_text(text: str) -> str:
    """Return the text as it is compared: widths and case unified, no space, no bold marks."""
    return "".join(_words(text))


def search_text(item: Item) -> str:
    """Return everything of an item that a search looks at, blanks also filled in."""
    filled = item.stem
    for blank in item.blanks:
        filled = filled.replace(BLANK, blank.accepted[0], 1)
    parts = [filled, *([item.stem] if item.blanks else [])]
    parts += [option.text for option in item.options]
    parts += [text for blank in item.blanks for text in blank.accepted[1:]]
    parts += [item.model_answer] if item.model_answer else []
    return _BETWEEN.join(map(normal_text, parts))


def pairs(text: str) -> list[int]:
    """Return the numbers of all neighbouring characters of a normal text, each once, sorted."""
    return sorted({_pair(first, second) for first, second in pairwise(f"{text}{_BETWEEN}")})


def index_questions(session: Session, texts: dict[int, str]) -> None:
    """Index questions by id and search text, replacing what was indexed for them."""
    ids = list(texts)
    for start in range(0, len(ids), _BATCH):
        batch = ids[start : start + _BATCH]
        session.execute(delete(QuestionBigram).where(QuestionBigram.question_id.in_(batch)))
        rows = [{"bigram": pair, "question_id": id_} for id_ in batch for pair in pairs(texts[id_])]
        insert_rows(session, QuestionBigram, rows)


def rebuild_index(session: Session) -> int:
    """Make the whole index anew and return the number of questions in it."""
    session.execute(delete(QuestionBigram))
    done, last = 0, 0
    while rows := session.scalars(_next_questions(last)).all():
        for row in rows:
            row.search_text = search_text(item_of(row))
        session.flush()
        index_questions(session, {row.id: row.search_text for row in rows})
        done, last = done + len(rows), rows[-1].id
        session.expunge_all()
    return done


@dataclass(frozen=True, slots=True)
class TextSearch:
    """
    How to find the questions that contain a text.

    Attributes:
        pair: To begin with, where that leads there soonest; `None` where it does not.
        conditions: What else a question must fulfil.
    """

    pair: int | None = None
    conditions: tuple[ColumnElement[bool], ...] = ()


def search_for(session: Session, text: str, *, is_all: bool) -> TextSearch:
    """
    Return how to find what holds each word of *text*, of any length, wherever they stand.

    Spaces of any width part words; a blank text is found everywhere.

    Args:
        session: Where.
        text: What to find.
        is_all: Whether nothing else is asked for, in no order but that of the numbers.
    """
    words = list(dict.fromkeys(" ".join(_words(text))[:_LONGEST_QUERY].split()))
    if not words:
        return TextSearch()
    longer = [word for word in words if len(word) > 1]
    if longer:
        return _search_for_words(session, words, longer, is_all=is_all)
    first, *others = words
    return TextSearch(None, _in_turn([_has_character(session, first), *map(_has_text, others)]))


def _search_for_words(
    session: Session, words: list[str], longer: list[str], *, is_all: bool
) -> TextSearch:
    """Return how to find words of which some are *longer* than a character."""
    looked_up = _pairs_of(longer)
    # The index alone answers for a word that is one of the pairs looked up in it.
    told = [
        word for word in words if len(word) == 1 or _pair(*word[:2]) not in looked_up or word[2:]
    ]
    if is_all and len(looked_up) == 1:
        return TextSearch(looked_up[0], _in_turn([*map(_has_text, told)]))
    rarest, *rest = _rarest_first(session, looked_up)
    others = [*(_has_pair(pair) for pair, _number in rest), *map(_has_text, told)]
    if is_all or rarest[1] < _COMMON:
        return TextSearch(rarest[0], _in_turn(others))
    return TextSearch(None, _in_turn([_has_pair(rarest[0]), *others]))


def _in_turn(conditions: list[ColumnElement[bool]]) -> tuple[ColumnElement[bool], ...]:
    """Return one condition after the other: a text is read only of what has all the pairs."""
    if len(conditions) < 2:  # noqa: PLR2004
        return tuple(conditions)
    *first, last = conditions
    return (case(*((not_(each), false()) for each in first), else_=last),)


def _words(text: str) -> list[str]:
    """Return what spaces part, widths and case unified, without bold marks."""
    return unicodedata.normalize("NFKC", text).casefold().replace("**", "").split()


def _next_questions(last: int) -> Select[Question]:
    return (
        select(Question)
        .where(Question.id > last)
        .order_by(Question.id)
        .limit(_BATCH)
        .options(selectinload(Question.options), selectinload(Question.blanks))
    )


def _pair(first: str, second: str) -> int:
    return ord(first) << _BITS | ord(second)


def _pairs_of(words: list[str]) -> list[int]:
    """Return some pairs of the query, shared out evenly among its words, the longest first."""
    ranked = sorted(words, key=len, reverse=True)[:_PAIRS_LOOKED_UP]
    share = _PAIRS_LOOKED_UP // len(ranked)
    return list(dict.fromkeys(pair for word in ranked for pair in _spread(word, share)))


def _spread(word: str, most: int) -> list[int]:
    """Return at most so many pairs of a word, evenly over its length."""
    every = [_pair(first, second) for first, second in pairwise(word)]
    return every[:: -(-len(every) // most)]


def _rarest_first(session: Session, wanted: list[int]) -> list[tuple[int, int]]:
    """Return pairs, each with the number of its questions up to `_COMMON`."""
    counts = [
        select(literal(pair).label("pair"), func.count().label("number")).select_from(
            select(QuestionBigram.question_id)
            .where(QuestionBigram.bigram == pair)
            .limit(_COMMON)
            .subquery()
        )
        for pair in wanted
    ]
    found = session.execute(union_all(*counts)).all()
    return sorted(((pair, number) for pair, number in found), key=lambda each: each[::-1])


def _has_pair(pair: int) -> ColumnElement[bool]:
    found = aliased(QuestionBigram)
    return _is_there(select(found.bigram).where(found.bigram == pair, _of_question(found)))


def _of_question(found: type[QuestionBigram]) -> ColumnElement[bool]:
    return found.question_id == Question.id


def _is_there(some: Select[int]) -> ColumnElement[bool]:
    """
    Return that a query of the pairs of one question has a row.

    Not EXISTS: PostgreSQL would read all questions that have the pair to save looking it up.
    """
    return some.limit(1).correlate(Question).scalar_subquery().is_not(None)


def _has_text(text: str) -> ColumnElement[bool]:
    return Question.search_text.contains(text, autoescape=True)


def _has_character(session: Session, character: str) -> ColumnElement[bool]:
    first = ord(character) << _BITS
    found = aliased(QuestionBigram)
    begins = found.bigram.between(first, first | (1 << _BITS) - 1)
    some = select(found.question_id).where(begins).limit(_COMMON).subquery()
    if session.scalar(select(func.count()).select_from(some)) == _COMMON:
        # Looked up question by question: a page is full after a few.
        return _is_there(select(found.bigram).where(begins, _of_question(found)))
    return Question.id.in_(select(found.question_id).where(begins))
