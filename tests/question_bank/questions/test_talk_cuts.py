"""Where the blanks of a talk begin and end, and what a stem leaves out around them."""

from __future__ import annotations

from question_bank.keypoints import Pattern
from tests.question_bank.conftest import Bank, Points


def test_members_of_another_row_may_change_places(bank: Bank) -> None:
    made = bank(
        "人大监督的目的，在于确保宪法和法律得到有效实施，确保行政权、监察权、审判权、检察权得到正确行使。"
    )

    [cloze] = [q for q in made.published if len(q.item.blanks) > 1]
    assert cloze.item.unordered


def test_a_name_that_many_go_on_from_is_not_asked_to_its_end(bank: Bank) -> None:
    made = bank("各位代表要坚持党的领导，坚定不移走中国特色社会主义政治发展道路。")

    assert not [q for q in made.published if "____。" in q.item.stem]


def test_what_is_done_each_time_is_left_out_before_who_must_how_often(bank: Bank) -> None:
    made = bank("每人八分钟，选民当场提问，乡镇代表每届至少述职两次。")

    [asked] = [q.item.stem for q in made.published if q.item.form == "figure"]
    assert "八分钟" not in asked


def test_a_count_of_what_was_said_is_left_out_after_what_is_asked(bank: Bank) -> None:
    made = bank(
        "代表不得利用执行代表职务干预具体执法、司法案件，插手招标投标等经济活动，一条红线三个“不得”。"
    )

    assert not any("红线" in q.item.stem for q in made.published)


def test_the_whole_number_before_a_decimal_is_not_asked(bank: Bank) -> None:
    made = bank("全县选民登记三十八万人，代表选举的参选率不低于百分之九十二点一。")

    assert not any("点一" in q.item.stem for q in made.published)


def test_when_something_is_done_stays_with_it_in_a_named_list(bank: Bank) -> None:
    made = bank("代表建议办理叫“三见面”：办理前见面问意图，办理中见面看现场，办理后见面评结果。")

    keys = {key for q in (*made.published, *made.to_review) for key in q.item.keys}
    assert not any(key.startswith(("前见面", "中见面", "后见面")) for key in keys)


def test_rights_and_duties_are_named_where_their_head_only_counts_them(bank: Bank) -> None:
    made = bank(
        "代表的权利有七项，大家都熟悉。\n义务也是八项：\n——模范地遵守宪法和法律，保守国家秘密；\n——与原选区选民保持密切联系，听取和反映他们的意见和要求。"
    )

    stems = [q.item.stem for q in (*made.published, *made.to_review)]
    assert any("谈到“代表的义务”时指出" in stem for stem in stems)
    assert not any("也是八项" in stem for stem in stems)


def test_a_motto_met_by_its_clauses_and_by_its_parts_is_one_point(points: Points) -> None:
    assert len(points("各位代表，会上当好参与者，会后当好宣讲员。", Pattern.MOTTO)) == 1


def test_a_remark_after_the_rule_is_left_out_of_stem_and_proof(bank: Bank) -> None:
    made = bank("代表应当正确处理从事个人职业活动与执行代表职务的关系，他就是榜样。")

    asked = [q.item for q in made.published]
    assert asked
    assert not any("榜样" in item.stem + item.explanation for item in asked)


def test_one_blank_is_left_where_a_remark_that_tells_the_other_is_cut(bank: Bank) -> None:
    made = bank(
        "代表在闭会期间的活动以集体活动为主，以代表小组活动为基本形式，小组长要把人拢起来。"
    )

    assert "讲话指出，代表在闭会期间的活动以集体活动为主，以____为基本形式。" in [
        q.item.stem for q in made.published
    ]


def test_a_quality_that_the_stem_tells_is_not_asked(bank: Bank) -> None:
    made = bank(
        "常委会要制定年度代表工作计划，目的是三个性：增强代表履职活动的计划性、组织性和规范性。"
    )

    keys = {key for q in made.published for key in q.item.keys}
    assert "计划性" not in keys
    assert not any("三个性" in q.item.stem for q in made.published)


def test_the_order_of_words_before_one_and_the_same_word_does_not_count(bank: Bank) -> None:
    made = bank("立法有三个原则，叫科学立法、民主立法、依法立法。")

    [cloze] = [q.item for q in made.published if len(q.item.blanks) > 1]
    assert cloze.unordered
    assert not cloze.word_bank


def test_whoever_takes_a_township_for_a_county_is_told_what_it_lacks(bank: Bank) -> None:
    made = bank(
        "视察、专题调研活动形成的报告，由常委会办事机构、工作机构或者乡镇人大主席团转交有关机关、组织。"
    )

    misses = {
        miss.text: miss.feedback
        for q in (*made.published, *made.to_review)
        if q.item.form == "keyword"
        for blank in q.item.blanks
        for miss in blank.near_misses
    }
    assert misses["常务委员会"] == "乡镇人民代表大会不设常务委员会。"


def test_a_key_may_leave_out_whose_it_is_where_its_neighbour_says_so(bank: Bank) -> None:
    made = bank("县人大代表可以书面提出质询案，质询案应当写明质询对象、质询的问题和内容。")

    [cloze] = [
        q.item
        for q in (*made.published, *made.to_review, *made.refused)
        if q.item.form == "slot" and "质询的问题和内容" in q.item.keys
    ]
    assert "问题和内容" in cloze.blanks[0].accepted


def test_who_asks_something_of_deputies_is_not_lost_in_a_later_clause(bank: Bank) -> None:
    made = bank(
        "代表法第四条写得很完整，要求我们以坚持好、完善好、运行好人民代表大会制度为己任，"
        "做到政治坚定、服务人民、尊崇法治、发扬民主、勤勉尽责。"
    )

    stems = [q.item.stem for q in made.published if "尊崇法治" in q.item.stem]
    assert not any("指出，做到" in stem for stem in stems)
