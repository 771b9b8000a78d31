"""What the words of a talk take for granted is found, and supplied by words before them."""

from __future__ import annotations

import pytest

from question_bank.pipeline import Resources, generate
from question_bank.questions.alone import body_of, is_of_the_course, lack_of
from tests.question_bank.conftest import Bank, speech


@pytest.mark.parametrize(
    ("said", "form", "lack"),
    [
        ("常委会认为必要，或者经过五分之一以上代表提议，可以临时召集。", "figure", "召集"),
        ("省级人大代表三十人以上书面联名，可以提出有关候选人。", "figure", "有关候选人"),
        ("乡镇代表按第三十七条，组成代表小组，分工联系选民。", "statement", "第三十七条"),
        ("下去听了问题，可以提建议、批评和意见，但不直接处理问题。", "slot", "下去听了问题"),
        ("权力机关、常设机关、执行机关，三个“机关”三个位置。", "term", "权力机关"),
        ("一个代表说了不算，过半数才算。", "figure", "说了不算"),
        ("常委会委员应比应选人数多十分之一至五分之一。", "figure", "应选人数"),
        ("还有一条底线：不得利用执行代表职务牟取个人利益。", "slot", "还有一条底线"),
        ("会议有三分之二以上的代表出席，始得举行。", "figure", "会议"),
        ("办理情况要向人大报告，报告应当公开。", "statement", "办理情况"),
        ("有关机关应当听取意见，并自交办之日起三个月内答复。", "figure", "交办之日"),
        ("一本述职账，任期内向原选区选民至少报告两次。", "figure", "任期内"),
        ("公开听证、案件评查，每年邀请代表不少于120人次。", "statement", "每年邀请"),
        ("代表认为必要，五分之一以上提议，还可以临时召集会议。", "figure", "还可以"),
        ("代表要审得深，就得把功夫下在这三十天里。", "statement", "三十天"),
        ("群众提、代表定、政府办、人大评，十二个字，次序不能乱。", "slot", "群众提"),
        ("督要督到根子上，不直接处理问题。", "slot", "督要督"),
        ("检查方式，2024年修改后写得更细：座谈会、实地检查等形式。", "slot", "2024年修改"),
        ("提议临时召集会议，五分之一以上代表提议。", "figure", "临时召集会议"),
        ("对报告里的意见，有关机关应当及时向代表反馈。", "statement", "报告"),
        ("记录代表履职情况，并公示代表基本信息。", "slot", "记录"),
        ("法律写着应当安排好本人的生产和工作，优先执行代表职务。", "slot", "应当"),
    ],
)
def test_the_word_that_hangs_in_the_air_is_named(said: str, form: str, lack: str) -> None:
    assert lack_of(said, form) == lack


@pytest.mark.parametrize(
    ("said", "form"),
    [
        ("经过五分之一以上代表提议，可以临时召集本级人民代表大会会议。", "figure"),
        ("常务委员会组成人员的候选人数应比应选人数多十分之一至五分之一。", "figure"),
        ("代表法第三十七条规定，乡镇代表分工联系选民。", "statement"),
        ("专项工作报告应当送交有关专门委员会征求意见。", "figure"),
        ("代表的义务里第一条就是模范地遵守宪法和法律。", "slot"),
        ("地方各级人大代表是地方各级国家权力机关组成人员。", "term"),
        ("地方各级人大进行选举和通过决议，以全体代表的过半数通过。", "figure"),
        ("代表建议应当自交办之日起三个月内答复。", "figure"),
        ("乡镇人大主席团可以组织代表视察，每年听取一次汇报。", "statement"),
        ("有询问、质询、视察三条渠道，这三条渠道都要用好。", "statement"),
    ],
)
def test_a_sentence_that_stands_alone_lacks_nothing(said: str, form: str) -> None:
    assert lack_of(said, form) == ""


@pytest.mark.parametrize(
    "stem",
    [
        "讲话第二部分指出，代表应当联系群众。",
        "讲话第三部分“代表以什么而成——品格是基，贵在坚持”中提出，代表应当联系群众。",
        "讲话第三部分谈到“区委要给人大当后盾、给代表当后勤”时指出，代表应当联系群众。",
    ],
)
def test_the_words_of_a_stem_begin_after_its_place(stem: str) -> None:
    assert body_of(stem) == "代表应当联系群众。"


def test_the_discipline_of_a_course_is_no_matter_of_the_office() -> None:
    assert is_of_the_course("身子沉下来，手机关机不串门")
    assert is_of_the_course("每月评选“履职之星”10名")
    assert is_of_the_course("有三分之一的学员是届中补选的新代表")
    assert not is_of_the_course("代表因故不能出席会议的，应当书面请假")


CADRES = "区委要给人大当后盾、给代表当后勤。三句话，说到做到。"


def test_a_member_of_a_row_is_told_under_the_sentence_that_says_whose_it_is(bank: Bank) -> None:
    made = bank(
        CADRES + "第一句，支持人大依法行使监督权，每年至少听取两次区人大常委会党组工作汇报。"
    )

    [item] = [q.item for q in made.published if q.item.form == "figure"]

    assert "谈到“区委要给人大当后盾、给代表当后勤”时指出，支持人大" in item.stem


def test_what_no_sentence_before_supplies_waits_with_the_word_that_is_lost(bank: Bank) -> None:
    made = bank("主席团认为必要，或者经过五分之一以上代表提议，可以临时召集。")

    found = [f for q in made.to_review for f in q.findings if f.name == "stem.lost"]

    assert not [q for q in made.published if q.item.form in {"figure", "keyword"}]
    assert ("word", "召集") in found[0].parameters


def test_labels_of_the_discipline_of_a_course_wait(bank: Bank) -> None:
    text = "代表参加学习要做到“三个沉下来”：身子沉下来，手机关机不串门；心思沉下来，带着问题听报告；作风沉下来，不相互宴请代表。"

    assert not [q for q in bank(text).published if q.item.form in {"label", "labels", "swap"}]


def test_who_may_not_use_a_deputys_office_is_a_deputy(bank: Bank) -> None:
    text = "还有一条底线：不得利用执行代表职务干预具体执法、司法案件，插手招标投标等经济活动或者变相从事商业活动牟取个人利益。"

    stems = [q.item.stem for q in bank(text).published]

    assert any("要求，代表不得利用执行代表职务" in stem for stem in stems)


def test_the_end_of_a_range_bounds_the_wrong_answers_to_its_beginning(bank: Bank) -> None:
    text = "常务委员会组成人员的候选人数应比应选人数多十分之一至五分之一。"
    made = bank(text)

    shown = [
        each
        for q in (*made.published, *made.to_review)
        if "十分之一" in q.item.keys
        for each in (*q.item.distractors, *(m.text for b in q.item.blanks for m in b.near_misses))
    ]

    assert not {"四分之一", "三分之一", "二分之一"} & set(shown)


def test_meeting_time_is_no_opposite_where_the_meeting_is_named_already(bank: Bank) -> None:
    made = bank("代表建议既可以在大会期间提出，也可以在闭会期间提出。")

    assert not [q for q in made.published if "也可以在会议期间" in q.item.stem]


def test_what_something_is_not_is_no_choice_among_what_it_is_not_either(bank: Bank) -> None:
    made = bank("街道人大工委是县级人大常委会的派出机构，不是一级国家权力机关。")

    assert not [q for q in made.published if "不是一级（" in q.item.stem]


def test_the_unit_of_a_number_does_not_tell_it(bank: Bank) -> None:
    text = "代表建议交办之日起三个月内答复，涉及面广、处理难度大的六个月内答复。"

    assert [q for q in bank(text).published if "三个月" in q.item.keys]


STEPS = (
    "一、写好代表建议：三步写法",
    "第一步，立题。一事一议，一件建议只说一件事。",
    "第二步，摆情况。时间、地点、数量写清楚。",
    "第三步，提办法。办法要具体、可行、合法。",
    "二、办好代表建议",
    "承办单位应当与代表联系沟通，充分听取代表的意见。",
)


def test_steps_that_a_heading_counts_are_asked_in_their_order(resources: Resources) -> None:
    made = generate(speech(*STEPS), resources=resources)

    assert [q for q in made.published if q.item.form == "points"]


def test_a_question_states_nothing(bank: Bank) -> None:
    made = bank("问：我国的根本政治制度是什么？答：是人民代表大会制度。")

    assert not [q for q in made.published if "是什么" in q.item.stem]


def test_what_nobody_takes_for_its_contrary_does_not_change_places_with_it(bank: Bank) -> None:
    made = bank("代表证是拿来履职的，不是拿来办私事的。")

    assert not [q for q in made.published if "办私事的，不是拿来履职的" in q.item.stem]


def test_words_about_words_are_no_rule(bank: Bank) -> None:
    made = bank("代表参加视察时，但不直接处理问题，这六个字，不，七个字，要背下来。")

    assert not [q for q in made.published if "背下来" in q.item.stem]


def test_permission_of_two_bodies_is_not_confused_by_one_word(bank: Bank) -> None:
    text = "县级以上的代表，非经本级人大主席团许可，在闭会期间非经本级人大常委会许可，不受逮捕或者刑事审判。"

    assert not [q for q in bank(text).published if "在会议期间" in q.item.stem]


def test_electors_recommend_candidates_alike_at_both_levels(bank: Bank) -> None:
    made = bank("选民十人以上联名，可以推荐代表候选人。")

    assert [q for q in made.published if q.item.form == "figure"]


def test_headings_that_tell_what_was_done_are_no_row(resources: Resources) -> None:
    done = (
        "一、上半年工作",
        "（一）联络站用起来了。街道人大工委新建代表联络站三个。",
        "（二）监督实起来了。街道人大工委组织代表视察两次。",
        "（三）代表活起来了。街道人大工委举办代表培训两期。",
        "二、下半年打算",
        "街道人大工委应当为代表提供学习资料。",
    )
    made = generate(speech(*done), resources=resources)

    assert not [q for q in made.published if q.item.form == "points"]


def test_a_list_has_as_many_members_as_its_name_counts(bank: Bank) -> None:
    made = bank(
        "代表提建议要做到“三问三看”：问群众需求、问部门难处、问专家意见，看现场、看台账、看效果。"
    )

    shown = [q.item.stem for q in made.published if "三问三看" in q.item.stem]

    assert all("看" in stem.partition("：")[2] for stem in shown)


def test_the_years_of_a_round_tell_the_share_of_each(bank: Bank) -> None:
    made = bank("每名代表任期内都要述职，每年安排三分之一的代表述职，三年轮一遍。")

    assert not [q for q in made.published if "三分之一" in q.item.keys]


def test_what_is_approved_is_told_by_the_sentence_before(bank: Bank) -> None:
    text = "设区的市的地方性法规须报省人大常委会批准后施行。省人大常委会应当在四个月内予以批准。"

    [item] = [q.item for q in bank(text).published if q.item.form == "figure"]

    assert "谈到“设区的市的地方性法规须报" in item.stem


@pytest.mark.parametrize(
    ("before", "text", "told"),
    [
        (
            "代表的建议件件都要有着落。",
            "有关机关、组织应当听取意见，并自交办之日起三个月内答复。",
            "谈到代表建议的办理时指出，有关机关",
        ),
        (
            "乡镇人民代表大会会议一般每年举行两次。",
            "会议有三分之二以上的代表出席，始得举行。",
            "指出，乡镇人民代表大会会议有",
        ),
    ],
)
def test_what_the_sentence_before_names_is_named(
    before: str, text: str, told: str, bank: Bank
) -> None:
    made = bank(before + text)

    assert any(told in q.item.stem for q in made.published)


def test_a_meeting_that_may_be_one_of_two_waits(bank: Bank) -> None:
    made = bank("县人大会议和乡镇人大会议都要开好。会议有三分之二以上的代表出席，始得举行。")

    assert not any("三分之二" in q.item.stem for q in made.published)
