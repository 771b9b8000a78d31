"""From pasted text to questions; what could not be read is returned with its lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from question_bank.export.exchange.names import is_choice_of_any_kind, type_named
from question_bank.export.exchange.numbers import permanent
from question_bank.export.exchange.raw import Raw, Unreadable, understand
from question_bank.export.exchange.values import Found, Part, Place, Problem, shown
from question_bank.export.paste.blocks import Block, gather, numbers_with_runs
from question_bank.export.paste.keys import Key, key_begins_at, keys_in
from question_bank.export.paste.lines import Line, lines_of, points_in, type_before
from question_bank.questions.values import ItemType

_LACKING: Final = frozenset({Part.FEEDBACK, Part.NEAR_MISSES, Part.WORD_BANK, Part.UNORDERED})
_WORDS: Final = {"stem": "题干", "options": "选项", "answer": "答案", "difficulty": "难度", "points": "分值", "type": "题型"}  # fmt: skip
_BETWEEN_TAGS: Final = "、，,；;|"


def read_text_of_questions(text: str) -> tuple[list[Found], list[Problem]]:
    """Return the questions in *text*, and every line that went into none of them."""
    lines = lines_of(text)
    key_at = key_begins_at(lines)
    keys, unread = keys_in([] if key_at is None else lines[key_at:])
    gathered = gather(lines if key_at is None else lines[:key_at])
    problems = [*_strangers(gathered.strangers), *_strangers(unread)]
    unused = _hand_out(keys, gathered.blocks)
    found: list[Found] = []
    for block in gathered.blocks:
        place = _place(block.lines)
        try:
            understood = understand(_raw(block))
        except Unreadable as reason:
            at = place.at(_WORDS.get(reason.column, reason.column))
            problems.append(Problem(reason.message_id, at, reason.parameters))
            continue
        found.append(Found(understood.question, place))
        problems += _strangers(block.stray)
        for message_id, column, words in understood.doubts:
            at = place.at(_WORDS[column])
            problems.append(Problem(message_id, at, (("words", words[:40]),), is_fatal=False))
    problems += [Problem("import.key_unused", _place([key.line]), (("number", key.number),), is_fatal=False) for key in unused]  # fmt: skip
    return found, sorted(problems, key=lambda problem: problem.place.row)


def _hand_out(keys: Sequence[Key], blocks: Sequence[Block]) -> list[Key]:
    """Give the answers at the end to their questions; return those that have none."""
    with_runs = [(block.number, run, block) for block, run in numbers_with_runs(blocks)]
    is_one_run = not any(run for _number, run, _block in with_runs)
    unused = []
    for key in keys:
        fitting = [
            block
            for number, run, block in with_runs
            if number == key.number
            and (is_one_run or run == key.run)
            and "answer" not in block.said
        ]
        if not fitting:
            unused.append(key)
            continue
        fitting[0].said["answer"] = key.answer
        if key.explanation:
            fitting[0].said.setdefault("explanation", key.explanation)
    return unused


def _raw(block: Block) -> Raw:
    said = block.said
    type_name, stem = type_before(block.stem)
    points, stem = points_in(stem)
    guid = permanent(said.get("guid", ""))
    return Raw(
        stem=stem,
        options=tuple(block.options),
        answer=said.get("answer", "").strip(),
        type=_type(said.get("type", "") or type_name, block),
        explanation=said.get("explanation", ""),
        difficulty=said.get("difficulty", ""),
        kind=said.get("kind", ""),
        points=said.get("points", "") or points or (block.heading.points if block.heading else ""),
        tags=tuple(_tags(said.get("tags", ""))),
        guid=guid,
        document=said.get("document", ""),
        quote=said.get("quote", ""),
        lacking=_LACKING | _unsaid(said),
    )


def _unsaid(said: dict[str, str]) -> frozenset[Part]:
    parts = {Part.EXPLANATION: "explanation", Part.TAGS: "tags"}
    return frozenset(part for part, label in parts.items() if label not in said)


def _type(name: str, block: Block) -> ItemType | None:
    found = type_named(name)
    if name and found is None and not is_choice_of_any_kind(name):
        raise Unreadable("import.type_unknown", "type", type=name[:20])
    if name:
        return found
    return block.heading.type if block.heading else None


def _tags(text: str) -> Iterator[str]:
    for mark in _BETWEEN_TAGS:
        text = text.replace(mark, " ")
    yield from dict.fromkeys(text.split())


def _strangers(lines: Sequence[Line]) -> Iterator[Problem]:
    """Yield what was read into no question: lines that stand together at once."""
    for _distance, group in groupby(enumerate(lines), lambda each: each[1].number - each[0]):
        yield Problem("import.lines_unread", _place([line for _, line in group]), is_fatal=False)


def _place(lines: Sequence[Line]) -> Place:
    text = "\n".join(line.text for line in lines)
    return Place(row=lines[0].number, last=lines[-1].number, text=shown(text))
