"""Rules that keep a trainer's trust in what a talk is asked for, each from both sides."""

from __future__ import annotations

import pytest

from question_bank.keypoints import Kind, Pattern
from question_bank.pipeline import Resources, generate
from question_bank.questions import Question
from tests.question_bank.conftest import Bank, Points, speech


def kept(bank: Bank, text: str, form: str) -> list[Question]:
    """Return what is published or waiting, by type and form."""
    generation = bank(text)
    every = (*generation.published, *generation.to_review)
    return [q for q in every if f"{q.item.type}/{q.item.form}" == form]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (
            "看材料要看三遍：一遍看数，查对得上对不上；二遍看差，查比去年多与少；三遍看人，查由谁来负责。",
            ["看数", "看差", "看人"],
        ),
        (
            "代表检查要三看：一看材料，查台账齐不齐；二看现场，查事情真不真；三看群众，查大家认不认。",
            ["看材料", "看现场", "看群众"],
        ),
    ],
)
def test_an_ordinal_leaves_a_name_whole_or_stays_with_it(
    text: str, labels: list[str], points: Points
) -> None:
    [found] = points(text, Pattern.LABELLED)

    assert [member.label.text for member in found.members if member.label] == labels


def test_a_list_that_the_text_counts_is_asked_under_its_head(bank: Bank) -> None:
    text = "代表联系选民有四种办法：进站接待、上门走访、电话回访、年底述职。"

    [cloze] = kept(bank, text, "cloze/list")

    assert "代表联系选民有四种办法：" in cloze.item.stem
    assert len(cloze.item.blanks) == 1


def test_a_list_of_another_length_than_its_count_is_not_a_counted_one(points: Points) -> None:
    assert points("代表联系选民有四种办法：进站接待、上门走访、电话回访。", Pattern.COUNTED) == []


def test_members_lose_the_numbers_that_count_them(points: Points) -> None:
    [found] = points("写建议要走四步：一走访，二求证，三商量，四落笔。", Pattern.COUNTED)

    assert [slot.text for slot in found.slots] == ["走访", "求证", "商量", "落笔"]


def test_each_limit_of_a_row_binds_whom_the_sentence_names(bank: Bank) -> None:
    text = "代表有几条不能碰：不得利用职务干涉案件，不得插手工程招标投标，也不得借名义拉拢生意。"

    stems = [q.item.stem for q in kept(bank, text, "true_false/statement")]

    assert any(stem.endswith("代表不得插手工程招标投标。") for stem in stems)


def test_two_prohibitions_are_no_row(points: Points) -> None:
    assert points("代表不得干涉案件，不得插手工程招标投标。", Pattern.LIMIT) == []


def test_a_motto_is_quoted_so_that_its_words_need_nothing_else(bank: Bank) -> None:
    [cloze] = kept(bank, "人民选我当代表，我当代表为人民。", "cloze/motto")

    assert cloze.item.stem.endswith("”。")
    assert cloze.item.keys[0] in "我当代表为人民"


def test_clauses_of_one_length_that_echo_nothing_are_no_motto(points: Points) -> None:
    assert points("会议讨论了报告，代表走访过村庄。", Pattern.MOTTO) == []


def test_who_does_what_is_a_couplet(points: Points) -> None:
    [found] = points(
        "党政主要负责人定期约访群众，镇干部即时接访群众，村干部上门走访群众。", Pattern.COUPLET
    )

    assert [m.label.text for m in found.members if m.label] == [
        "党政主要负责人",
        "镇干部",
        "村干部",
    ]


def test_the_order_of_a_row_of_equals_is_not_asked(bank: Bank) -> None:
    text = "代表履职要自觉接受法律监督、接受群众监督、接受舆论监督。"

    for cloze in kept(bank, text, "cloze/slot"):
        assert cloze.item.unordered or len(cloze.item.blanks) == 1


def test_one_shared_character_is_not_cut_off_a_word(bank: Bank) -> None:
    text = "凡是重大事项、重要会议、重要人事，人大党组都要向党委请示报告。"

    keys = [key for q in kept(bank, text, "cloze/list") for key in q.item.keys]

    assert "要会议" not in keys


def test_a_lead_of_news_is_left_out_of_the_stem(bank: Bank) -> None:
    text = "市长林建国5日在政府工作报告中指出，各级政府要依法接受人大监督，自觉接受群众监督。"

    stems = [q.item.stem for q in (*bank(text).published, *bank(text).to_review)]

    assert stems
    assert not any("林建国" in stem or "5日" in stem for stem in stems)


def test_a_meeting_that_decides_is_no_lead_of_news(bank: Bank) -> None:
    text = "代表法明确规定，代表在人民代表大会各种会议上的发言和表决，不受法律追究。"

    assert any("代表法明确规定" in q.item.stem for q in bank(text).published)


def test_what_a_speaker_adds_is_left_out_of_the_stem(bank: Bank) -> None:
    text = "乡镇政府领导人员不得担任人大主席团成员，这是省里的规定，不算严吧？"

    stems = [q.item.stem for q in (*bank(text).published, *bank(text).to_review)]

    assert stems
    assert not any("不算严" in stem for stem in stems)


def test_a_clause_that_lost_its_main_one_is_not_published(bank: Bank) -> None:
    published = bank("要是照着这样写，代表的话就不值钱了，群众也不会再相信代表。").published

    assert published == ()


def test_a_word_that_says_how_is_not_typed(bank: Bank) -> None:
    text = "执法检查时，代表看到问题要当场讲出来，不能等到写报告时再讲。"

    assert kept(bank, text, "cloze/keyword") == []


def test_a_joint_motion_without_its_congress_waits(bank: Bank) -> None:
    published = bank(
        "会议期间，十名以上的代表联名就可以依法提出议案，平时的建议一个人提。"
    ).published

    assert [q for q in published if q.item.form == "statement"] == []


def test_quorum_is_what_the_system_is(points: Points) -> None:
    [found] = points("候选人应当获得全体代表过半数的选票，始得当选。", Pattern.NORM)

    assert found.kind is Kind.SYSTEM


def test_layers_of_a_talk_are_named_in_stems(resources: Resources) -> None:
    document = speech(
        "第一层，人大要弄明白",
        "人大代表应当密切联系群众，不得利用代表职务干涉具体案件。",
        "第二层，代表要讲规矩",
        "代表在人民代表大会各种会议上的发言和表决，不受法律追究。",
    )

    generation = generate(document, resources=resources)

    stems = [q.item.stem for q in (*generation.published, *generation.to_review)]
    assert any(stem.startswith("讲话第二层") for stem in stems)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("道德素质要求代表们遵守社会公德、职业道德和家庭美德，树立良好的形象。", "家庭美"),
        ("人民代表大会制度具有代表性、民主性、权威性和高效性，能够集中力量。", "权威性"),
    ],
)
def test_a_blank_leaves_a_suffix_in_the_stem_and_cuts_no_word(
    text: str, cut: str, bank: Bank
) -> None:
    clozes = kept(bank, text, "cloze/list")

    assert clozes
    assert all(cut not in question.item.keys for question in clozes)
