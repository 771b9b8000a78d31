from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from question_bank.questions.values import BLANK
from quizapp.learner.stems import chinese, plain_stem, stem_pieces


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("下列各项中，**不属于**权利的是", "下列各项中，<strong>不属于</strong>权利的是"),
        ("**一**和**二**", "<strong>一</strong>和<strong>二</strong>"),
        ("一颗**星不算", "一颗**星不算"),
        ("**粗**和**星", "<strong>粗</strong>和**星"),
        ("<script>**注入**</script>", "&lt;script&gt;<strong>注入</strong>&lt;/script&gt;"),
        ("*一颗*", "*一颗*"),
    ],
)
def test_two_stars_are_the_only_markup(text: str, shown: str) -> None:
    (piece,) = stem_pieces(text)
    assert piece.text == shown


def test_each_blank_follows_its_piece() -> None:
    pieces = stem_pieces(f"人大的{BLANK}靠代表，人大的{BLANK}看代表")

    assert [piece.position for piece in pieces] == [1, 2, 0]
    assert [str(piece.text) for piece in pieces] == ["人大的", "靠代表，人大的", "看代表"]


def test_bold_words_around_a_blank_stay_bold_on_both_sides() -> None:
    pieces = stem_pieces(f"**甲{BLANK}乙**丙")
    assert [str(piece.text) for piece in pieces] == [
        "<strong>甲</strong>",
        "<strong>乙</strong>丙",
    ]


@given(st.text(alphabet="甲乙*_<>&\"'"))
def test_nothing_typed_reaches_the_page_as_html(text: str) -> None:
    shown = "".join(str(piece.text) for piece in stem_pieces(text))
    plain = shown.replace("<strong>", "").replace("</strong>", "")

    assert shown.count("<strong>") == shown.count("</strong>")
    assert "<" not in plain
    assert plain.replace("*", "") == str(escape(text.replace(BLANK, ""))).replace("*", "")


def test_a_line_of_a_list_has_no_markup() -> None:
    assert plain_stem("**不属于**权利的是") == "不属于权利的是"


def test_a_blank_in_a_list_stays_whole() -> None:
    assert plain_stem("享有____<等>") == '享有<span class="blank">____</span>&lt;等&gt;'


def test_only_chinese_is_marked_as_chinese() -> None:
    assert chinese("A <权>") == '<span lang="zh-Hans">A &lt;权&gt;</span>'
    assert chinese("True & more") == "True &amp; more"
