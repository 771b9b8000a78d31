"""What a speech's couplets, contrasts, numbers and terms are asked as, and what is left alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from question_bank.pipeline import Generation, Resources, generate
from question_bank.questions import Question
from tests.question_bank.conftest import Bank, speech

Asked = Callable[[Generation, str], list[Question]]


@pytest.fixture
def asked() -> Asked:
    """Find what is published or waiting, by type and form."""

    def find(generation: Generation, form: str) -> list[Question]:
        kept = (*generation.published, *generation.to_review)
        return [q for q in kept if f"{q.item.type}/{q.item.form}" == form]

    return find


def stems(questions: list[Question]) -> list[str]:
    """Return the words of the questions."""
    return [question.item.stem for question in questions]


def test_a_couplet_is_a_cloze_with_its_own_words_to_tap(bank: Bank, asked: Asked) -> None:
    [cloze] = asked(
        bank(
            "代表履职要抓住三个环节，会前调研重在听民意，会中审议重在讲实话，会后跟踪重在见实效。"
        ),
        "cloze/couplet",
    )

    assert set(cloze.item.word_bank) == set(cloze.item.keys)
    assert set(cloze.item.keys) <= {"听民意", "讲实话", "见实效"}


def test_a_false_couplet_gives_a_thing_what_is_said_of_another(bank: Bank, asked: Asked) -> None:
    [false] = asked(
        bank("代表初任培训重在熟悉程序，代表履职培训重在提高本领。"), "true_false/couplet"
    )

    assert false.item.truth is False
    assert "初任培训重在提高本领" in false.item.stem or "履职培训重在熟悉程序" in false.item.stem


def test_no_party_formula_is_put_to_another_place(bank: Bank, asked: Asked) -> None:
    generation = bank("代表思想建设重在坚持党的领导，代表作风建设重在坚持人民当家作主。")

    assert asked(generation, "true_false/couplet") == []


def test_no_statement_is_made_by_leaving_a_denial_out(bank: Bank, asked: Asked) -> None:
    generation = bank("执法检查中，检查组里代表不是陪同人员，是检查人员。")

    assert asked(generation, "true_false/contrast") == []
    [cloze] = asked(generation, "cloze/contrast")
    assert cloze in generation.to_review
    assert set(cloze.item.word_bank) == {"陪同人员", "检查人员"}


def test_what_nobody_would_believe_waits(bank: Bank) -> None:
    generation = bank("代表联络站不是摆设，而是联系群众的平台。")

    assert [q for q in generation.published if q.item.form == "contrast"] == []


def test_a_blank_takes_the_number_and_leaves_its_direction(bank: Bank, asked: Asked) -> None:
    generation = bank("县级人大代表十人以上联名，可以向本级人民代表大会提出议案。")

    [cloze] = asked(generation, "cloze/figure")
    assert "____以上联名" in cloze.item.stem
    assert cloze.item.keys == ("十人",)
    assert all(miss.text.endswith("人") for miss in cloze.item.blanks[0].near_misses)


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("代表十人以上联名，可以向本级人民代表大会提出议案。", ("二十人", "三十人", "五十人")),
        ("代表小组每年开展活动不少于三次，由组长召集。", ("一次", "两次")),
        ("代表建议由承办单位在三个月内答复代表本人。", ("六个月",)),
        ("不满意票超过三分之一的，代表要再次向选民述职。", ("三分之二",)),
    ],
)
def test_a_false_number_does_not_follow_from_the_right_one(
    text: str, never: tuple[str, ...], bank: Bank, asked: Asked
) -> None:
    for false in asked(bank(text), "true_false/figure"):
        assert not any(number in false.item.stem for number in never)


def test_wrong_numbers_come_from_the_text_first(resources: Resources, asked: Asked) -> None:
    generation = generate(
        speech(
            "县级人大代表十人以上联名，可以提出议案。",
            "乡镇人大代表五人以上联名，可以提出议案。",
            "选民三十人以上联名，可以要求罢免乡镇人大代表。",
        ),
        resources=resources,
    )

    [choice] = asked(generation, "single/figure")
    told = {option.text: option.feedback for option in choice.item.options}
    assert {"五人", "十人", "三十人"} <= told.keys()
    assert told["三十人"].startswith("“三十人”是讲话另一处的数字")


def test_a_term_with_an_opposite_gives_a_false_statement(bank: Bank, asked: Asked) -> None:
    generation = bank("选举乡镇人大主席、副主席，一律采用无记名投票的方式。")

    [cloze] = asked(generation, "cloze/keyword")
    [false] = [q for q in asked(generation, "true_false/statement") if q.item.truth is False]
    assert cloze.item.keys == ("无记名投票",)
    assert "举手表决" in false.item.stem


def test_one_character_that_all_members_end_with_is_asked_with_them(
    bank: Bank, asked: Asked
) -> None:
    generation = bank("拟任命人员要过代表审议的“三道关”：法律考试关、任前发言关、宪法宣誓关。")

    [cloze] = asked(generation, "cloze/list")
    assert "____关" not in cloze.item.stem
    assert all(key.endswith("关") for key in cloze.item.keys)


def test_an_ordinal_alone_is_dropped_or_refused(bank: Bank) -> None:
    generation = bank("五是代表要密切联系人民群众；六是代表要协助宪法和法律的实施。")

    for question in (*generation.published, *generation.to_review):
        assert not any(mark in question.item.stem for mark in ("五是", "六是"))


def test_true_statements_ask_first_what_nothing_else_asks(resources: Resources) -> None:
    generation = generate(
        speech(
            "代表小组每年开展活动不少于三次，活动计划由组长负责制定并报主席团。",
            "代表对人民代表大会审议的议案和报告，应当认真阅读材料、充分发表意见。",
        ),
        resources=resources,
    )

    true = [q.item.stem for q in generation.published if q.item.truth is True]
    assert true == [] or "认真阅读材料" in true[0]


def test_of_one_key_point_only_so_many_are_published(bank: Bank) -> None:
    generation = bank("人大代表享有审议权、表决权、提案权、选举权、质询权等权利。")

    on_list = [q for q in generation.published if "审议权" in q.evidence.quote]
    assert len(on_list) <= 2


def test_counted_points_are_a_cloze_on_their_names(resources: Resources, asked: Asked) -> None:
    generation = generate(
        speech(
            "一、过好“三关”",
            "（一）过好学习关。代表要认真学习代表法，掌握会议程序。",
            "（二）过好调研关。代表要深入选区调研，听取选民意见。",
            "（三）过好发言关。代表要围绕议题发言，讲真话讲实话。",
            "二、当好代表",
            "代表要珍惜荣誉，认真履行职务。",
        ),
        resources=resources,
    )

    [cloze] = asked(generation, "cloze/points")
    assert "过好____" in cloze.item.stem
    assert cloze.item.keys[0] in {"学习关", "调研关", "发言关"}


def test_a_counted_row_is_asked_with_its_head(bank: Bank, asked: Asked) -> None:
    generation = bank(
        "代表在大会期间的主要职责有四项：一是审议议案；二是参加选举；三是提出建议；四是参加表决。"
    )

    for cloze in asked(generation, "cloze/ordinals"):
        assert "代表在大会期间的主要职责有四项：" in cloze.item.stem
        assert "一是" not in cloze.item.stem
    assert asked(generation, "cloze/ordinals")


def test_a_bare_comma_makes_no_false_statement(bank: Bank, asked: Asked) -> None:
    generation = bank(
        "代表要做到：不图虚名，扎实走访选民；不怕麻烦，耐心答复群众；不谋私利，公正履行职务。"
    )

    assert asked(generation, "true_false/couplet") == []
    assert asked(generation, "cloze/couplet")
