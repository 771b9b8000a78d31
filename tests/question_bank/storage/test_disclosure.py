from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from question_bank.storage.disclosure import FEWEST, NO_DOCUMENT, Cell, cells_told, rest_of

#: Two delegations, the second with two groups in it.
PARENTS: dict[int, int | None] = {1: None, 2: None, 3: 2, 4: 2}


def of_groups(**people: int) -> dict[Cell, int]:
    """Return cells of groups alone; ``rest0`` are people without a group."""
    names = {f"g{number}": number for number in range(5)} | {
        f"rest{number}": rest_of(number) for number in range(5)
    }
    return {(names[name], 0, ""): number for name, number in people.items()}


def told(people: dict[Cell, int]) -> set[int]:
    return {cell[0] for cell in cells_told(people, PARENTS)}


def test_large_groups_are_told() -> None:
    assert told(of_groups(g0=20, g1=8, g2=12, g3=6, g4=6)) == {0, 1, 2, 3, 4}


def test_a_small_group_takes_the_smallest_of_the_others_with_it() -> None:
    assert told(of_groups(g0=15, g1=3, g2=12, g3=5, g4=7)) == {0, 4}
    assert told(of_groups(g0=20, g1=8, g2=12, g3=2, g4=10)) == {0, 1, 2}


def test_people_without_a_group_are_no_difference_either() -> None:
    assert told(of_groups(g0=15, g1=6, g2=7, rest0=2)) == {0, 2}
    assert told(of_groups(g0=20, g1=6, g2=7, rest0=7)) == {0, 1, 2}


def test_people_of_a_delegation_but_of_no_group_in_it_are_no_difference_either() -> None:
    assert told(of_groups(g0=24, g1=8, g2=16, g3=6, g4=8, rest2=2)) == {0, 1, 2, 4}


def test_two_small_groups_are_no_cover_for_each_other() -> None:
    assert told(of_groups(g0=10, g2=10, g3=2, g4=2, rest2=6)) == {0, 2}
    assert told(of_groups(g0=14, g1=10, g2=2, rest0=2)) == {0}


def test_documents_and_kinds_are_looked_at_likewise() -> None:
    kinds: dict[Cell, int] = {(0, 0, ""): 9, (0, 0, "duty"): 9, (0, 0, "right"): 2}
    assert cells_told(kinds, {}) == {(0, 0, "")}
    documents: dict[Cell, int] = {(0, 0, ""): 9, (0, 1, ""): 9, (0, 2, ""): 8}
    assert len(cells_told(documents, {})) == len(documents)
    assert cells_told(documents | {(0, NO_DOCUMENT, ""): 1}, {}) == {(0, 0, ""), (0, 1, "")}


def test_nothing_at_all_is_told_of_nobody() -> None:
    assert cells_told({}, PARENTS) == set()


PEOPLE = st.dictionaries(
    st.tuples(
        st.sampled_from([1, 3, 4, rest_of(2), rest_of(0)]),
        st.sampled_from([1, 2, NO_DOCUMENT]),
        st.sampled_from(["duty", "right"]),
    ),
    st.integers(1, 12),
    max_size=12,
)


def whole(leaves: dict[Cell, int]) -> dict[Cell, int]:
    """Return all cells of some leaves, as if nobody were in two of them."""
    cells: dict[Cell, int] = {}
    for (group, document, kind), number in leaves.items():
        above = {0} | ({2} if group in {3, 4, rest_of(2)} else set())
        for each in [group, *above]:
            for text in (document, 0):
                for sort in (kind, ""):
                    cells[each, text, sort] = cells.get((each, text, sort), 0) + number
    return cells


def differences(cells: dict[Cell, int]) -> Iterator[tuple[Cell, list[Cell]]]:
    """Yield each whole with its parts."""
    within = {0: [1, 2, rest_of(0)], 2: [3, 4, rest_of(2)]}
    for group, document, kind in cells:
        if group in within:
            yield (group, document, kind), [(each, document, kind) for each in within[group]]
        if document == 0:
            yield (group, 0, kind), [(group, each, kind) for each in (1, 2, NO_DOCUMENT)]
        if kind == "":
            yield (group, document, ""), [(group, document, each) for each in ("duty", "right")]


@given(PEOPLE)
def test_no_difference_between_a_whole_and_its_parts_is_a_few_people(
    leaves: dict[Cell, int],
) -> None:
    cells = whole(leaves)
    shown = cells_told(cells, PARENTS)
    assert all(cells[cell] >= FEWEST for cell in shown)
    for total, every in differences(cells):
        parts = [cell for cell in every if cell in cells]
        left = [cell for cell in parts if cell not in shown]
        if total in shown and left:
            assert sum(cells[cell] for cell in left) >= FEWEST
        if total not in shown:
            assert left or not parts
