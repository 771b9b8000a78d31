"""The values: what an entry answers about itself, on the wordings of the built-in speech."""

from __future__ import annotations

import datetime as dt

import pytest

from question_bank.lexicon import AlsoTrue, Certainty, Lexicon, Provenance, load_lexicon


@pytest.fixture(name="lexicon")
def _lexicon() -> Lexicon:
    return load_lexicon()


def _topic(lexicon: Lexicon, identifier: str) -> AlsoTrue:
    return next(entry for entry in lexicon.also_true if entry.id == identifier)


@pytest.mark.parametrize(
    ("source", "version", "checked", "certainty", "decisive"),
    [
        ("代表法", "2025-03-11", dt.date(2026, 11, 22), "verified", True),
        ("通行提法", "2025", dt.date(2026, 11, 22), "common", True),
        ("代表法", "2025-03-11", dt.date(2026, 11, 22), "unsure", False),
        ("代表法", "2025-03-11", None, "verified", False),
        ("代表法", "", dt.date(2026, 11, 22), "verified", False),
        ("", "2025-03-11", dt.date(2026, 11, 22), "verified", False),
    ],
)
def test_only_a_complete_and_sure_origin_may_decide(
    source: str, version: str, checked: dt.date | None, certainty: Certainty, *, decisive: bool
) -> None:
    assert Provenance(source, version, checked, certainty).is_decisive is decisive


@pytest.mark.parametrize(
    ("stem", "true_option"),
    [
        ("讲话列举的人大代表权利", "询问权"),
        ("讲话列举的人大代表权利", "罢免权"),
        ("讲话列举的人大代表权利", "建议权"),
        ("讲话列举的人大代表权利", "监督权"),
        ("讲话列举的代表对“一府一委两院”的工作进行监督的方式", "质询"),
        ("讲话列举的代表对“一府一委两院”的工作进行监督的方式", "专题询问"),
        ("讲话要求代表提出的议案和建议具有", "针对性"),
        ("讲话所列人大代表义务", "参加表决"),
        ("讲话列举的代表职责", "联系群众"),
        ("监督的对象", "监察委员会"),
    ],
)
def test_what_is_also_true_is_never_a_wrong_option(
    lexicon: Lexicon, stem: str, true_option: str
) -> None:
    topics = lexicon.also_true_for(stem)

    assert any(topic.refuses_option(true_option) for topic in topics)


@pytest.mark.parametrize(
    ("stem", "wrong_option"),
    [
        ("讲话列举的人大代表权利", "审判权"),
        ("讲话列举的人大代表权利", "检察权"),
        ("讲话列举的人大代表权利", "行政处罚权"),
        ("讲话列举的代表对“一府一委两院”的工作进行监督的方式", "立案侦查"),
        ("讲话列举的代表对“一府一委两院”的工作进行监督的方式", "行政处罚"),
        ("讲话要求代表提出的议案和建议具有", "权威性"),
        ("讲话所列人大代表义务", "直接处理视察中发现的问题"),
        ("讲话列举的代表职责", "审理案件"),
        ("讲话列举的代表职责", "行政执法"),
    ],
)
def test_what_nobody_gives_to_a_deputy_may_be_offered(
    lexicon: Lexicon, stem: str, wrong_option: str
) -> None:
    topics = lexicon.also_true_for(stem)

    assert not any(topic.refuses_option(wrong_option) for topic in topics)
    assert any(wrong_option == safe.text for topic in topics for safe in topic.safe_wrong)


def test_a_truth_is_recognised_with_a_verb_before_it_and_in_part(lexicon: Lexicon) -> None:
    methods = _topic(lexicon, "supervision-methods")

    assert methods.covers("开展视察")
    assert methods.covers("专项工作报告")
    assert not methods.covers("决定询问的时间和地点")


def test_the_statute_on_who_supervises_deputies_may_become_a_choice(lexicon: Lexicon) -> None:
    law = "设区的市的人民代表大会代表受原选举单位的监督"
    speech = "自觉接受原选举单位和人民群众监督"

    assert not any(topic.refuses_choice("原选举单位") for topic in lexicon.also_true_for(law))
    assert any(topic.refuses_choice("原选举单位") for topic in lexicon.also_true_for(speech))


def test_labelled_siblings_are_free_where_the_topic_allows_them(lexicon: Lexicon) -> None:
    duties = _topic(lexicon, "deputy-duties")

    assert duties.refuses_option("参与决策")
    assert not duties.refuses_option("参与决策", labelled_sibling=True)


def test_siblings_of_a_plain_list_of_rights_stay_true(lexicon: Lexicon) -> None:
    rights = _topic(lexicon, "deputy-rights")

    assert rights.refuses_option("表决权", labelled_sibling=True)


def test_praise_makes_a_choice_only_among_labelled_siblings(lexicon: Lexicon) -> None:
    praise = _topic(lexicon, "praise-words")

    assert praise.refuses_choice("动力源泉")
    assert not praise.refuses_choice("动力源泉", labelled_siblings=True)


def test_no_choice_is_made_of_the_bodies_supervised(lexicon: Lexicon) -> None:
    bodies = _topic(lexicon, "supervised-bodies")

    assert bodies.refuses_choice("人民法院")
    assert not bodies.refuses_choice("视察")


@pytest.mark.parametrize("act", ["出席会议", "参加表决", "审议议案", "参加选举"])
def test_acts_that_are_right_and_obligation_are_not_swapped(lexicon: Lexicon, act: str) -> None:
    pairs = {pair for topic in lexicon.also_true_for(act) for pair in topic.swap_forbidden}

    assert ("权利", "义务") in pairs


def test_contact_with_voters_may_be_swapped_between_right_and_obligation(
    lexicon: Lexicon,
) -> None:
    act = "与原选区选民或者原选举单位和人民群众保持密切联系，是人大代表的一项权利"
    pairs = {pair for topic in lexicon.also_true_for(act) for pair in topic.swap_forbidden}

    assert pairs == set()


def test_a_member_is_found_under_each_of_its_spellings(lexicon: Lexicon) -> None:
    organs = next(each for each in lexicon.confusable_sets if each.id == "state-organs")
    found = organs.member("权力机关")

    assert found is not None
    assert found.text == "国家权力机关"
    assert organs.member("国家元首") is None


@pytest.mark.parametrize(
    ("identifier", "wording"),
    [
        ("law.composition_not_part", "人大代表作为国家权力机关的组成部分，代表人民的利益和意志"),
        ("law.words_and_acts", "要通过自己的言行和行动，影响和带动身边的人"),
    ],
)
def test_the_authors_slips_are_known(lexicon: Lexicon, identifier: str, wording: str) -> None:
    found = [n for n in lexicon.law_notes if n.slip and any(p in wording for p in n.phrases)]

    assert [note.message_id for note in found] == [identifier]


def test_the_first_form_of_a_phrase_is_the_canonical_one(lexicon: Lexicon) -> None:
    assert all(phrase.forms[0] == phrase.canonical for phrase in lexicon.set_phrases)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("坚定道路自信、理论自信、制度自信、文化自信", []),
        ("坚定道路自信、理论自信、制度自信", ["道路自信、理论自信、制度自信"]),
        ("依法对“一府一委两院”的工作进行监督", []),
        ("依法对“一府两院”的工作进行监督", ["“一府两院”", "一府两院"]),
        ("平等团结互助和谐的社会主义民族关系", []),
        ("我们要发展全过程民主", ["全过程民主"]),
        ("提出意见、批评和建议", ["意见、批评和建议"]),
    ],
)
def test_an_outdated_form_is_caught_and_a_correct_one_is_not(
    lexicon: Lexicon, text: str, found: list[str]
) -> None:
    assert [form for phrase in lexicon.set_phrases for form in phrase.misquotations(text)] == found


def test_no_phrase_calls_one_of_its_own_forms_a_misquotation(lexicon: Lexicon) -> None:
    muddled = [
        phrase.canonical
        for phrase in lexicon.set_phrases
        if any(phrase.misquotations(form) for form in phrase.forms)
    ]
    assert muddled == []
