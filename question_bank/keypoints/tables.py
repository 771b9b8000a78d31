"""Tables of a talk: rows of a thing and what holds of it in each of the columns that the first row names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from question_bank.documents import Genre
from question_bank.keypoints.clauses import Material, Passage
from question_bank.keypoints.making import key_point
from question_bank.keypoints.values import KeyPoint, Member, Pattern, Span

#: What reading sets between the cells of a row.
CELL = re.compile("[^\u3000]+")
#: Fewest cells of a row, rows below the first one, and longest cell, in characters.
FEWEST_CELLS, FEWEST_ROWS, LONGEST = 3, 2, 26
#: A cell that only counts; a table of these distributes something.
COUNT = re.compile("[0-9.,%％—-]*")


def find_tables(material: Material) -> Iterator[KeyPoint]:
    """Yield a key point a row, with the cells under the columns' names as its slots; not from laws."""
    if material.document.genre is Genre.STATUTE:
        return
    rows: list[tuple[Passage, list[Span]]] = []
    for passage in material.passages:
        cells = _cells(passage)
        if cells and (not rows or len(cells) == len(rows[0][1])):
            rows.append((passage, cells))
            continue
        yield from _table(material, rows)
        rows = [(passage, cells)] if cells else []
    yield from _table(material, rows)


def _cells(passage: Passage) -> list[Span]:
    """Return the cells of *passage* if it is a row of a table, else nothing."""
    if "\u3000" not in passage.text:
        return []
    cells = [passage.part(*match.span()) for match in CELL.finditer(passage.text)]
    is_row = len(cells) >= FEWEST_CELLS and all(len(cell.text) <= LONGEST for cell in cells)
    return cells if is_row and "。" not in passage.text else []


def _table(material: Material, rows: Sequence[tuple[Passage, list[Span]]]) -> Iterator[KeyPoint]:
    """Yield the rows whose cells differ; the first row names the columns."""
    if len(rows) <= FEWEST_ROWS or _distributes([cells for _, cells in rows[1:]]):
        return
    names = rows[0][1][1:]
    for passage, (label, *cells) in rows[1:]:
        if len({cell.text for cell in cells}) == len(cells):
            yield key_point(
                material,
                passage,
                Pattern.TABLE,
                material.span(label.start, cells[-1].end),
                topic=label.text,
                members=[
                    Member(cell, name, passage.sentence.section)
                    for cell, name in zip(cells, names, strict=True)
                ],
                slots=cells,
                head=label,
            )


def _distributes(rows: Sequence[Sequence[Span]]) -> bool:
    """Tell whether most cells are bare numbers."""
    cells = [cell.text for row in rows for cell in row[1:]]
    return sum(COUNT.fullmatch(text) is not None for text in cells) * 2 > len(cells)
