"""What nothing published asks of a talk waits in panels, and how a saying is put wrongly."""

from __future__ import annotations

import pytest

from question_bank.pipeline import Generation, Resources, generate
from question_bank.questions import Question
from question_bank.questions.changes import change_of
from question_bank.questions.sayings import is_saying
from tests.question_bank.conftest import speech

TALK = (
    "一、摆正位置",
    "代表要走进田间地头，听一听真话实情。代表小组要把大家的想法归拢起来，形成清单。",
    "各村要给代表腾出场地，配齐桌椅和记录本。镇政府要派人到场听取意见，逐条作出说明。",
    "二、守住规矩",
    "代表办事要公道，不得拿代表证换取好处。代表说话要有根据，道听途说的不算数。",
    "主席团要把代表的表现记在本上，年底张榜公布。群众反映的难事要一件件登记，办完一件销一件。",
)


@pytest.fixture(scope="module")
def generation(resources: Resources) -> Generation:
    return generate(speech(*TALK), resources=resources)


def panels_of(questions: tuple[Question, ...]) -> list[Question]:
    return [question for question in questions if question.item.form == "panel"]


def test_what_nothing_asks_about_waits_in_panels_and_is_not_published(
    generation: Generation,
) -> None:
    panels = panels_of(generation.to_review)
    stated = {option.text for panel in panels for option in panel.item.options}

    assert any("年底张榜公布" in text for text in stated)
    assert not any("张榜公布" in q.item.stem for q in generation.published)


def test_no_saying_stands_in_two_panels_that_wait(generation: Generation) -> None:
    texts = [
        option.text
        for panel in panels_of(generation.to_review)
        for option in panel.item.options
        if not option.correct
    ]

    assert len(set(texts)) == len(texts)


def test_all_that_a_panel_shows_beside_its_key_stands_in_the_talk(generation: Generation) -> None:
    text = "".join(TALK)

    for panel in panels_of((*generation.published, *generation.to_review)):
        assert all(o.text in text for o in panel.item.options if not o.correct)


def test_what_a_panel_goes_over_is_not_stated_once_more(generation: Generation) -> None:
    panels = panels_of(generation.to_review)
    shown = {option.text for panel in panels for option in panel.item.options}
    stated = [q.item.stem for q in generation.to_review if q.item.truth]

    assert not any(text in stem for text in shown for stem in stated)


def test_the_words_of_a_leader_are_never_put_otherwise(resources: Resources) -> None:
    words = "各级人大要自觉接受人民监督，代表要密切联系群众，要依法履行职责，要为民办好实事。"
    made = generate(
        speech(f"习近平总书记强调，{words}", *(line for line in TALK if "、" not in line[:3])),
        resources=resources,
    )

    for question in (*made.published, *made.to_review):
        assert question.item.truth is not False or "自觉接受人民监督" not in question.item.stem
        for option in question.item.options:
            assert "自觉接受人民监督" not in option.text or option.text in words


TIMES = "春分清明谷雨立夏小满芒种夏至小暑大暑立秋处暑白露秋分寒露霜降立冬小雪大雪冬至小寒"
PLACES = "茶馆祠堂车站学校码头菜场渡口凉亭书屋药店工地果园渔港林场窑厂戏台驿站矿区牧场盐田"


def test_a_queue_is_not_much_longer_than_what_is_published(resources: Resources) -> None:
    lines = [
        f"{PLACES[at : at + 2]}那边的代表要在{TIMES[at : at + 2]}以前接待群众，把意见记下来交给镇里办理。"
        for at in range(0, len(TIMES), 2)
    ]
    made = generate(speech(*lines), resources=resources)
    reasons = {finding.name for question in made.refused for finding in question.findings}

    assert len(made.to_review) <= 2 * max(10, len(made.published))
    assert "selection.surplus" in reasons


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("党委每年至少听取一次汇报", "党委每年至多听取一次汇报"),
        ("专业人员不少于五分之二", "专业人员不超过五分之二"),
        ("乡镇人大主席不得分管政府工作", "乡镇人大主席可以分管政府工作"),
        ("政府在作出决策之前，应当报告", "政府在作出决策之后，应当报告"),
        ("办结不等于办好", "办结等于办好"),
        ("代表是岗位，不是座位", "代表是座位，不是岗位"),
        ("建议三个月内答复代表", "建议两个月内答复代表"),
        ("代表十人以上联名可以提出议案", "代表五人以上联名可以提出议案"),
        ("报告在二十日前送交代表", "报告在三十日前送交代表"),
        ("代表要认真审议报告", "代表可以认真审议报告"),
    ],
)
def test_a_saying_is_changed_in_the_word_that_decides_it(text: str, changed: str) -> None:
    change = change_of(text)

    assert change is not None
    assert change.text == changed
    assert change.word in text
    assert change.other in changed


@pytest.mark.parametrize(
    "text",
    [
        "要坚持党的领导",
        "完善重大行政决策预公开制度",
        "会议选举产生了新一届领导班子",
        "各单位于2025年年底以前完成",
        "推进不敢腐、不能腐、不想腐的工作",
    ],
)
def test_what_has_no_deciding_word_or_is_a_formula_is_left_as_it_is(text: str) -> None:
    assert change_of(text) is None


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("代表要密切联系群众", True),
        ("听民声、解民忧、聚民心", True),
        ("健全审议意见办理机制", True),
        ("我第一次到省城开会，带了一只新皮箱", False),
        ("这个学费交得不值", False),
        ("会后大家慢慢吃", False),
        ("代表听完以后把问题解决了", False),
        ("少数单位对待监督还存在差距", False),
    ],
)
def test_a_saying_asks_for_something_and_is_no_story(text: str, *, is_one: bool) -> None:
    assert is_saying(text) is is_one


@pytest.mark.parametrize("text", ["代表要记牢“为人民履职", "代表要学懂《代表法"])
def test_half_of_a_quotation_is_no_saying(text: str) -> None:
    closed = text + ("”" if "“" in text else "》")

    assert not is_saying(text)
    assert is_saying(closed)
