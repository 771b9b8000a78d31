from __future__ import annotations

from datetime import timedelta

import pytest

from quizapp.learner.durations import time_in_words, wait_in_words


@pytest.mark.parametrize(
    ("wait", "words"),
    [
        (timedelta(seconds=20), "1 分钟"),
        (timedelta(minutes=10), "10 分钟"),
        (timedelta(hours=3), "3 小时"),
        (timedelta(days=1), "1 天"),
        (timedelta(days=29), "29 天"),
        (timedelta(days=75), "2.5 个月"),
        (timedelta(days=60), "2 个月"),
        (timedelta(days=400), "1.1 年"),
    ],
)
def test_a_button_says_in_a_few_characters_when_the_card_comes_back(
    wait: timedelta, words: str
) -> None:
    assert wait_in_words(wait) == words


@pytest.mark.parametrize(
    ("taken", "words"),
    [
        (timedelta(seconds=42), "42 秒"),
        (timedelta(minutes=3, seconds=5.4), "3 分 5 秒"),
        (timedelta(hours=1, minutes=2, seconds=50), "1 小时 2 分"),
    ],
)
def test_working_time_is_said_in_words(taken: timedelta, words: str) -> None:
    assert time_in_words(taken) == words
