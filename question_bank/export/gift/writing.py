"""Write questions as GIFT."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from question_bank.export.exchange.answer_texts import joined
from question_bank.export.exchange.labels import labels_of
from question_bank.export.exchange.values import PortableQuestion
from question_bank.export.gift.escapes import escape, escape_tag, piece
from question_bank.questions.values import BLANK, Item, ItemType

#: Decimals of a weight; Moodle knows 33.33333.
_PLACES: Final = 5
_TITLE: Final = 40


def can_be_gift(question: PortableQuestion) -> bool:
    """Tell whether GIFT can hold a question: a cloze only with one blank and no arrow in it."""
    item = question.item
    if item.type is not ItemType.CLOZE:
        return True
    texts = [text for blank in item.blanks for text in blank.accepted]
    texts += [miss.text for blank in item.blanks for miss in blank.near_misses]
    # Moodle would take an arrow for a pair to be matched.
    return len(item.blanks) == 1 and not any("->" in text for text in texts)


def gift_pieces(questions: Iterable[PortableQuestion]) -> Iterator[bytes]:
    """Yield the file a question at a time, without those that GIFT cannot hold."""
    yield "// 由履职学堂导出，UTF-8 编码\n\n".encode()
    for question in questions:
        if can_be_gift(question):
            yield f"{gift_of(question)}\n\n".encode()


def gift_of(question: PortableQuestion) -> str:
    """Return one question as GIFT, with its number and tags in a comment above."""
    item = question.item
    tags = "".join(f" [tag:{escape_tag(tag)}]" for tag in labels_of(question))
    number = f"[id:{escape_tag(question.guid)}]" if question.guid else ""
    title = escape(item.stem.replace("\n", " ")[:_TITLE])
    return f"// {number}{tags}\n::{title}::[markdown]{_body(item)}"


def _body(item: Item) -> str:
    if item.type is ItemType.CLOZE:
        before, after = item.stem.split(BLANK, 1)
        return f"{escape(before)}{{{_blank(item)}{_general(item.explanation)}}}{escape(after)}"
    return f"{escape(item.stem)}{{{_answers(item)}}}"


def _answers(item: Item) -> str:
    if item.type is ItemType.TRUE_FALSE:
        return f"{'TRUE' if item.truth else 'FALSE'}{_general(item.explanation)}"
    if item.type is ItemType.SHORT_ANSWER:
        return _general(joined(item.model_answer, item.explanation))
    lines = _options(item)
    return "\n" + "".join(f"{line}\n" for line in lines) + _general(item.explanation)


def _options(item: Item) -> Iterator[str]:
    right = sum(option.correct for option in item.options)
    share = f"{100 / max(1, right):.{_PLACES}f}".rstrip("0").rstrip(".")
    for option in item.options:
        if item.type is ItemType.SINGLE:
            mark = "=" if option.correct else "~"
        else:
            mark = f"~%{share}%" if option.correct else "~%-100%"
        yield f"{mark}{piece(option.text)}{_feedback(option.feedback)}"


def _blank(item: Item) -> str:
    [blank] = item.blanks
    right = "".join(f"={piece(text)}" for text in blank.accepted)
    wrong = "".join(
        f"=%0%{piece(miss.text)}{_feedback(miss.feedback)}" for miss in blank.near_misses
    )
    return right + wrong


def _feedback(text: str) -> str:
    return f"#{piece(text)}" if text else ""


def _general(text: str) -> str:
    return f"####{piece(text)}" if text else ""
