from __future__ import annotations

import pytest

from tests.quizapp.learner.conftest import Deputy


@pytest.mark.parametrize(
    ("kind", "fields", "verdict", "sentence"),
    [
        (
            "obligation",
            {"blank-1": "保守国家密秘"},
            "差一点",
            "只差一点：您写的是“保守国家密秘”，应当是“保守国家秘密”。",
        ),
        ("obligation", {"blank-1": "保守国家机密"}, "差一点", "法律用语是“国家秘密”。"),
        (
            "slogan",
            {"blank-1": "作风", "blank-2": "水平", "blank-3": "活力"},
            "对了一部分",
            "只差一个字，意思却不一样：应当是“作用”，不是“作风”。",
        ),
        (
            "slogan",
            {"blank-1": "水平", "blank-2": "作用", "blank-3": "活力"},
            "对了一部分",
            "词都对，只是位置换了。",
        ),
    ],
)
def test_a_slip_is_named_kindly(
    deputy: Deputy, kind: str, fields: dict[str, str], verdict: str, sentence: str
) -> None:
    attempt = deputy.start(kind=kind, type="cloze")
    page = deputy.visitor.post(f"/practice/{attempt}/1", fields, htmx=True).text

    assert verdict in page
    assert sentence in page


def test_what_is_altogether_wrong_gets_no_comment_of_that_kind(deputy: Deputy) -> None:
    attempt = deputy.start(kind="obligation", type="cloze")
    page = deputy.answer(attempt, 1, right=False)

    assert "只差" not in page
