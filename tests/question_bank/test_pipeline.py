"""The whole generator: what it promises of every bank, and of the built-in speech."""

from __future__ import annotations

import gc
import json
import os
import re
import subprocess
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import TypedDict

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from question_bank.documents import Document, read_document
from question_bank.keypoints import Kind
from question_bank.pipeline import (
    Generation,
    Resources,
    generate,
    load_resources,
    with_slips,
)
from question_bank.questions import BLANK, GAP, Item, ItemType, Level, Question, Verdict
from question_bank.sources import built_in_speech
from tests.question_bank.conftest import Bank, speech, statute

DATA = Path(__file__).parent / "data"
RESOURCES = load_resources()
SOURCE = built_in_speech()
SPEECH = read_document(SOURCE.data, SOURCE.name, title=SOURCE.title)
STATUTE = statute(
    "第六条　代表享有下列权利：",
    "（一）出席本级人民代表大会会议；",
    "（二）提出对各方面工作的建议、批评和意见；",
    "（三）参加本级人民代表大会的各项表决；",
    "第七条　代表十人以上联名，可以提出质询案。",
    "第八条　代表五人以上联名，可以提出议案。",
    "第九条　常务委员会组成人员三人以上联名，可以提出询问。",
    "第十条　质询案应当在会议举行的七日前送达，主席团应当在三日前通知受质询机关。",
)
RULES = [
    (
        f"第{number}条　县人民政府应当在{days}日内将{what}的办理情况书面报告县人民代表大会常务委员会。",
        f"{who}可以向县人民代表大会常务委员会提出{what}的意见，县人民政府不得拒绝答复。",
    )
    for number, days, what, who in (
        ("十一", "五", "代表建议", "代表小组"),
        ("十二", "十", "审议意见", "代表团"),
        ("十三", "十五", "预算调整", "专门委员会"),
        ("十四", "三十", "执法检查", "县人民法院"),
        ("十五", "二十", "专题询问", "代表联络站"),
    )
]
DOCUMENTS = [pytest.param(SPEECH, id="speech"), pytest.param(STATUTE, id="statute")]


@pytest.fixture(scope="module")
def generation() -> Generation:
    return generate(SPEECH, resources=RESOURCES)


def every(generation: Generation) -> tuple[Question, ...]:
    return (*generation.published, *generation.to_review, *generation.refused)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_quotation_stands_letter_for_letter_in_the_clean_text(document: Document) -> None:
    for question in every(generate(document, resources=RESOURCES)):
        evidence = question.evidence
        assert document.clean_text[evidence.start : evidence.end] == evidence.quote


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_cloze_filled_with_its_key_gives_back_the_sources_words(document: Document) -> None:
    clozes = [
        question
        for question in generate(document, resources=RESOURCES).published
        if question.item.type is ItemType.CLOZE
    ]
    assert clozes
    for question in clozes:
        assert question.item.stem.count(BLANK) == len(question.item.blanks)
        assert all(key in question.evidence.quote for key in question.item.keys)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_nothing_published_or_waiting_is_blocked_and_nothing_published_waits(
    document: Document,
) -> None:
    generation = generate(document, resources=RESOURCES)

    for question in generation.published:
        assert not {f.level for f in question.findings} & {Level.BLOCK, Level.REVIEW}
    for question in generation.to_review:
        assert Level.BLOCK not in {f.level for f in question.findings}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_refused_candidate_says_why(document: Document) -> None:
    assert all(question.findings for question in generate(document, resources=RESOURCES).refused)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_wrong_option_has_feedback_and_every_item_an_explanation(
    document: Document,
) -> None:
    for question in generate(document, resources=RESOURCES).published:
        assert question.item.explanation
        assert all(option.feedback for option in question.item.options if not option.correct)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_guids_are_unique_and_choices_have_one_place_for_the_key(document: Document) -> None:
    questions = every(generate(document, resources=RESOURCES))

    assert len({question.guid for question in questions}) == len(questions)
    for question in questions:
        if question.item.options:
            assert question.item.stem.count(GAP) == 1


def test_the_same_texts_give_the_same_banks_in_any_process_locale_and_time_zone() -> None:
    script = (
        "import hashlib, sys\n"
        "from question_bank.documents import read_document\n"
        "from question_bank.pipeline import generate, load_resources\n"
        "from question_bank.sources import built_in_speech\n"
        "source = built_in_speech()\n"
        "talk = read_document(source.data, source.name, title=source.title)\n"
        "law = read_document(sys.stdin.buffer.read(), 'law.txt')\n"
        "resources = load_resources()\n"
        "banks = repr([generate(each, resources=resources) for each in (talk, law)])\n"
        "print(hashlib.sha256(banks.encode()).hexdigest())\n"
    )
    law = "\n".join((STATUTE.clean_text, *(rule for rules in RULES for rule in rules)))
    seen = {
        subprocess.run(
            [sys.executable, "-c", script],
            env=os.environ | {"PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": zone},
            input=law.encode(),
            check=True,
            capture_output=True,
        ).stdout
        for seed, locale, zone in (("1", "C", "Asia/Shanghai"), ("2", "C.UTF-8", "America/Lima"))
    }
    assert len(seen) == 1


@pytest.mark.parametrize("is_on", [True, False])
def test_generating_leaves_the_collector_of_garbage_as_it_was(*, is_on: bool) -> None:
    (gc.enable if is_on else gc.disable)()
    try:
        generate(STATUTE, resources=RESOURCES)
        assert gc.isenabled() is is_on
    finally:
        gc.enable()


def test_another_seed_draws_otherwise_and_keeps_the_guids_of_what_it_also_asks() -> None:
    one = generate(SPEECH, resources=RESOURCES, seed=0)
    other = generate(SPEECH, resources=RESOURCES, seed=1)

    assert one.published != other.published
    assert {q.guid for q in one.published} & {q.guid for q in other.published}


def test_the_speech_yields_every_type_and_every_kind(generation: Generation) -> None:
    types = Counter(question.item.type for question in generation.published)
    kinds = {question.item.kind for question in generation.published}

    assert set(types) == set(ItemType) - {ItemType.SHORT_ANSWER}
    assert kinds == set(Kind)


def test_about_half_of_the_published_statements_are_true(generation: Generation) -> None:
    truths = [q.item.truth for q in generation.published if q.item.truth is not None]

    assert abs(2 * sum(truths) - len(truths)) <= 1


def test_no_stem_speaks_of_us_or_carries_noise(generation: Generation) -> None:
    for question in (*generation.published, *generation.to_review):
        assert not re.search("我们|在座|老秘网", question.item.stem)


class Point(TypedDict):
    id: str
    kind: str
    must: bool
    quote: str
    focus: list[str]


POINTS: list[Point] = [
    json.loads(line) for line in (DATA / "speech_points.jsonl").read_text("utf-8").splitlines()
]


def asks_for(question: Question, point: Point) -> bool:
    """Tell whether *question* rests on the point's words and asks for, or states, its focus."""
    start = SPEECH.clean_text.find(point["quote"])
    end = start + len(point["quote"])
    item = question.item
    stretches = [(question.evidence.start, question.evidence.end, told_by(item))]
    if item.form == "panel":
        stretches += [stated_by(option.text) for option in item.options]
    return any(
        focus in text or (text in focus and text in item.keys)
        for first, last, told in stretches
        if first < end and start < last
        for focus in point["focus"]
        for text in told
    )


def told_by(item: Item) -> list[str]:
    """Return the words that *item* asks for, and its stem unless that has blanks."""
    return [*item.keys, *([item.stem] if item.type is not ItemType.CLOZE else [])]


def stated_by(text: str) -> tuple[int, int, list[str]]:
    """Return where an option of a panel stands in the speech, and its words."""
    start = SPEECH.clean_text.find(text)
    return start, start + (len(text) if start >= 0 else 0), [text]


def test_the_marked_points_stand_in_the_speech() -> None:
    assert all(point["quote"] in SPEECH.clean_text for point in POINTS)


def test_nearly_every_marked_point_has_an_item(generation: Generation) -> None:
    questions = (*generation.published, *generation.to_review)
    missing = [p["id"] for p in POINTS if not any(asks_for(q, p) for q in questions)]
    must = [p["id"] for p in POINTS if p["must"] and p["id"] in missing]

    assert must == []
    assert len(missing) <= len(POINTS) // 10


def test_a_damaged_sentence_yields_nothing(bank: Bank) -> None:
    sound = bank("人大代表享有审议权、表决权、提案权、质询权等权利。")
    damaged = bank("人大代表享有审议权、表**权、提案权、质询权等权利。")

    assert sound.published
    assert (*damaged.published, *damaged.to_review) == ()


def test_the_authors_slip_is_neither_key_nor_stem(bank: Bank) -> None:
    generation = bank(
        "人大代表作为国家权力机关的组成部分，代表人民的利益和意志，参加行使国家权力。"
    )

    for question in (*generation.published, *generation.to_review):
        assert "组成部分" not in question.item.stem + "".join(question.item.keys)


def test_flags_of_slips_and_of_damage_never_overlap(resources: Resources) -> None:
    document = speech("人大代表作为国家权力机关的组成部分，要**履职，做好自己的言行和行动。")
    flags = with_slips(document, resources.lexicon).flags

    assert {flag.kind for flag in flags} > {"slip"}
    assert all(one.end <= other.start for one, other in pairwise(flags))


def test_an_unnamed_pronoun_is_replaced_by_its_noun_or_the_item_is_dropped(bank: Bank) -> None:
    with_noun = bank("人民代表大会制度是根本政治制度。它具有广泛的代表性、民主性和权威性。")
    without = bank("大家都很高兴。它具有广泛的代表性、民主性和权威性。")

    stems = [q.item.stem for q in with_noun.published if "权威性" in q.evidence.quote]
    assert any("人民代表大会制度具有广泛的" in stem for stem in stems)
    assert not [q for q in without.published if "权威性" in q.evidence.quote]


def test_two_wordings_of_one_slogan_are_told_apart_by_their_place() -> None:
    document = speech(
        "一、提高认识",
        "人大的作用靠代表，人大的水平看代表，人大的活力在代表。",
        "二、抓好落实",
        "人大的工作靠代表，人大的水平看代表，人大的潜力在代表。",
    )
    clozes = [
        q
        for q in generate(document, resources=RESOURCES).published
        if q.item.type is ItemType.CLOZE
    ]

    assert {q.item.keys for q in clozes} == {("作用", "水平", "活力"), ("工作", "水平", "潜力")}
    misses = {m.text for q in clozes for blank in q.item.blanks for m in blank.near_misses}
    assert {"活力", "潜力"} <= misses


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(SPEECH.clean_text.split("\n")), min_size=1, max_size=5))
def test_any_paragraphs_in_any_order_give_a_sound_bank(paragraphs: list[str]) -> None:
    document = read_document(
        "\n".join(paragraphs).encode() + "代表要依法履职尽责。".encode(), "x.txt"
    )
    generation = generate(document, resources=RESOURCES)

    for question in every(generation):
        evidence = question.evidence
        assert document.clean_text[evidence.start : evidence.end] == evidence.quote
    assert all(q.verdict is Verdict.PUBLISHED for q in generation.published)


def test_resources_know_a_trainers_words(resources: Resources) -> None:
    lexicon = resources.lexicon.extended(terms=["恒阳号直通车"])

    assert load_resources(lexicon).lexicon.fingerprint != resources.lexicon.fingerprint


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(
            (
                '第十一条　将第一百七十条修改为:"伪造货币的，处三年以上有期徒刑；',
                '"（一）伪造货币集团的首要分子；',
                '"（二）伪造货币数额特别巨大的；',
                '"（三）有其他特别严重情节的。"',
            ),
            id="unpaired quotation marks in an amendment",
        ),
        pytest.param(("第一条　“", "”“”", "（一）；", "（二）。"), id="marks and nothing else"),
        pytest.param(("“四联四促”“，”；一是“二是”。",), id="quoted marks"),
    ],
)
def test_torn_text_is_no_reason_to_fail(lines: tuple[str, ...]) -> None:
    document = statute(*lines, "第二条　代表应当密切联系群众，听取和反映群众的意见和要求。")

    assert generate(document, resources=RESOURCES).refused is not None


@given(
    st.lists(
        st.sampled_from(
            [
                *"“”《》（）、，；：。！？…—一二三四五十是要应当不得",
                "第一条　",
                "\n",
                "代表",
                "享有",
                "权利",
                "（一）",
                "一是",
                "包括",
                "等",
                "人大常委会",
                "三分之二以上",
                "强调：",
                "不是",
                "而是",
            ]
        ),
        max_size=60,
    )
)
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_no_jumble_of_official_words_makes_the_generator_fail(pieces: list[str]) -> None:
    data = (
        "代表大会上的讲话\n" + "".join(pieces) + "\n代表要密切联系群众，反映群众的意见。\n"
    ).encode()
    generation = generate(read_document(data, "jumble.txt"), resources=RESOURCES)

    assert all(question.evidence.quote for question in every(generation))
