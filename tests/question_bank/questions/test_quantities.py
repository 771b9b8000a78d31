"""Numbers of laws: how else they are written, what they are mixed up with, how they are ordered."""

from __future__ import annotations

import pytest

from question_bank.practice.normalising import normalise
from question_bank.questions.quantities import (
    accepted_of,
    are_near,
    confusions_of,
    size_of,
    taken_for_working,
)


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("二十日", "二十天"),
        ("十日", "10天"),
        ("十八周岁", "18岁"),
        ("三人", "三名"),
        ("三十名", "30人"),
        ("六个月", "半年"),
        ("十二个月", "一年"),
        ("过半数", "超过半数"),
        ("过半数", "超过二分之一"),
        ("五至九人", "五到九人"),
        ("五至九人", "5人至9人"),
        ("五至九人", "5-9人"),
        ("十八周岁至五十五周岁", "十八至五十五周岁"),
        ("十八周岁至五十五周岁", "18-55岁"),
        ("百分之八至百分之十", "8%至10%"),
        ("百分之八至百分之十", "8%-10%"),
        ("百分之八至百分之十", "百分之八到十"),
        ("百年", "100年"),
        ("一至二人", "一至两人"),
        ("一至二人", "一到两名"),
        ("两次", "二次"),
        ("每半年", "半年"),
        ("六月至九月", "6月到9月"),
        ("百分之一至百分之三", "百分之一到百分之三"),
    ],
)
def test_a_number_may_be_written_as_people_write_it(key: str, typed: str) -> None:
    assert normalise(typed) in {normalise(text) for text in accepted_of(key)}


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("过半数", "半数以上"),
        ("过半数", "二分之一以上"),
        ("七个工作日", "七日"),
        ("五日", "五个月"),
        ("三分之二", "过半数"),
        ("一年", "每年"),
        ("三个月", "每季度"),
        ("六个月至一年", "六年至一年"),
    ],
)
def test_another_number_is_not_accepted(key: str, typed: str) -> None:
    assert normalise(typed) not in {normalise(text) for text in accepted_of(key)}


def test_what_is_mixed_up_with_a_majority_or_with_working_days_is_told_apart() -> None:
    assert "半数以上" in dict(confusions_of("过半数"))
    assert "过半数" in dict(confusions_of("半数以上"))
    assert "七天" in dict(confusions_of("七个工作日"))
    assert confusions_of("七日") == []
    assert dict(taken_for_working("七日")).keys() == {"七个工作日"}


def test_stretches_of_time_are_ordered_across_their_units() -> None:
    words = ["每月", "每季度", "每半年", "每年"]
    times = ["二十日", "一个月", "两个月", "一年"]

    for rising in (words, times):
        sizes = [size_of(text) or 0.0 for text in rising]
        assert sizes == sorted(set(sizes))


def test_a_tenth_is_no_likely_mistake_for_two_thirds() -> None:
    assert not are_near(1 / 10, 2 / 3)
    assert are_near(1 / 2, 2 / 3)
    assert are_near(3, 10)
    assert not are_near(20, 21)
