"""What tests of statutes share: the items that articles are good for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from question_bank.pipeline import Resources, generate
from question_bank.questions import Item, Verdict
from tests.question_bank.conftest import statute


@pytest.fixture
def asked(resources: Resources) -> Callable[..., list[Item]]:
    """Generate from articles and return the items of one form, refused ones left out."""

    def make(form: str, *articles: str, verdict: Verdict | None = None) -> list[Item]:
        made = generate(statute(*articles), resources=resources)
        return [
            question.item
            for question in (*made.published, *made.to_review, *made.refused)
            if question.item.form == form and verdict in {None, question.verdict}
        ]

    return make
