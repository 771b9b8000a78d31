"""What a talk lays down, and what of it nothing asks about, found without comparing all with all."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from question_bank.documents import read_document
from question_bank.keypoints import Span
from question_bank.pipeline import Resources
from question_bank.questions.corpus import Corpus
from question_bank.questions.leftovers import ByLength
from question_bank.questions.panels import Statement
from question_bank.questions.sayings import is_saying, sayings_of, unasked_of
from question_bank.questions.stems import Source
from question_bank.questions.workshop import Workshop

TALK = (
    "代表每年至少参加两次视察。代表应当如实反映群众意见，不得夸大；"
    "承办单位应当在三个月内答复代表。代表建议不能代替审议。"
)


@pytest.fixture(name="talk")
def _talk(resources: Resources) -> Workshop:
    document = read_document(TALK.encode(), "a.txt")
    source = Source(document, "讲话")
    return Workshop(document, resources.lexicon, Corpus(document), source, seed=0)


def of_length(start: int, length: int) -> Statement:
    return Statement("字" * length, Span(start, start + length, "字" * length), 0, start)


@dataclass(frozen=True)
class Asked:
    words: str
    left: str


@pytest.mark.parametrize(
    "asked",
    [
        Asked("代表应当如实反映群众意见", "两次视察"),
        Asked("代表每年至少参加两次视察。代表应当如实反映群众意见，不得夸大", "三个月"),
        Asked("承办单位应当在三个月内答复代表", "两次视察"),
    ],
)
def test_clauses_that_something_asks_about_are_left_out(talk: Workshop, asked: Asked) -> None:
    start = talk.document.clean_text.index(asked.words)
    known = [(start, start + len(asked.words))]

    left = list(unasked_of(talk, list(sayings_of(talk)), known))

    assert left == list(sayings_of(talk, known))
    assert not any(each.text in asked.words for each in left)
    assert any(asked.left in each.text for each in left)


def test_nothing_is_left_out_where_nothing_asks(talk: Workshop) -> None:
    said = list(sayings_of(talk))

    assert len(said) > 1
    assert list(unasked_of(talk, said, ())) == said


def test_those_of_like_length_come_first_and_those_taken_not_at_all() -> None:
    here, long, like, alike, short = (
        of_length(n * 100, size) for n, size in enumerate((10, 30, 11, 9, 4))
    )
    left = ByLength([here, long, like, alike, short])
    left.take([short])

    assert list(left.like(here)) == [here, like, alike, long]
    assert long in left
    assert short not in left


@pytest.mark.parametrize(
    "text",
    [
        "不拿代表身份揽工程，不替亲戚朋友说案子",
        "未经批准两次不出席会议的，代表资格就终止了",
        "因刑事案件被羁押的，暂时停止执行代表职务",
        "乡人大没有常委会",
    ],
)
def test_bans_consequences_and_what_is_not_are_said_to_hold(text: str) -> None:
    assert is_saying(text)


@pytest.mark.parametrize(
    "text", ["朋友们，感谢这一年的支持", "许代表没有止步于一幢楼", "会议开完了"]
)
def test_courtesies_and_stories_lay_nothing_down(text: str) -> None:
    assert not is_saying(text)
