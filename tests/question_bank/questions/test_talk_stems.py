"""How stems on talks stand alone, what they leave out, and what is stated of a talk, rightly or wrongly."""

from __future__ import annotations

import pytest

from question_bank.documents import read_document, source_noun
from question_bank.keypoints import Pattern
from question_bank.lexicon import load_lexicon
from question_bank.pipeline import Generation, Resources, generate
from question_bank.questions import Question
from tests.question_bank.conftest import Bank, Points, speech


def published(generation: Generation, form: str) -> list[Question]:
    """Return what would be published, by type and form."""
    return [q for q in generation.published if f"{q.item.type}/{q.item.form}" == form]


@pytest.mark.parametrize(
    ("title", "noun"), [("县乡人大代表履职须知", "须知"), ("监督法讲义", "讲义")]
)
def test_a_text_is_called_what_its_title_calls_it(title: str, noun: str) -> None:
    document = read_document(f"{title}\n代表要联系群众。".encode(), "text.txt")

    assert source_noun(document, load_lexicon()) == noun


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("一个村医的履职报告\n——在全区代表经验交流会上的发言\n各位代表：", "发言"),
        ("看紧“钱袋子”——监督法专题讲座\n主讲：某某\n各位代表，上午好。", "讲座"),
        ("议案和建议怎么提\n——在培训班上的讲课稿\n同志们，", "讲稿"),
        ("怎样写好建议\n代表履职培训讲义（2026年修订）\n开场。", "讲义"),
        ("把民主落到基层\n摘要：本文以一个县为例。", "文章"),
        ("高质量发展\n（三）着力推进城乡一体化。深入实施规划。", "材料"),
    ],
)
def test_a_text_is_called_what_its_head_calls_it_or_what_is_never_wrong(
    text: str, noun: str
) -> None:
    document = read_document(f"{text}\n代表要联系群众。".encode(), "text.txt")

    assert source_noun(document, load_lexicon()) == noun


def test_a_line_of_a_list_is_asked_under_the_head_of_the_list(resources: Resources) -> None:
    lines = ("——街道人大工委在2个工作日内分派到代表小组；", "——代表在5个工作日内与选民见面；")
    document = speech("从今年起代表工作推行“派单、接单”两步工作法：", *lines, "——事后由选民打分。")

    made = generate(document, resources=resources)

    found = [q for q in made.published if q.item.form == "figure"]
    assert found
    assert all("谈到“" in q.item.stem for q in found)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("街道人大工委主任不得兼任街道办事处的职务。", "可以兼任"),
        ("代表视察时提出意见和建议，但不直接处理问题。", "可以直接处理"),
    ],
)
def test_what_an_office_may_not_do_is_said_falsely_that_it_may(
    bank: Bank, text: str, said: str
) -> None:
    made = bank(text)

    false = [q for q in (*made.published, *made.to_review) if q.item.truth is False]
    assert [said in q.item.stem for q in false] == [True]


def test_duties_are_asked_with_words_that_are_certainly_none(bank: Bank) -> None:
    text = "人大代表的职责主要有四个方面：一是审议议案和报告；二是参加选举和表决；三是提出议案和建议；四是密切联系人民群众。"

    made = published(bank(text), "cloze/ordinals")

    assert made
    assert all(set(q.item.word_bank) & {"审理案件", "行政执法", "提起公诉"} for q in made)


def test_a_row_of_ordinals_may_stand_between_commas(points: Points) -> None:
    [found] = points("县级人大有三样权：一是监督权，二是决定权，三是任免权。", Pattern.ORDINALS)

    assert [slot.text for slot in found.slots] == ["监督权", "决定权", "任免权"]


def test_a_row_and_its_frame_are_asked_once(bank: Bank) -> None:
    made = bank("代表联系群众要做到常联系、真联系、深联系。")

    rows = [q for q in made.published if q.item.form in {"slot", "list"}]
    assert len(rows) <= 1


def test_an_answer_of_a_handbook_is_asked_under_its_question(resources: Resources) -> None:
    lines = (
        "1.代表有哪些经常要做的事？",
        "答：主要有以下几项，请逐条对照：",
        "——每月接待一次选民；",
    )
    document = speech(*lines, "——每季度参加一次活动；", "——每年向选民述职一次。")

    made = generate(document, resources=resources)

    stems = [q.item.stem for q in (*made.published, *made.to_review)]
    assert not any("答：" in stem or "请逐条" in stem for stem in stems)


@pytest.mark.parametrize(
    "text",
    [
        "全县现有代表家站37个，机关核定编制5名，代表都要常去。",
        "代表小组应当开展活动，去年共有代表26名参加。",
    ],
)
def test_what_there_is_is_no_number_to_know(bank: Bank, text: str) -> None:
    assert not [q for q in bank(text).published if q.item.form == "figure"]


def test_what_follows_from_staying_away_twice_is_asked_among_ways_of_leaving(bank: Bank) -> None:
    text = "代表未经批准两次不出席本级人民代表大会会议的，代表资格终止。"

    [choice] = published(bank(text), "single/term")

    assert [o.text for o in choice.item.options if o.correct] == ["代表资格终止"]


def test_a_majority_of_all_is_not_one_of_those_present(bank: Bank) -> None:
    made = bank("乡镇人大进行选举，由全体代表的过半数通过。")

    false = [q.item.stem for q in (*made.published, *made.to_review) if q.item.truth is False]
    assert any("到会代表的过半数" in stem for stem in false)


def test_an_institution_is_said_falsely_to_be_what_it_is_taken_for(bank: Bank) -> None:
    made = bank("代表小组不是一级组织，不行使人民代表大会的职权。")

    false = [q.item.stem for q in (*made.published, *made.to_review) if q.item.truth is False]
    assert false == ["讲话指出，代表小组是一级组织。"]


@pytest.mark.parametrize(
    "text",
    [
        "代表监督政府工作要敢于较真、善于较真、持续较真。",
        "代表办事没有诀窍，就是多跑一趟、多问一句、多想一步。",
        "询问和质询都是监督的手段，但性质不同、程序不同、效果不同。",
    ],
)
def test_everyday_words_of_a_row_that_nothing_counts_are_not_typed(bank: Bank, text: str) -> None:
    made = bank(text)

    assert not [q for q in made.published if q.item.form in {"slot", "list"}]


def test_a_row_that_could_go_on_is_not_typed(bank: Bank) -> None:
    made = bank("代表要自觉接受法律监督、接受民主监督、接受舆论监督。")

    assert not published(made, "cloze/slot")


def test_a_stem_ends_before_what_is_only_said_to_the_hall(bank: Bank) -> None:
    text = "乡镇人大代表五人以上联名，可以提出议案，五个人，一个小组就够了，这么好的权利。"

    made = bank(text)

    stems = [q.item.stem for q in made.published if q.item.form == "figure"]
    assert not any("五个人" in stem or "够了" in stem for stem in stems)


def test_the_ordinal_of_a_list_is_no_part_of_a_stem(bank: Bank) -> None:
    made = bank("代表审议报告有办法，一看材料，二看档案，应当了解建议的办理情况，不得马虎。")

    assert not any("，二看档案" in q.item.stem for q in made.published)


def test_a_motto_that_everybody_knows_is_asked_as_a_quotation(bank: Bank) -> None:
    [motto] = published(bank("人民选我当代表，我当代表为人民。"), "cloze/motto")

    assert "的提法是：“" in motto.item.stem


def test_who_acts_may_stand_in_what_says_when(bank: Bank) -> None:
    made = bank("代表视察时，可以向被视察单位提出建议、批评和意见，但不直接处理问题。")

    assert [q for q in made.published if q.item.form == "slot"]


def test_to_whom_those_elected_by_voters_report_is_tapped_among_three(bank: Bank) -> None:
    text = "由选民直接选举的代表应当以多种方式向原选区选民报告履职情况。"

    [cloze] = published(bank(text), "cloze/keyword")

    assert cloze.item.keys == ("原选区选民",)
    assert set(cloze.item.word_bank) == {"原选区选民", "原选举单位", "本级人大常委会"}
    assert all("这里说的是" not in miss.feedback for miss in cloze.item.blanks[0].near_misses)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("全过程人民民主贵在全、重在民、要在实。", "the blank would open the stem"),
        (
            "代表要明白，选题的钥匙是“小切口”，切口小才能扎得深；过程的钥匙是“全链条”，链条全才能盯得住。",
            "told beside",
        ),
    ],
)
def test_a_key_that_the_words_beside_it_give_away_is_not_published(
    bank: Bank, text: str, why: str
) -> None:
    assert not [q for q in bank(text).published if q.item.type == "cloze"], why


def test_words_to_tap_never_stand_in_the_order_of_their_blanks(bank: Bank) -> None:
    made = bank(
        "讨论决定重大事项要把握三个环节：会前论证重在科学，会中审议重在民主，会后督办重在落实。"
        "初任代表重在懂规矩，连任代表重在提能力，领导干部代表重在作表率。"
    )

    asked = [q.item for q in (*made.published, *made.to_review) if len(q.item.blanks) > 1]
    told = [[word for word in item.word_bank if word in item.keys] for item in asked]
    assert told
    assert all(words != list(item.keys) for words, item in zip(told, asked, strict=True) if words)


def test_a_slogan_in_quotation_marks_needs_no_speaker(bank: Bank) -> None:
    text = "我们代表票决制过去是政府说了算，现在我看是“群众点菜、代表定菜、政府做菜、群众评菜”。"

    stems = [q.item.stem for q in bank(text).published if q.item.form == "slot"]

    assert all(stem.startswith("讲话的提法是：“") for stem in stems)


@pytest.mark.parametrize(
    ("text", "body"),
    [
        (
            "由选民直接选举的代表应当以多种方式向原选区选民报告履职情况，县里要求，一届任期里每个代表至少报告一次。",
            "由选民直接选举的代表应当以多种方式向____报告履职情况。",
        ),
        (
            "常委会对报送备案的规范性文件做到有件必备、有备必审、有错必纠，全年审查规范性文件14件，提出纠正意见2件。",
            "常委会对报送备案的规范性文件做到有件____、有备____、有错____。",
        ),
        (
            "在会议期间，代表在人民代表大会各种会议上的发言和表决，不受法律追究，这是法律对代表的保障。",
            "发言和表决，不受____。",
        ),
    ],
)
def test_a_stem_ends_where_another_matter_begins(bank: Bank, text: str, body: str) -> None:
    stems = [q.item.stem for q in bank(text).published]

    assert any(stem.endswith(body) for stem in stems), stems


def test_a_leader_who_is_quoted_is_named_once_as_the_source(bank: Bank) -> None:
    made = bank("习近平总书记指出，要充分发挥人大在密切同人民群众联系中的带头作用。")

    [asked] = [q.item.stem for q in made.published if "____作用" in q.item.stem]
    assert asked.startswith("讲话引用习近平总书记的论述：要充分发挥")


def test_a_duty_without_its_subject_is_asked_of_the_deputies_of_the_heading(
    resources: Resources,
) -> None:
    document = speech(
        "各位代表：",
        "一、代表要把义务尽到",
        "自觉遵守社会公德，廉洁自律，公道正派，勤勉尽责。",
        "二、大会怎么开",
        "会议要开好。",
    )

    stems = [q.item.stem for q in generate(document, resources=resources).published]

    assert any(stem.startswith("讲话第一部分要求，代表自觉遵守社会公德，") for stem in stems), stems


def test_who_does_what_in_a_row_is_typed_where_the_stem_shows_the_only_other_word(
    bank: Bank,
) -> None:
    [cloze] = published(
        bank("民生实事项目人大代表票决制的流程是群众提、代表定、政府办、人大评。"), "cloze/slot"
    )

    assert cloze.item.keys == ("群众", "政府")
    assert cloze.item.word_bank == ()


def test_a_label_is_asked_with_the_thing_whose_list_it_is(bank: Bank) -> None:
    made = bank(
        "代表审议发言要把握好“三个讲”：讲大局，不囿于本单位的小圈子；讲依据，用数据和事实说话；"
        "讲办法，既提问题又给对策。"
    )

    stems = [q.item.stem for q in (*made.published, *made.to_review) if "三个讲" in q.item.stem]
    assert any("代表审议发言要把握好的“三个讲”" in stem for stem in stems), stems


def test_the_last_label_is_known_by_elimination_and_waits(bank: Bank) -> None:
    made = bank(
        "每个小组要建好三本账：民情账，记群众说了什么；建议账，记代表提了什么；落实账，记部门办了什么。"
    )

    assert {q.item.keys for q in published(made, "single/label")} == {("民情账",), ("建议账",)}


@pytest.mark.parametrize(
    "text",
    [
        "好建议要过“三关”：选题关，选群众最盼的题目；调研关，摸清来龙去脉；文字关，写得言简意赅。",
        "代表联系群众重在“四个方式”：走访，带着感情去听；座谈，带着题目谈实；接待，带着耐心办好。",
    ],
)
def test_a_label_whose_character_stands_in_what_it_asks_is_not_published(
    bank: Bank, text: str
) -> None:
    keys = {q.item.keys for q in published(bank(text), "single/label")}

    assert not keys & {("选题关",), ("座谈",)}


def test_neither_stem_nor_source_has_the_label_of_an_abstract(resources: Resources) -> None:
    document = speech("摘要：全过程人民民主是社会主义民主政治的本质属性，代表要践行。")

    asked = generate(document, resources=resources).published

    assert asked
    assert not [q for q in asked if "摘要" in q.item.stem + q.evidence.quote + q.item.explanation]


def test_a_rule_is_asked_without_the_rules_before_it(bank: Bank) -> None:
    made = bank(
        "代表建议要坚持一事一议，有情况、有分析；承办单位应当自交办之日起三个月内答复，涉及面广、处理难度大的，应当自交办之日起六个月内答复。"
    )

    [asked] = published(made, "cloze/figure")
    assert "，代表建议承办单位应当自交办之日起____内答复" in asked.item.stem
    assert "一事一议" not in asked.item.stem


def test_more_than_half_is_not_cut_in_two(bank: Bank) -> None:
    made = bank("常委会对处理情况进行满意度测评，不满意票超过半数的，责令有关机关重新处理。")

    asked = [q.item for q in (*made.published, *made.to_review) if q.item.form == "figure"]
    assert asked
    assert not any("超____" in item.stem for item in asked)


def test_a_thing_named_by_a_character_of_its_key_is_not_tapped(bank: Bank) -> None:
    made = bank("人大监督要记住四个字：会是善于监督，常是经常监督，严是严格监督，敢是敢于监督。")

    assert not published(made, "cloze/couplet")


def test_the_order_of_a_wording_that_nobody_may_alter_is_asked(bank: Bank) -> None:
    made = bank(
        "要发展全过程人民民主，保证人民依法实行民主选举、民主协商、民主决策、民主管理、民主监督。"
    )

    [cloze] = [q for q in made.published if len(q.item.blanks) > 1]
    assert not cloze.item.unordered


def test_nobody_is_named_for_words_whose_own_subject_stands_before_them(bank: Bank) -> None:
    made = bank(
        "各位代表，县、乡、镇的人民代表大会举行会议审查预算草案前，应当采用多种形式，组织本级人民代表大会代表，听取选民和社会各界的意见。"
    )

    stems = [q.item.stem for q in (*made.published, *made.to_review)]
    assert not any("要求，代表应当采用" in stem for stem in stems)


def test_a_list_of_what_the_office_examines_is_published(bank: Bank) -> None:
    made = bank("预算包括一般公共预算、政府性基金预算、国有资本经营预算、社会保险基金预算。")

    assert published(made, "cloze/list")


def test_what_is_handed_over_is_named_where_a_heading_names_it(resources: Resources) -> None:
    text = "自交办之日起三个月内答复代表；涉及面广、处理难度大的，自交办之日起六个月内答复。"
    document = speech("一、代表建议怎样办理", text, "二、其他", "会议要开好。")

    stems = [q.item.stem for q in generate(document, resources=resources).published]

    assert any("，代表建议自交办之日起____内答复代表；" in stem for stem in stems), stems


def test_a_list_named_by_what_was_said_before_waits(bank: Bank) -> None:
    tail = "有四：议案，须由法定人数的代表联名；建议，可以由代表一人提出；询问，由代表在审议时口头提出；质询，由代表联名书面提出。"
    leaning, named = bank("二者的区别" + tail), bank("代表提出意见的途径" + tail)

    assert not [q for q in leaning.published if q.item.form in {"label", "swap", "labels"}]
    every = (*named.published, *named.to_review)
    assert not [q for q in every if "有四中的" in q.item.stem]
