from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.errors import InvalidInputError
from question_bank.practice.grading import grade
from question_bank.practice.responses import Response, parse_response
from question_bank.questions.values import Item
from tests.question_bank.practice.items import (
    BRANCH,
    ESSAY,
    EVERY_ITEM,
    LETTERS,
    SECRETS,
    STATEMENT,
    VOTING,
)


@pytest.mark.parametrize(
    ("item", "form", "response"),
    [
        (BRANCH, {"option": ["4"]}, Response(options=(4,))),
        (BRANCH, {"option": "4", "csrf_token": "x"}, Response(options=(4,))),
        (BRANCH, {}, Response()),
        (BRANCH, {"option": [""]}, Response()),
        (LETTERS, {"option": ["3", "1", "3"]}, Response(options=(1, 3))),
        (STATEMENT, {"truth": ["false"]}, Response(truth=False)),
        (STATEMENT, {"truth": "true"}, Response(truth=True)),
        (STATEMENT, {}, Response()),
        (VOTING, {"blank-2": [" 质询权 "]}, Response(texts=("", "质询权"))),
        (
            SECRETS,
            {"blank-4": "保守\x00国家秘密", "blank-1": "x"},
            Response(texts=("保守国家秘密",)),
        ),
        (ESSAY, {"text": "深入群众\n倾听意见"}, Response(texts=("深入群众\n倾听意见",))),
    ],
)
def test_a_form_becomes_a_response(item: Item, form: dict[str, Any], response: Response) -> None:
    assert parse_response(item, form) == response


@pytest.mark.parametrize(
    ("item", "form", "message_id"),
    [
        (BRANCH, {"option": ["3"]}, "response.option_unknown"),
        (BRANCH, {"option": ["99999999999999999999"]}, "response.option_unknown"),
        (BRANCH, {"option": ["４"]}, "response.option_unknown"),
        (BRANCH, {"option": ["-1"]}, "response.option_unknown"),
        (BRANCH, {"option": ["1", "2"]}, "response.one_option_only"),
        (STATEMENT, {"truth": ["maybe"]}, "response.truth_unknown"),
        (STATEMENT, {"truth": ["true", "false"]}, "response.truth_unknown"),
        (VOTING, {"blank-1": ["a", "b"]}, "response.field_repeated"),
        (VOTING, {"blank-1": "长" * 201}, "response.too_long"),
        (ESSAY, {"text": "长" * 5001}, "response.too_long"),
        (LETTERS, {"option": {"1": "2"}}, "response.malformed"),
        (LETTERS, {"option": [1, 2]}, "response.malformed"),
        (STATEMENT, {"truth": True}, "response.malformed"),
        (VOTING, {"blank-1": None}, "response.malformed"),
    ],
)
def test_what_the_page_cannot_have_sent_is_refused(
    item: Item, form: dict[str, Any], message_id: str
) -> None:
    with pytest.raises(InvalidInputError) as refused:
        parse_response(item, form)

    assert refused.value.message_id == message_id


@given(
    st.sampled_from(EVERY_ITEM),
    st.dictionaries(
        st.sampled_from(["option", "truth", "text", "blank-1", "blank-2", "blank-4", "x"]),
        st.text(max_size=8) | st.lists(st.sampled_from(["1", "2", "4", "true", "", "作用"])),
    ),
)
def test_any_form_is_either_graded_or_refused(item: Item, form: dict[str, Any]) -> None:
    try:
        response = parse_response(item, form)
    except InvalidInputError:
        response = Response()

    assert 0 <= grade(item, response).fraction <= 1
    assert Response.from_data(response.as_data()) == response


@pytest.mark.parametrize(
    ("response", "empty"),
    [
        (Response(), True),
        (Response(texts=("", "")), True),
        (Response(truth=False), False),
        (Response(texts=("", "a")), False),
        (Response(options=(1,)), False),
    ],
)
def test_a_response_knows_whether_anything_was_answered(response: Response, empty: bool) -> None:  # noqa: FBT001
    assert response.is_empty is empty
