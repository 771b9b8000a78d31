"""Answers of a sheet typed in one line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.errors import InvalidInputError
from question_bank.practice.quick_answers import Place, in_letters, read_line
from question_bank.practice.responses import Response
from question_bank.questions.values import ItemType

SINGLE = Place(1, ItemType.SINGLE, (11, 12, 13, 14))
OTHER = Place(2, ItemType.SINGLE, (24, 23, 22, 21))
MULTIPLE = Place(3, ItemType.MULTIPLE, (31, 32, 33, 34, 35))
SECOND = Place(4, ItemType.MULTIPLE, (41, 42, 43))
TRUTH = Place(5, ItemType.TRUE_FALSE)
LAST = Place(6, ItemType.TRUE_FALSE)
ALL = (SINGLE, OTHER, MULTIPLE, SECOND, TRUTH, LAST)
READ = {
    1: Response(options=(11,)),
    2: Response(options=(23,)),
    3: Response(options=(31, 33, 35)),
    4: Response(options=(42, 43)),
    5: Response(truth=True),
    6: Response(truth=False),
}


@pytest.mark.parametrize(
    "line",
    [
        "AB ACE BC √×",
        "A B ACE BC √ ×",
        "abace bc tf",
        "A，B，ACE，BC，对，错",
        "ＡＢ、ＡＣＥ、ＢＣ、Ｔ、Ｆ",
        "  A/B/ECA/CB/1/0  ",
        "AB\nACE\nBC\n✓✗",
        "ABACE,BC;T F",
    ],
)
def test_people_type_in_many_ways(line: str) -> None:
    assert read_line(line, ALL) == READ


@pytest.mark.parametrize("sign", ["-", "－", "—", "_", ".", "空"])
def test_an_unanswered_question_is_a_dash(sign: str) -> None:
    read = read_line(f"{sign}B {sign} BC T {sign}", ALL)

    assert [slot for slot, response in read.items() if response.is_empty] == [1, 3, 6]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("", "sheet.too_few"),
        ("AB ACE BC T", "sheet.too_few"),
        ("AB ACE BC TFT", "sheet.too_many"),
        ("EB ACE BC TF", "sheet.no_option"),
        ("AB ACF BC TF", "sheet.no_option"),
        ("AB ACEBC TF", "sheet.letter_twice"),
        ("AB ACE BC CF", "sheet.no_truth"),
        ("A1 ACE BC TF", "sheet.no_option"),
        ("=1+1", "sheet.no_option"),
        ("A" * 2001, "sheet.too_long"),
    ],
)
def test_a_line_that_cannot_be_right_is_refused(line: str, reason: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        read_line(line, ALL)

    assert refused.value.message_id == reason


@given(st.text(max_size=40))
def test_whatever_is_typed_is_read_or_refused_in_a_sentence(line: str) -> None:
    try:
        read = read_line(line, ALL)
    except InvalidInputError as error:
        said, slots = error.message_id, set(READ)
    else:
        said, slots = "sheet.", set(read)

    assert said.startswith("sheet.")
    assert slots == set(READ)


@given(
    st.lists(st.sampled_from(ALL), min_size=1, max_size=20).flatmap(
        lambda places: st.tuples(
            st.just([Place(n, p.type, p.options) for n, p in enumerate(places, 1)]),
            st.lists(st.integers(0, 2**5 - 1), min_size=len(places), max_size=len(places)),
        )
    )
)
def test_what_is_shown_as_letters_reads_back(drawn: tuple[list[Place], list[int]]) -> None:
    places, choices = drawn
    given_: dict[int, Response] = {}
    for place, bits in zip(places, choices, strict=True):
        if place.type is ItemType.TRUE_FALSE:
            given_[place.slot] = Response(truth=(None, True, False)[bits % 3])
        elif place.type is ItemType.SINGLE:
            given_[place.slot] = Response(options=(place.options[bits % len(place.options)],))
        else:
            ticked = [n for at, n in enumerate(place.options) if bits >> at & 1]
            given_[place.slot] = Response(options=tuple(sorted(ticked)))

    line = " ".join(in_letters(place, given_[place.slot]) for place in places)

    assert read_line(line, places) == given_
