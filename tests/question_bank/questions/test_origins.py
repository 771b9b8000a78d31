"""Which questions are shown with the title of their document."""

from __future__ import annotations

import pytest

from question_bank.lexicon import load_lexicon
from question_bank.questions.origins import origin_of, shared_origin

TALK = "在代表座谈会上的讲话"
SAID = "讲话第三部分指出，代表要____。"


def test_a_stem_that_only_says_talk_needs_the_title() -> None:
    assert origin_of(SAID, TALK) == "《在代表座谈会上的讲话》"


def test_a_question_without_a_document_has_no_origin() -> None:
    assert origin_of(SAID, "") == ""
    assert origin_of(SAID, " ") == ""


@pytest.mark.parametrize(
    ("stem", "title"),
    [
        ("《国徽法》第四条规定，下列机构应当悬挂国徽。", "中华人民共和国国徽法"),
        ("《国徽法》第四条规定，下列机构应当悬挂国徽。", "中华人民共和国国徽法（2020年修正）"),
        ("《关于修改预算法的决定》提出，____。", "某市人民代表大会常务委员会关于修改预算法的决定"),
        ("《某省实施〈代表法〉办法》第二条规定，____。", "某省实施《代表法》办法"),
        ("在《在代表座谈会上的讲话》中，要____。", f"《{TALK}》"),
        ("在代表座谈会上的**讲话**指出，要____。", TALK),
    ],
)
def test_a_stem_that_names_its_document_needs_no_line(stem: str, title: str) -> None:
    assert origin_of(stem, title) == ""


@pytest.mark.parametrize(
    ("stem", "title"),
    [
        ("讲话第二部分指出，《代表法》是____。", "在学习《代表法》座谈会上的讲话"),
        ("依照《代表法》，代表____。", "某省实施《代表法》办法"),
        ("该条例第三条规定，____。", "某市议事条例"),
    ],
)
def test_a_law_that_a_stem_mentions_is_not_its_document(stem: str, title: str) -> None:
    assert origin_of(stem, title) != ""


def test_marks_within_a_title_become_single_ones() -> None:
    assert origin_of(SAID, "学习《代表法》的讲话") == "《学习〈代表法〉的讲话》"
    assert origin_of(SAID, "《AI 时代\n的人大》") == "《AI 时代 的人大》"


def test_every_usual_short_name_of_a_statute_is_known_for_its_name() -> None:
    for statute in load_lexicon().statutes:
        for short in statute.short_names:
            assert origin_of(f"《{short}》第七条规定，____。", statute.name) == "", short


def test_questions_of_one_document_share_their_origin() -> None:
    assert shared_origin([(SAID, TALK), ("别的题。", TALK)]) == f"《{TALK}》"
    assert shared_origin([(SAID, TALK), (SAID, "别的讲话")]) == ""
    assert shared_origin([(SAID, TALK), (SAID, "")]) == ""
    assert shared_origin([("《国徽法》第四条规定，____。", "中华人民共和国国徽法")]) == ""
    assert shared_origin([]) == ""
