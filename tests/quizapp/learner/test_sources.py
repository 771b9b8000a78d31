from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.documents import read_document
from question_bank.questions.values import Evidence
from question_bank.sources import built_in_speech
from quizapp.learner.sources import CUT, LONGEST_SIDE, Place, place_of_quote

TEXT = "第一段，没有关系。\n甲句在前。乙句说：“权利。”义务在此！丙句在后。丁句更远。\n第三段。"


def place(quote: str, text: str = TEXT) -> Place:
    start = text.index(quote)
    return place_of_quote("《讲话》", text, Evidence(start, start + len(quote), quote))


@pytest.mark.parametrize(
    ("quote", "before", "after"),
    [
        ("义务在此", "乙句说：“权利。”", "！丙句在后。"),
        ("甲句", "", "在前。乙句说：“权利。”"),
        ("丁句更远。", "丙句在后。", ""),
        ("第三段。", "", ""),
        ("义务在此！丙句", "乙句说：“权利。”", "在后。丁句更远。"),
    ],
)
def test_a_quote_stands_between_the_sentences_around_it(
    quote: str, before: str, after: str
) -> None:
    shown = place(quote)
    assert (shown.before, shown.quote, shown.after) == (before, quote, after)


def test_long_surroundings_are_cut_with_a_sign() -> None:
    shown = place("义务", "前" * 300 + "义务" + "后" * 300)
    assert shown.before == CUT + "前" * LONGEST_SIDE
    assert shown.after == "后" * LONGEST_SIDE + CUT


def test_a_long_clause_before_the_quote_loses_nothing_from_its_middle() -> None:
    before = "前" * 60 + "，" + "中" * 10 + "，" + "后" * 20
    shown = place("义务", before + "义务")
    assert shown.before == CUT + before[-LONGEST_SIDE:]


@given(st.data())
def test_any_stretch_of_the_speech_is_shown_in_its_own_words(data: st.DataObject) -> None:
    speech = built_in_speech()
    text = read_document(speech.data, speech.name, title=speech.title).clean_text
    start = data.draw(st.integers(0, len(text) - 2))
    end = data.draw(st.integers(start + 1, min(start + 80, len(text))))

    shown = place_of_quote("", text, Evidence(start, end, text[start:end]))

    whole = shown.before.removeprefix(CUT) + shown.quote + shown.after.removesuffix(CUT)
    assert whole in text
