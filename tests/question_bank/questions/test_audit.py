"""The audit of a bank: what a test-wise reader scores, what is asked twice, what is covered."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.keypoints import Kind
from question_bank.questions import BLANK, Blank, Finding, Item, ItemType, Level, Option
from question_bank.questions.audit import (
    Entry,
    PointCovered,
    coverage_of,
    expected_score,
    figures_of,
    near_duplicates,
    score_reader,
)
from question_bank.questions.audit.duplicates import ALIKE, shingles_of
from tests.question_bank.conftest import speech

ABSOLUTE = ("一律", "绝对")


def single(stem: str, *texts: str, key: int = 0) -> Item:
    """A single choice item whose option number *key* is right."""
    return Item(
        ItemType.SINGLE,
        "label",
        Kind.DUTY,
        stem,
        options=tuple(Option(n + 1, text, correct=n == key) for n, text in enumerate(texts)),
    )


def cloze(stem: str, key: str) -> Item:
    """A cloze with one blank."""
    return Item(ItemType.CLOZE, "slot", Kind.DUTY, stem, blanks=(Blank(1, (key,)),))


def statement(stem: str, *, truth: bool) -> Item:
    """A statement to be judged."""
    return Item(ItemType.TRUE_FALSE, "statement", Kind.DUTY, stem, truth=truth)


@pytest.mark.parametrize(
    ("item", "score"),
    [
        pytest.param(single("选出（　　）。", "甲乙丙丁", "戊己", "庚辛"), 1, id="the longest"),
        pytest.param(
            single("选出（　　）。", "甲乙", "丙丁", "戊己"), Fraction(1, 3), id="all alike"
        ),
        pytest.param(
            single("代表联系群众（　　）。", "联系群众", "视察工作", "审议报告"),
            1,
            id="like the stem",
        ),
        pytest.param(
            single("选出（　　）。", "甲乙", "一律不得例外", "丙丁"), Fraction(1, 2), id="absolutes"
        ),
        pytest.param(
            single("选出（　　）。", "一律甲", "绝对乙"), Fraction(1, 2), id="nothing but absolutes"
        ),
        pytest.param(
            single("代表联系群众（　　）。", "联系群众", "视察预算执行"),
            Fraction(1, 2),
            id="habits disagree",
        ),
    ],
)
def test_the_test_wise_reader_follows_its_habits_and_splits_ties(
    item: Item, score: Fraction
) -> None:
    assert expected_score(item, ABSOLUTE) == score


@given(st.lists(st.text("甲乙丙丁一律", min_size=1, max_size=6), min_size=2, max_size=5))
def test_over_all_possible_keys_the_reader_is_right_once(texts: list[str]) -> None:
    scores = [
        expected_score(single("选出甲（　　）。", *texts, key=n), ABSOLUTE)
        for n in range(len(texts))
    ]

    assert sum(scores) == 1


def test_scores_are_pooled_by_the_number_of_options() -> None:
    items = [
        single("选出（　　）。", "甲乙丙丁", "戊己"),
        single("选出（　　）。", "甲乙", "戊己丙丁"),
        single("选出（　　）。", "甲", "乙", "丙"),
        statement("代表有审议权。", truth=True),
    ]

    scores = score_reader(items, ABSOLUTE)

    assert [(each.options, each.items, each.score) for each in scores] == [
        (2, 2, 0.5),
        (3, 1, pytest.approx(1 / 3)),
    ]


LONG = "讲话第二部分指出，人大代表应当模范地遵守宪法和法律，保守国家秘密"


@pytest.mark.parametrize(
    ("first", "second", "alike"),
    [
        pytest.param(
            cloze(f"{LONG}，{BLANK}。", "甲"), cloze(f"{LONG}，{BLANK}！", "甲"), True, id="same"
        ),
        pytest.param(
            cloze(f"{LONG}，{BLANK}。", "甲"),
            cloze(f"{LONG}，{BLANK}。", "乙"),
            False,
            id="another key",
        ),
        pytest.param(
            cloze(f"{LONG}，{BLANK}。", "甲"),
            cloze(f"预算要公开，{BLANK}。", "甲"),
            False,
            id="another stem",
        ),
        pytest.param(statement(LONG, truth=True), statement(LONG, truth=False), False, id="truths"),
        pytest.param(
            statement(LONG, truth=True), statement(f"{LONG}。", truth=True), True, id="marks"
        ),
    ],
)
def test_two_questions_are_duplicates_if_stem_and_key_are_alike(
    first: Item, second: Item, *, alike: bool
) -> None:
    assert bool(list(near_duplicates([first, second]))) is alike


@given(st.lists(st.text("甲乙丙丁", max_size=12), max_size=12))
def test_no_pair_is_missed_that_comparing_all_would_find(stems: list[str]) -> None:
    items = [statement(stem, truth=True) for stem in stems]
    sets = [shingles_of(stem) for stem in stems]
    expected = {
        (first, second)
        for second in range(len(sets))
        for first in range(second)
        if len(sets[first] & sets[second]) / len(sets[first] | sets[second]) >= ALIKE
    }

    assert {(pair.first, pair.second) for pair in near_duplicates(items)} == expected


def test_figures_count_what_deputies_meet_and_trainers_decide_on() -> None:
    doubt = Finding("stem.long", Level.REVIEW)
    note = Finding("phrase.source_differs", Level.NOTE)
    entries = [
        Entry(single("选（　　）。", "甲", "乙", key=1), "published", fact="a", signed=True),
        Entry(statement("甲。", truth=True), "published", (note,), fact="a"),
        Entry(statement("乙。", truth=False), "published"),
        Entry(single("选（　　）。", "甲", "乙", key=0), "review"),
        Entry(cloze("丙____。", "丁"), "review", (doubt, doubt)),
        Entry(cloze("戊____。", "己"), "rejected", (doubt,)),
    ]

    figures = figures_of(entries, ABSOLUTE)

    assert figures.questions == 6
    assert figures.statuses == {"published": 3, "review": 2, "rejected": 1}
    assert figures.types == {"single": 2, "true_false": 2, "cloze": 1}
    assert figures.doubts == {"none": 4, "one": 0, "two_or_more": 1}
    assert figures.doubted == 0
    assert figures.flags == {"stem.long": 2, "phrase.source_differs": 1}
    assert figures.key_places == {2: (0, 1)}
    assert figures.key_places_live == {2: (1, 1)}
    assert [score.items for score in (*figures.reader, *figures.reader_live)] == [1, 2]
    assert figures.true_statements == 0.5
    assert figures.all_right is None
    assert figures.unsigned == 2
    assert figures.crowded_facts == {}


def test_a_fact_asked_too_often_is_named() -> None:
    entry = Entry(statement("甲。", truth=True), "published", fact="a")

    assert figures_of([entry] * 5, ABSOLUTE).crowded_facts == {"a": 5}
    assert figures_of([entry] * 4, ABSOLUTE).crowded_facts == {}


def test_coverage_is_counted_where_a_key_point_begins() -> None:
    document = speech("一、依法履职", "代表要联系群众。", "二、加强监督", "预算要公开。")
    first, second = (document.clean_text.index(words) for words in ("代表要", "预算要"))
    points = [
        PointCovered(first, first + 4, must=True, published=True, waiting=True),
        PointCovered(first, first + 6, must=True, published=False, waiting=False, reason="a"),
        PointCovered(second, second + 3, must=False, published=False, waiting=True),
    ]

    coverage = coverage_of(document, points)

    assert [section.reasons for section in coverage.sections] == [{"a": 1}, {}]
    counted = [
        (each.title, each.points, each.must, each.published, each.waiting, each.must_without)
        for each in coverage.sections
    ]
    assert counted == [("一、依法履职", 2, 2, 1, 0, 1), ("二、加强监督", 1, 0, 0, 1, 0)]
