"""Where lists begin and end: golden cases, written for the traps."""

from __future__ import annotations

import pytest

from question_bank.documents import mask
from question_bank.keypoints.clauses import Clause
from question_bank.keypoints.parallels import find_parallel
from question_bank.pipeline import Resources


def members(text: str, resources: Resources) -> list[str]:
    clause = Clause(text, mask(text), 0, "。")
    found = find_parallel(clause, resources.segmenter)
    return [text[a:b] for a, b in found.members] if found else []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("人大代表享有审议权、表决权、质询权等权利", ["审议权", "表决权", "质询权"]),
        ("提出具有全局性、前瞻性和可行性的议案", ["全局性", "前瞻性", "可行性"]),
        ("它具有广泛的代表性、民主性和权威性", ["代表性", "民主性", "权威性"]),
        (
            "代表的义务包括模范地遵守宪法和法律、保守国家秘密等",
            ["模范地遵守宪法和法律", "保守国家秘密"],
        ),
        ("通过视察、调研、听取工作报告等方式", ["视察", "调研", "听取工作报告"]),
        ("道德素质要求代表遵守社会公德、职业道德和家庭美德", ["社会公德", "职业道德", "家庭美德"]),
        ("做到恪尽职守、廉洁自律、甘于奉献", ["恪尽职守", "廉洁自律", "甘于奉献"]),
        ("代表的构成具有广泛性和代表性", ["广泛性", "代表性"]),
    ],
)
def test_cuts_a_list_at_its_own_ends(text: str, expected: list[str], resources: Resources) -> None:
    assert members(text, resources) == expected


@pytest.mark.parametrize(
    "text",
    [
        "学习《关于进一步全面深化改革、推进中国式现代化的决定》",
        "坚持“严真细实、久久为功”的作风",
        "代表应当密切联系群众",
        "开展视察活动、等权利",
    ],
)
def test_sees_no_list_inside_marks_or_without_members(text: str, resources: Resources) -> None:
    assert members(text, resources) == []


@pytest.mark.parametrize(
    ("text", "count"), [("抓住学习、调研、建言三个环节", 3), ("抓住学习、调研四个环节", -1)]
)
def test_a_count_confirms_or_contradicts_a_list(
    text: str, count: int, resources: Resources
) -> None:
    found = find_parallel(Clause(text, mask(text), 0, "。"), resources.segmenter)

    assert found is not None
    assert found.count == count
