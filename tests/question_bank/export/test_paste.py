"""Questions in running text: many ways of writing, and nothing dropped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.export.exchange.values import Found, Place, Problem
from question_bank.export.paste.reading import read_text_of_questions
from question_bank.questions.values import Item

CHOICE = "代表的权利有（　　）。"


def items(text: str) -> list[Item]:
    found, problems = read_text_of_questions(text)
    assert problems == []
    return [each.question.item for each in found]


def right(item: Item) -> str:
    return "".join(option.text for option in item.options if option.correct)


@pytest.mark.parametrize(
    "text",
    [
        f"1. {CHOICE} A. 甲 B. 乙 C. 丙 答案：AC 解析：因为。",
        f"1、{CHOICE}\nA、甲\nB、乙\nC、丙\n答案：A、C\n解析：因为。",
        f"（1）{CHOICE}\n（A）甲\n（B）乙\n（C）丙\n【答案】AC\n【解析】因为。",
        f"(1){CHOICE}\nA．甲　B．乙　C．丙\n正确答案：AC。解析：因为。",
        f"第1题 {CHOICE}\nA 甲\nB 乙\nC 丙\n参考答案: AC\n答案解析: 因为。",
        f"一、{CHOICE}\nA: 甲\nB: 乙\nC: 丙\n[答案] AC\n[解析] 因为。",
        f"第一题：{CHOICE}\na. 甲\nb. 乙\nc. 丙\n标准答案：ac\n试题解析：因为。",
        f"１．{CHOICE}\nＡ．甲\nＢ．乙\nＣ．丙\n答案：ＡＣ\n解析：因为。",
        f"{CHOICE}\nA. 甲\nB. 乙\nC. 丙\n答案：AC\n解析：因为。",
        "1. 代表的权利有（ AC ）。\nA. 甲\nB. 乙\nC. 丙\n解析：因为。",
        f"1.（多选题）{CHOICE}（2分）\nA. 甲\nB. 乙\nC. 丙\n答案\nAC\n解析：因为。",
    ],
)
def test_a_choice_is_read_however_it_is_written(text: str) -> None:
    [item] = items(text)
    assert (item.type.value, item.stem) == ("multiple", CHOICE)
    assert ([option.text for option in item.options], right(item)) == (["甲", "乙", "丙"], "甲丙")
    assert item.explanation == "因为。"


@pytest.mark.parametrize(
    ("text", "truth"),
    [
        ("1. 代表应当出席会议。（√）", True),
        ("1. 代表应当出席会议。（ × ）", False),
        ("1. 代表应当出席会议。（对）", True),
        ("1. 代表应当出席会议。（　）\n答案：错误", False),
        ("判断题\n1. 代表应当出席会议。\n答案：A", True),
    ],
)
def test_a_judgement_is_read_however_it_is_written(text: str, truth: bool) -> None:  # noqa: FBT001
    [item] = items(text)
    assert (item.type.value, item.stem, item.truth) == ("true_false", "代表应当出席会议。", truth)


@pytest.mark.parametrize(
    "text",
    [
        "1. 作用靠____，水平看____。\n答案：代表；选民",
        "1. 作用靠（　　），水平看（　　）。\n答案：代表 选民",
        "1. 作用靠＿＿＿，水平看＿＿＿。\n答案：（代表）（选民）",
        "填空题\n1. 作用靠【代表】，水平看【选民】。",
        "1. 作用靠{{代表}}，水平看{{选民}}。",
    ],
)
def test_a_cloze_is_read_however_it_is_written(text: str) -> None:
    [item] = items(text)
    assert (item.type.value, item.stem) == ("cloze", "作用靠____，水平看____。")
    assert [blank.accepted for blank in item.blanks] == [("代表",), ("选民",)]


@pytest.mark.parametrize(
    "key",
    [
        "参考答案\n1-3 A BC √",
        "答案：\n1. A  2. BC  3. 对",
        "答案：\n1、A\n2、BC\n3、正确",
        "参考答案：\n1. A 解析：甲。\n2. BC\n解析：乙。\n3. 对",
        "答案\n一、单选题\n1. A\n二、多选题\n2. BC\n三、判断题\n3. √",
    ],
)
def test_answers_may_stand_together_at_the_end(key: str) -> None:
    text = "1. 甲是（　）。\nA. 一\nB. 二\n2. 乙有（　）。\nA. 一\nB. 二\nC. 三\n3. 丙对。\n" + key
    one, two, three = items(text)
    assert (right(one), right(two), three.truth) == ("一", "二三", True)


def test_answers_at_the_end_follow_numbers_that_begin_anew() -> None:
    text = (
        "一、单选题\n1. 甲是（　）。\nA. 一\nB. 二\n2. 乙是（　）。\nA. 一\nB. 二\n"
        "二、判断题\n1. 丙对。\n2. 丁错。\n参考答案\n一、单选题\n1-2 AB\n二、判断题\n1-2 √×\n"
    )
    one, two, three, four = items(text)
    assert (right(one), right(two), three.truth, four.truth) == ("一", "二", True, False)


def test_headings_say_type_and_points() -> None:
    text = "二、多项选择题（每题2分，共4分）\n1. 有（　）。\nA. 一\nB. 二\n答案：A\n三、简答题\n2. 怎样提建议？\n答案：A"
    found, problems = read_text_of_questions(text)
    assert problems == []
    assert [each.question.item.type.value for each in found] == ["multiple", "short_answer"]
    assert str(found[0].question.points) == "2"


def test_lists_inside_an_explanation_are_no_questions() -> None:
    text = "1. 怎样履职？\n答案：学习。\n解析：三点：\n1. 学习；\n3. 调研。\n2. 代表应当出席。（√）"
    found, _problems = read_text_of_questions(text)
    assert len(found) == 2
    assert "3. 调研。" in found[0].question.item.explanation


def test_labels_carry_what_else_there_is() -> None:
    text = "1. 代表应当出席。\n答案：对\n难度：较难\n知识点：义务\n标签：代表法、出席\n分值：3\n编号：a-permanent-number"
    [found] = read_text_of_questions(text)[0]
    question = found.question
    assert (question.item.difficulty, question.item.kind.value) == (4, "obligation")
    assert (question.tags, str(question.points)) == (("代表法", "出席"), "3")
    assert question.guid == "a-permanent-number"


def test_what_could_not_be_read_is_shown_with_its_lines() -> None:
    text = "某某区人大\n培训试卷\n\n1. 没有答案的题。\n2. 有（　）。\nA. 一\nB. 二\n答案：E\n3. 对。（√）\n"
    found, problems = read_text_of_questions(text)
    assert len(found) == 1
    assert [(p.message_id, p.place.row, p.place.last) for p in problems] == [
        ("import.lines_unread", 1, 2),
        ("import.no_answer", 4, 4),
        ("import.answer_unknown", 5, 8),
    ]
    assert problems[0].place.text == "某某区人大\n培训试卷"


def test_an_answer_without_a_question_is_shown() -> None:
    _found, problems = read_text_of_questions("1. 甲是（　）。\nA. 一\nB. 二\n答案：\n1. A\n2. B\n")
    [problem] = problems
    assert (problem.message_id, dict(problem.parameters)) == ("import.key_unused", {"number": 2})


PIECES = st.sampled_from(
    [
        *("1. 甲是（　）。", "2、乙有____。", "3. 丙。（√）", "A. 一", "B. 二 C. 三", "答案：A", "答案：代表"),
        *("解析：因为。", "一、单选题", "判断题", "随便一行字", "【答案】", "A", "参考答案", "1-3 ABC", "4. B", ""),
        *("第5题 丁", "(6) 戊", "难度：9", "9999. 己", "A.", "答案：", "五、", "1.", "{{庚}}", "。"),
    ]
)  # fmt: skip


def lines_in(places: list[Place]) -> set[int]:
    return {number for place in places for number in range(place.row, place.last + 1)}


def is_told(line: str) -> bool:
    """Headings and lists of answers are read into the questions they speak of."""
    return bool(line) and line not in {"一、单选题", "判断题", "【答案】", "参考答案", "答案："}


@given(st.lists(PIECES, max_size=14))
def test_every_line_is_in_a_question_or_shown(lines: list[str]) -> None:
    found, problems = read_text_of_questions("\n".join(lines))
    places = [each.place for each in found] + [problem.place for problem in problems]
    begins_key = next(
        (
            n
            for n, line in enumerate(lines, 1)
            if line in {"1-3 ABC", "【答案】", "参考答案", "答案："}
        ),
        len(lines) + 1,
    )
    wanted = {n for n, line in enumerate(lines, 1) if is_told(line) and n < begins_key}
    assert wanted <= lines_in(places)


@given(st.text(max_size=300))
def test_any_text_is_read_without_an_error(text: str) -> None:
    found, problems = read_text_of_questions(text)
    assert all(isinstance(each, Found) for each in found)
    assert all(isinstance(each, Problem) for each in problems)
