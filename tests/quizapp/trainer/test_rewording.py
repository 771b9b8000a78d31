"""A change of a source, carried over into all that a question says."""

from __future__ import annotations

from question_bank.keypoints.values import Kind
from question_bank.questions.values import Blank, Item, ItemType, NearMiss, Option
from quizapp.trainer.rewording import reworded

OLD = "代表每年联系群众不少于四次，每次要做好记录。"
NEW = "代表每年联系群众不少于六次，每次要做好记录。"
CLOZE = Item(
    type=ItemType.CLOZE,
    form="slot",
    kind=Kind.DUTY,
    stem="代表每年联系群众不少于____，每次要做好记录。",
    blanks=(
        Blank(
            1,
            ("四次",),
            (NearMiss("三次", "讲话这里的数字是“四次”。"), NearMiss("六次", "应为“四次”。")),
        ),
    ),
    word_bank=("六次", "四次", "三次"),
    explanation=f"讲话第三部分：“{OLD}”",
)
PANEL = Item(
    type=ItemType.SINGLE,
    form="swap",
    kind=Kind.DUTY,
    stem="下列说法中，不符合讲话内容的是（　　）。",
    options=(
        Option(
            1,
            "承办单位在六个月内答复，期限不超过三个月",
            correct=True,
            feedback="应为“三个月、六个月”，不是“六个月、三个月”。",
        ),
        Option(2, "代表要走访选民", correct=False, feedback="符合讲话的内容。"),
    ),
    explanation="应为“三个月、六个月”。讲话：“承办单位在三个月内答复，期限不超过六个月。”",
)


def test_feedback_names_the_new_words_too() -> None:
    blank = reworded(CLOZE, [(OLD, NEW)]).blanks[0]
    assert blank.accepted == ("六次",)
    assert blank.near_misses[0] == NearMiss("三次", "讲话这里的数字是“六次”。")


def test_what_is_right_now_is_no_near_miss_and_stands_once_among_the_words() -> None:
    changed = reworded(CLOZE, [(OLD, NEW)])
    assert [miss.text for miss in changed.blanks[0].near_misses] == ["三次"]
    assert changed.word_bank == ("六次", "三次")


def test_each_quotation_is_changed_by_itself() -> None:
    old = "承办单位在三个月内答复，期限不超过六个月。"
    changed = reworded(PANEL, [(old, old.replace("三个月", "两个月"))])
    assert changed.options[0].feedback == "应为“两个月、六个月”，不是“六个月、两个月”。"
    assert changed.explanation == (
        "应为“两个月、六个月”。讲话：“承办单位在两个月内答复，期限不超过六个月。”"
    )


def test_words_beside_the_change_stay() -> None:
    assert reworded(PANEL, [(OLD, NEW)]) == PANEL
    assert reworded(PANEL, []) == PANEL
