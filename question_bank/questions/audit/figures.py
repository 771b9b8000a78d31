"""Counts over a bank: what is in it, what the checks say, where keys and truths fall."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from question_bank.questions.audit.testwise import ReaderScore, score_reader
from question_bank.questions.values import Finding, Item, ItemType, Level

#: Levels of findings that say something may be wrong; fixes and notes do not.
DOUBTS: Final = frozenset({Level.BLOCK, Level.REVIEW})


@dataclass(frozen=True, slots=True)
class Entry:
    """
    One question as the audit reads it.

    Attributes:
        item: Its wording.
        status: Such as ``published`` or ``review``.
        findings: What the checks say of it.
        fact: What it asks about; empty if it is unlike all others.
        document: Title of its source; empty for none.
        signed: Whether a trainer accepted its wording.
    """

    item: Item
    status: str
    findings: tuple[Finding, ...] = ()
    fact: str = ""
    document: str = ""
    signed: bool = False


@dataclass(frozen=True, slots=True)
class BankFigures:
    """
    What is counted over a bank; each table maps a name to a number, largest first.

    Attributes:
        questions: How many there are.
        statuses: By status; the other tables count published and waiting questions only.
        doubts: How many fire no check of level block or review, one, two or more.
        flags: By finding.
        key_places: Of published single choice: options of the item → how often the key is
            the first, second …
        true_statements: Share of published statements that are true; `None` without any.
        all_right: Share of published multiple choice whose options are all right.
        reader: The test-wise reader on published single choice.
        key_places_live, reader_live: The same with those that wait.
        doubted: Published questions that fire a check of level block or review.
        unsigned: Published questions nobody signed.
        crowded_facts: Facts that more than `MANY` published questions ask about.
    """

    questions: int
    statuses: dict[str, int]
    types: dict[str, int]
    kinds: dict[str, int]
    forms: dict[str, int]
    doubts: dict[str, int]
    flags: dict[str, int]
    key_places: dict[int, tuple[int, ...]]
    true_statements: float | None
    all_right: float | None
    reader: tuple[ReaderScore, ...]
    key_places_live: dict[int, tuple[int, ...]]
    reader_live: tuple[ReaderScore, ...]
    doubted: int
    unsigned: int
    crowded_facts: dict[str, int]


#: Questions one fact may have before a reader finds the bank repeating itself.
MANY: Final = 4
LIVE: Final = frozenset({"published", "review"})


def figures_of(entries: Sequence[Entry], absolute: Collection[str]) -> BankFigures:
    """Count *entries*; *absolute* are the words that the test-wise reader distrusts."""
    live = [entry for entry in entries if entry.status in LIVE]
    published = [entry for entry in live if entry.status == "published"]
    items, live_items = [entry.item for entry in published], [entry.item for entry in live]
    facts = _counted(entry.fact for entry in published if entry.fact)
    return BankFigures(
        questions=len(entries),
        statuses=_counted(entry.status for entry in entries),
        types=_counted(entry.item.type.value for entry in live),
        kinds=_counted(entry.item.kind.value for entry in live),
        forms=_counted(f"{entry.item.type.value}/{entry.item.form}" for entry in live),
        doubts=_doubts(live),
        flags=_counted(found.name for entry in live for found in entry.findings),
        key_places=_key_places(items),
        true_statements=_share(items, ItemType.TRUE_FALSE, lambda item: item.truth is True),
        all_right=_share(items, ItemType.MULTIPLE, lambda item: not item.distractors),
        reader=score_reader(items, absolute),
        key_places_live=_key_places(live_items),
        reader_live=score_reader(live_items, absolute),
        doubted=sum(_doubts_on(entry) > 0 for entry in published),
        unsigned=sum(not entry.signed for entry in published),
        crowded_facts={fact: number for fact, number in facts.items() if number > MANY},
    )


def _doubts(entries: Iterable[Entry]) -> dict[str, int]:
    counts = {"none": 0, "one": 0, "two_or_more": 0}
    names = list(counts)
    for entry in entries:
        counts[names[min(_doubts_on(entry), len(names) - 1)]] += 1
    return counts


def _doubts_on(entry: Entry) -> int:
    return sum(found.level in DOUBTS for found in entry.findings)


def _key_places(items: Iterable[Item]) -> dict[int, tuple[int, ...]]:
    counts: dict[int, list[int]] = {}
    for item in items:
        if item.type is ItemType.SINGLE and item.options:
            row = counts.setdefault(len(item.options), [0] * len(item.options))
            row[next(place for place, each in enumerate(item.options) if each.correct)] += 1
    return {size: tuple(row) for size, row in sorted(counts.items())}


def _share(items: Iterable[Item], type_: ItemType, holds: Callable[[Item], bool]) -> float | None:
    of_type = [item for item in items if item.type is type_]
    return sum(map(holds, of_type)) / len(of_type) if of_type else None


def _counted(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items(), key=lambda pair: (-pair[1], pair[0])))
