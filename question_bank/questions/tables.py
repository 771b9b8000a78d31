"""Items on tables: which cell of a row stands in which column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from question_bank.keypoints import KeyPoint
from question_bank.questions.clauses import label_of
from question_bank.questions.clozes import MOST_BLANKS
from question_bank.questions.values import BLANK, Blank, Item, ItemType
from question_bank.questions.workshop import Builder, Candidate, Workshop

#: A table's row with its siblings makes this many words to tap at most.
MOST_WORDS = 4


def among_rows(rows: Sequence[KeyPoint]) -> Builder:
    """Return the builder of items on rows; the cells of the same table's other *rows* lend words to tap."""
    return lambda workshop, row: _from_row(workshop, row, rows)


def _from_row(
    workshop: Workshop, row: KeyPoint, rows: Sequence[KeyPoint]
) -> Iterator[Candidate | None]:
    """Yield, for review, a cloze on the cells of *row*, which are tapped into their columns."""
    if len(row.members) > MOST_BLANKS:
        return
    columns = [label_of(member) for member in row.members]
    keys = [slot.text for slot in row.slots]
    bank = [*keys, *_of_others(row, rows, columns)][:MOST_WORDS]
    workshop.random("table", row.span.start).shuffle(bank)
    shown = "；".join(f"{column}——{BLANK}" for column in columns)
    told = "；".join(f"{column}——{key}" for column, key in zip(columns, keys, strict=True))
    place = workshop.source.place(row.section)
    item = Item(
        type=ItemType.CLOZE,
        form="couplet",
        kind=row.kind,
        stem=f"{place}的表格中，“{row.topic}”一项列明：{shown}。",
        blanks=tuple(Blank(n, (key,)) for n, key in enumerate(keys, start=1)),
        word_bank=tuple(bank),
        explanation=f"{place}的表格中，“{row.topic}”一项：{told}。",
        difficulty=3,
    )
    yield workshop.filling(item, row, row.slots, row.span, is_sure=False)


def _of_others(row: KeyPoint, rows: Sequence[KeyPoint], columns: Sequence[str]) -> list[str]:
    """Return cells of rows beside *row* under the same *columns* that are as long as its own, the nearest first."""
    keys = [slot.text for slot in row.slots]
    longest, shortest = 2 * max(map(len, keys)), min(map(len, keys)) // 2
    near = sorted(rows, key=lambda each: abs(each.span.start - row.span.start))
    others = [
        slot.text
        for each in near
        if each is not row and [label_of(member) for member in each.members] == columns
        for slot in each.slots
        if slot.text not in keys and shortest <= len(slot.text) <= longest
    ]
    return list(dict.fromkeys(others))
