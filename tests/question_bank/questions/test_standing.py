"""What a talk says is published only where a reader who has not heard it can answer."""

from __future__ import annotations

import pytest

from question_bank.questions import Question
from tests.question_bank.conftest import Bank


def published(bank: Bank, text: str, *forms: str) -> list[Question]:
    """Return what is published of *text* in *forms*, or in any."""
    found = bank(text).published
    return [q for q in found if not forms or f"{q.item.type}/{q.item.form}" in forms]


@pytest.mark.parametrize(
    "text",
    [
        "修改后，在会议举行的十日前送交常委会。",
        "对象是由人大产生的国家机关，习惯上称“一府一委两院”。",
        "第127条监察委员会依照法律规定独立行使监察权，不受行政机关、社会团体和个人的干涉。",
        "法院性质：审判机关。",
        "两类监督各有侧重、互相配合，人大代表不能用一类监督代替另一类监督。",
        "请注意：五人、三人说的是常委会组成人员，十人说的是代表，不要混。",
        "可以应邀列席常委会会议、参加执法检查、视察和专题调研，可以通过代表联络站收集意见。",
        "自交办之日起三个月内答复代表，由承办单位负责。",
        "需要部门办理的，三日内通过人大代表工作平台转交。",
        "另一位主动提出辞职——县级的人民代表大会代表可以向本级人民代表大会常务委员会书面提出辞职。",
        "免得有新代表不清楚，就是群众提、代表定、政府办、人大评。",
        "上届五年，代表联络站共收到意见2316条，办结2174条。",
        "一本信用账，由县人大常委会每年向有关部门核查一次。",
        "（5）修改宪法。全国人民代表大会常务委员会或者五分之一以上的全国人民代表大会代表提议，并由全国人民代表大会以全体代表的三分之二以上的多数通过。",
    ],
)
def test_words_without_what_they_are_about_wait(text: str, bank: Bank) -> None:
    assert published(bank, text) == []


def test_the_name_of_the_electoral_law_is_no_act_without_a_subject(bank: Bank) -> None:
    text = "选举法规定，选区全体选民的过半数参加投票，选举有效。"

    assert published(bank, text, "cloze/figure", "single/figure", "true_false/figure") != []


def test_a_joint_motion_names_what_is_moved(bank: Bank) -> None:
    cut = "县级人大常委会组成人员三人以上联名。"
    whole = "县级人大常委会组成人员三人以上联名，可以向常委会提出对本级人民政府的质询案。"
    forms = ("cloze/figure", "single/figure", "true_false/figure")

    assert published(bank, cut, *forms) == []
    assert published(bank, whole, *forms) != []


@pytest.mark.parametrize(
    "text",
    [
        "乡镇人代会一般每年举行两次，第一次放在年初，第二次放在七八月。",
        "候选人得票超过全体代表的过半数才能当选，注意是全体代表的半数，不是到会代表的半数。",
        "满意度测评不满意票超过三分之一的，责令限期整改，半年后重新报告。",
    ],
)
def test_a_number_that_its_own_sentence_tells_or_nobody_is_bound_by_waits(
    text: str, bank: Bank
) -> None:
    assert published(bank, text, "cloze/figure", "single/figure") == []


def test_wrong_shares_of_a_majority_are_majorities(bank: Bank) -> None:
    generation = bank("代表大会有三分之二以上的代表出席才能举行。")
    every = (*generation.published, *generation.to_review)

    offered = {o.text for q in every for o in q.item.options}
    told = {q.item.stem for q in every if q.item.form == "figure" and q.item.truth is False}

    assert not offered & {"十分之一", "五分之一", "四分之一", "三分之一"}
    assert not any("三分之一" in stem for stem in told)


def test_a_motion_that_the_same_deputies_may_make_is_no_wrong_answer(bank: Bank) -> None:
    text = "人民代表大会会议期间，地方各级人大代表十人以上联名可以书面提出对本级人民政府的质询案。"

    [cloze] = published(bank, text, "cloze/keyword")

    assert not {"议案", "询问"} & set(cloze.item.word_bank)
    assert published(bank, text.replace("对本级人民政府的", ""), "cloze/keyword") == []


def test_a_report_made_at_once_is_made_afterwards_as_well(bank: Bank) -> None:
    text = "乡镇人大代表如果被逮捕、受刑事审判，执行机关应当立即报告乡镇人民代表大会。"
    generation = bank(text)
    every = (*generation.published, *generation.to_review)

    assert not any("事后报告" in q.item.stem for q in every)
    assert not [q for q in every if q.item.form == "term" and "执行机关" in q.item.keys]


def test_a_protected_phrase_has_one_wording(bank: Bank) -> None:
    generation = bank("人大代表要增强政治自觉，坚决做到“两个维护”，忠实履行代表职责。")

    every = (*generation.published, *generation.to_review)

    assert not any("践行" in b.accepted for q in every for b in q.item.blanks)


def test_a_heading_leaves_its_number_behind(bank: Bank) -> None:
    generation = bank("6.着力发展全过程人民民主。")

    every = (*generation.published, *generation.to_review)

    assert every
    assert not any("6." in q.item.stem for q in every)


def test_a_label_that_its_own_content_names_waits(bank: Bank) -> None:
    text = "代表审议报告要看三遍：一遍看账，看数字对不对得上；二遍看差，看跟去年说的差多少；三遍看人，看这件事到底归谁管。"

    choices = published(bank, text, "single/label")

    assert {o.text for q in choices for o in q.item.options if o.correct} <= {"看账", "看人"}
    assert choices


def test_a_member_that_many_words_would_do_for_waits(bank: Bank) -> None:
    text = (
        "凡是重大事项、重要会议、重要人事安排，人大党组要先向县委请示报告，县委定了再走法定程序。"
    )

    assert published(bank, text, "cloze/list") == []


def test_a_true_statement_does_not_carry_its_label_in_its_words(bank: Bank) -> None:
    text = "代表审议报告要看三遍：一遍看账，看数字对不对得上；二遍看差，看跟去年说的差多少；三遍看人，看这件事到底归谁管。"

    stems = [q.item.stem for q in published(bank, text, "true_false/swap") if q.item.truth]

    assert not any("差多少" in stem for stem in stems)


def test_a_lone_blank_has_no_order_to_set_aside(bank: Bank) -> None:
    generation = bank("代表视察时，可以向被视察单位提出建议、批评和意见，但不直接处理问题。")

    every = (*generation.published, *generation.to_review)

    assert not any(q.item.unordered for q in every if len(q.item.blanks) == 1)


@pytest.mark.parametrize(
    "sentence",
    [
        "代表提意见，要敢讲真话、善讲实话、不讲空话，区委支持你们讲。",
        "要坚持办前联系、办中沟通、办后回访，未经与代表沟通，不得形成正式答复。",
        "在常务委员会举行会议的十日前送交常务委员会。",
        "县里把它概括为“群众提、代表定、政府办、人大评”。",
        "常委会委员不能一个人跑到法院去“过问”一个案子。",
    ],
)
def test_what_speaks_to_a_hall_or_shows_its_key_later_on_waits(sentence: str, bank: Bank) -> None:
    found = published(bank, sentence)

    assert [question.item.stem for question in found if question.item.truth is None] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "会议举行：三分之二以上代表出席，始得举行。",
        "听取专项工作报告前，人大工委要开展不少于两次的专题调研，组织代表参加。",
    ],
)
def test_a_number_whose_rule_names_its_matter_is_published(sentence: str, bank: Bank) -> None:
    assert [question for question in published(bank, sentence) if question.item.form == "figure"]


def test_a_row_is_published_without_what_is_said_to_the_hall_around_it(bank: Bank) -> None:
    sentence = "今年三月的人代会上我们要搞，民生实事项目人大代表票决制，就是群众提、代表定、政府办、人大评，咱们候选项目十二个，老张去数一数。"

    [cloze] = published(bank, sentence)

    assert cloze.item.stem.endswith("就是____提、代表定、____办、人大评。")


def test_what_a_speaker_says_of_himself_is_no_part_of_a_stem(bank: Bank) -> None:
    sentence = "回来以后，我把代表法看了三遍，才知道有一条写着：代表在人民代表大会各种会议上的发言和表决，不受法律追究。"

    found = published(bank, sentence)

    assert found
    assert not [question for question in found if "我" in question.item.stem]


def test_marks_around_what_is_tapped_stay_in_the_stem(bank: Bank) -> None:
    sentence = "代表的位置要摆正：对上是“腿”，把部署跑下去；对下是“桥”，把声音接上来；对街道是“镜”，把问题照出来。"

    found = [q for q in bank(sentence).to_review if q.item.form == "couplet"]
    found += [q for q in bank(sentence).published if q.item.form == "couplet"]

    assert found
    assert not any("“" in key for q in found for key in q.item.keys)


def test_a_word_that_the_text_uses_without_marks_is_no_term(bank: Bank) -> None:
    quoted = "“四个机关”的建设，不只是常委会的事，每一位代表都是建设者、参与者、推动者。"
    free = "四个机关是定位。四个机关是要求。建设四个机关要靠大家。"

    assert published(bank, quoted, "cloze/term") != []
    assert published(bank, free + quoted, "cloze/term") == []
