"""Choices of the term that a statute explains."""

from __future__ import annotations

from question_bank.pipeline import Resources, generate
from question_bank.questions import ItemType
from tests.question_bank.conftest import statute

TERMS = (
    "第九十条　本法下列用语的含义是：",
    "（一）贮存，是指将废弃的物品临时置于特定设施或者场所中的活动。",
    "（二）处置，是指将废弃的物品焚烧、填埋，使其不再危害环境的活动。",
    "（三）利用，是指从废弃的物品中提取物质作为原材料或者燃料的活动。",
    "（四）收运单位，是指按照约定上门收取并运送废弃物品的企业和机构。",
)


def test_a_term_is_asked_among_terms_of_its_sort(resources: Resources) -> None:
    made = generate(statute("\n".join(TERMS)), resources=resources)
    found = [q.item for q in made.published if q.item.form == "definition"]

    assert {item.keys for item in found} == {("贮存",), ("处置",), ("利用",)}
    assert all("收运单位" not in item.distractors for item in found)
    assert all(item.type is ItemType.SINGLE for item in found)


def test_a_term_that_its_own_explanation_shows_is_not_published(resources: Resources) -> None:
    article = "第二条　本法所称海上运输，是指海上货物运输和海上旅客运输，包括江海之间的直达运输。"
    made = generate(statute(article), resources=resources)

    assert not [q for q in made.published if q.item.form == "definition"]


def test_the_object_of_a_verb_is_no_second_thing_beside_it(resources: Resources) -> None:
    made = generate(
        statute("第六条　代表应当模范地遵守宪法和法律，并且保守国家秘密。"), resources=resources
    )
    accepted = {text for q in made.published for b in q.item.blanks for text in b.accepted}

    assert "法律和遵守宪法" not in accepted


def test_a_term_is_not_asked_among_things_of_another_sort(resources: Resources) -> None:
    terms = (
        "第九十条　本法下列用语的含义是：",
        "（一）组团社，是指与游客订立包价合同的旅行社。",
        "（二）游览区，是指供人参观休闲、有明确管理界限的场所。",
        "（三）淡季，是指客流明显少于平常月份的期间。",
    )
    made = generate(statute("\n".join(terms)), resources=resources)

    assert not [q for q in made.published if q.item.form == "definition"]


def test_a_term_is_not_asked_where_one_of_its_characters_tells_it(resources: Resources) -> None:
    terms = (
        "第九十条　本法下列用语的含义是：",
        "（一）辐射废物，是指污染严重而预期不再使用的废弃物品。",
        "（二）密封源，是指永久密封在容器中的材料。",
        "（三）射线装置，是指接通电源后能产生电离辐射的设备。",
        "（四）防护用具，是指供人穿戴以减少照射的用品和器材。",
    )
    made = generate(statute("\n".join(terms)), resources=resources)

    assert ("辐射废物",) not in {q.item.keys for q in made.published}
