"""What the finders for speeches take, and what they leave, in sentences written for them."""

from __future__ import annotations

import pytest

from question_bank.keypoints import KeyPoint, Kind, Pattern
from tests.question_bank.conftest import Points, speech, statute


def pairs(point: KeyPoint) -> list[tuple[str, str]]:
    """Return what is said of each thing of a couplet."""
    return [(m.label.text, m.content.text) for m in point.members if m.label]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "会前走访重在听民意，会中审议重在讲实话。",
            [("会前走访", "听民意"), ("会中审议", "讲实话")],
        ),
        (
            "代表发言的分量来自调研，发言的胆气来自担当。",
            [("代表发言的分量", "调研"), ("发言的胆气", "担当")],
        ),
        (
            "要做到：不图虚名，扎实走访选民；不怕麻烦，耐心答复群众；不谋私利，公正履行职务。",
            [
                ("不图虚名", "扎实走访选民"),
                ("不怕麻烦", "耐心答复群众"),
                ("不谋私利", "公正履行职务"),
            ],
        ),
        (
            "要把代表培训纳入年度计划，把代表活动纳入财政预算，把代表履职纳入考核内容。",
            [("代表培训", "年度计划"), ("代表活动", "财政预算"), ("代表履职", "考核内容")],
        ),
        ("履职要听民声、解民忧、聚民心。", [("听", "民声"), ("解", "民忧"), ("聚", "民心")]),
    ],
)
def test_a_couplet_knows_each_thing_and_what_is_said_of_it(
    text: str, expected: list[tuple[str, str]], points: Points
) -> None:
    assert expected in [pairs(point) for point in points(text, Pattern.COUPLET)]


@pytest.mark.parametrize(
    "text",
    [
        "我们重在参与，大家重在提高。",
        "要看报告是否真实，要看建议是否可行，要看措施是否得力。",
        "代表的价值不在于说了多少，代表的分量不在于头衔多响。",
        "选民靠代表，代表靠选民代表，议案靠选民。",
        "人大代表履职工作，服务选民群众，推动经济发展。",
    ],
)
def test_what_leans_on_others_or_repeats_itself_is_no_couplet(text: str, points: Points) -> None:
    assert points(text, Pattern.COUPLET) == []


def test_pairs_on_lines_of_their_own_make_one_couplet(points: Points) -> None:
    document = speech(
        "代表小组推行三步法：",
        "收单——选民在联络站提出诉求；",
        "办单——主席团交有关部门办理；",
        "回单——代表向选民说明结果。",
    )

    [found] = points(document, Pattern.COUPLET)

    assert [label for label, _ in pairs(found)] == ["收单", "办单", "回单"]


@pytest.mark.parametrize(
    ("text", "subject", "said", "denied"),
    [
        (
            "上下级人大是指导和联系的关系，不是领导关系。",
            "上下级人大",
            ["指导和联系的关系"],
            ["领导关系"],
        ),
        (
            "联络站不是收发室，也不是信访局，而是联系群众的平台。",
            "联络站",
            ["联系群众的平台"],
            ["收发室", "信访局"],
        ),
        ("代表不是荣誉，不是待遇，更不是身份。", "代表", [], ["荣誉", "待遇", "身份"]),
        ("代表的分量不在于头衔，而在于办了多少实事。", "代表的分量", ["办了多少实事"], ["头衔"]),
    ],
)
def test_a_contrast_knows_what_is_said_and_what_is_denied(
    text: str, subject: str, said: list[str], denied: list[str], points: Points
) -> None:
    [found] = points(text, Pattern.CONTRAST)

    assert found.topic == subject
    assert [slot.text for slot in found.slots] == said
    assert [member.content.text for member in found.members] == denied


@pytest.mark.parametrize(
    "text",
    ["他不是不想来，而是来不了。", "是不是代表，要看选民。", "提建议不是为了出名。"],
)
def test_a_turn_of_speech_is_no_contrast(text: str, points: Points) -> None:
    assert points(text, Pattern.CONTRAST) == []


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("代表十人以上联名，可以提出议案。", ["十人"]),
        ("代表小组每年活动不少于四次。", ["四次"]),
        ("承办单位应当在三个月内答复代表。", ["三个月"]),
        ("每名代表每季度参加一次小组活动。", ["每季度"]),
        ("会议须有三分之二以上的代表出席，始得举行。", ["三分之二"]),
        ("主席团在2个工作日内转交有关部门。", ["2个工作日"]),
    ],
)
def test_a_number_that_a_rule_turns_on_is_a_figure(
    text: str, figures: list[str], points: Points
) -> None:
    found = [p for p in points(text, Pattern.FIGURE) if p.confidence == 1.0]

    assert [point.slots[0].text for point in found] == figures


@pytest.mark.parametrize(
    "text",
    [
        "去年全镇代表提出建议42件，办结率达到95%。",
        "截至目前，全县代表走访选民1200人次。",
        "要普及九年义务教育，抓好五年规划。",
        "第三次会议应当按期召开。",
        "这里说的不是到会代表的三分之二。",
    ],
)
def test_what_was_counted_or_belongs_to_a_term_is_no_figure(text: str, points: Points) -> None:
    assert points(text, Pattern.FIGURE) == []


def test_laws_have_their_own_numbers(points: Points) -> None:
    document = statute("第六条　代表十人以上联名，可以提出议案。")

    assert points(document, Pattern.FIGURE) == []
    assert points(document, Pattern.KEYWORD) == []


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("选举一律采用无记名投票的方式。", ["无记名投票"]),
        ("会议日期由本级人大主席团决定。", ["主席团"]),
        ("执行机关应当立即报告乡镇人大。", ["立即报告"]),
    ],
)
def test_a_term_of_procedure_in_a_rule_is_a_keyword(
    text: str, terms: list[str], points: Points
) -> None:
    assert [p.slots[0].text for p in points(text, Pattern.KEYWORD)] == terms


@pytest.mark.parametrize(
    "text", ["主席团在主席台就座。", "大会选举了主席团和秘书长。", "主席团会议由主席召集。"]
)
def test_a_term_that_decides_nothing_is_no_keyword(text: str, points: Points) -> None:
    assert points(text, Pattern.KEYWORD) == []


def test_a_number_of_joint_signatures_is_a_right(points: Points) -> None:
    [found] = points("五人以上联名，可以临时召集会议。", Pattern.FIGURE)

    assert found.kind is Kind.RIGHT


def test_a_heading_that_counts_its_points_closes_them(points: Points) -> None:
    document = speech(
        "一、过好“三关”",
        "（一）过好学习关。要认真学习代表法。",
        "（二）过好调研关。要深入选区调研。",
        "（三）过好发言关。要围绕议题发言。",
        "二、当好代表",
        "（一）始终讲政治。要站稳立场。",
        "（二）严格守纪律。要遵守会议纪律。",
        "（三）努力办实事。要回应选民关切。",
    )

    assert [point.is_closed for point in points(document, Pattern.POINTS)] == [True, False]


def test_a_row_counted_in_one_sentence_knows_its_members(points: Points) -> None:
    [found] = points(
        "代表在大会期间的职责有三项：一是审议议案和报告；二是参加选举，认真投票；三是提出建议。",
        Pattern.ORDINALS,
    )

    assert [slot.text for slot in found.slots] == ["审议议案和报告", "参加选举", "提出建议"]


@pytest.mark.parametrize(
    "text",
    [
        "代表职责有三项：审议议案；参加选举；提出建议。",
        "代表职责有三项：二是审议议案；三是参加选举；四是提出建议。",
        "代表职责有两项：一是审议议案；二是参加选举。",
    ],
)
def test_a_row_without_its_numbers_or_too_short_is_none(text: str, points: Points) -> None:
    assert points(text, Pattern.ORDINALS) == []


def test_labels_that_count_themselves_lose_their_numbers(points: Points) -> None:
    [found] = points(
        "审议要做到“三看”：一看材料，对照上年报告核对数字；二看现场，到工地田头走一走；三看民意，到联络站听选民说。",
        Pattern.LABELLED,
    )

    assert [m.label.text for m in found.members if m.label] == ["看材料", "看现场", "看民意"]
