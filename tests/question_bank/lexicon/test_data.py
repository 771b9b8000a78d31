"""What must hold for every entry that ships with the lexicon."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import get_args

import pytest

from question_bank.lexicon import (
    Certainty,
    ConfusableMember,
    Grade,
    Kind,
    Lexicon,
    Provenance,
    SetPhrase,
    WordListName,
    load_lexicon,
)

NUMERALS = "一二三四五六七八九十"


@pytest.fixture(name="lexicon")
def _lexicon() -> Lexicon:
    return load_lexicon()


def _all_members(lexicon: Lexicon) -> list[ConfusableMember]:
    in_sets = [member for each in lexicon.confusable_sets for member in each.members]
    return in_sets + [member for entry in lexicon.also_true for member in entry.safe_wrong]


def _provenances(lexicon: Lexicon) -> list[tuple[str, Provenance]]:
    return [
        *((each.canonical, each.provenance) for each in lexicon.set_phrases),
        *((each.id, each.provenance) for each in lexicon.confusable_sets),
        *((each.id, each.provenance) for each in lexicon.also_true),
        *((each.name, each.provenance) for each in lexicon.bodies),
        *((each.name, each.provenance) for each in lexicon.statutes),
        *((each.pattern, each.provenance) for each in lexicon.meetings),
        *((each.name, each.provenance) for each in lexicon.word_lists),
        *((each.pattern, each.provenance) for each in lexicon.noise),
        *((each.kind, each.provenance) for each in lexicon.kind_cues),
        *((each.message_id, each.provenance) for each in lexicon.law_notes),
    ]


def _repeated(texts: list[str]) -> list[str]:
    return [text for text, count in Counter(texts).items() if count > 1]


def _promised_count(name: str) -> int | None:
    """Return how many members a name announces: 四个意识 four, 三严三实 three and three."""
    counted = re.search(f"([{NUMERALS}两])(?:个|项|大)", name)
    if counted:
        return "一二三四五六七八九十".find(counted[1].replace("两", "二")) + 1
    paired = re.fullmatch(f"([{NUMERALS}])[严不]([{NUMERALS}两])[实直]", name)
    if paired:
        return sum(
            "一二三四五六七八九十".find(each.replace("两", "二")) + 1 for each in paired.groups()
        )
    if name[:1] and name[0] in NUMERALS:
        return NUMERALS.index(name[0]) + 1
    return None


def test_the_lexicon_is_as_rich_as_promised(lexicon: Lexicon) -> None:
    assert len(lexicon.set_phrases) >= 150
    assert len(lexicon.confusable_sets) >= 40
    assert len(lexicon.also_true) >= 16
    assert len(lexicon.bodies) >= 120
    assert len(lexicon.statutes) >= 60
    assert len(lexicon.words) >= 400
    assert len(lexicon.noise) >= 40


def test_every_entry_says_where_it_comes_from(lexicon: Lexicon) -> None:
    silent = [key for key, origin in _provenances(lexicon) if not origin.source]
    assert silent == []


def test_every_certainty_is_one_of_the_three(lexicon: Lexicon) -> None:
    known = get_args(Certainty)
    assert {origin.certainty for _, origin in _provenances(lexicon)} <= set(known)


def test_what_is_verified_has_a_version_and_a_day(lexicon: Lexicon) -> None:
    bare = [
        key
        for key, origin in _provenances(lexicon)
        if origin.certainty == "verified" and not origin.is_decisive
    ]
    assert bare == []


def test_most_protected_phrases_were_checked(lexicon: Lexicon) -> None:
    unchecked = [
        phrase.canonical
        for phrase in lexicon.set_phrases
        if phrase.protected and not phrase.provenance.is_decisive
    ]
    assert unchecked == []


def test_no_set_phrase_stands_twice(lexicon: Lexicon) -> None:
    assert _repeated([phrase.canonical for phrase in lexicon.set_phrases]) == []


def test_the_forms_of_a_phrase_differ(lexicon: Lexicon) -> None:
    muddled = [
        phrase.canonical
        for phrase in lexicon.set_phrases
        if _repeated([*phrase.forms, *phrase.older])
    ]
    assert muddled == []


def test_no_outdated_form_is_somewhere_else_canonical_without_its_own_entry_saying_so(
    lexicon: Lexicon,
) -> None:
    outdated = {older for phrase in lexicon.set_phrases for older in phrase.older}
    current = {form: phrase for phrase in lexicon.set_phrases for form in phrase.forms}
    clashes = [form for form in outdated & set(current) if not current[form].note]
    assert clashes == []


def test_slots_stand_in_the_canonical_form_in_their_order(lexicon: Lexicon) -> None:
    misplaced = [phrase.canonical for phrase in lexicon.set_phrases if not _slots_in_order(phrase)]
    assert misplaced == []


def _slots_in_order(phrase: SetPhrase) -> bool:
    position = 0
    for slot in phrase.slots:
        found = phrase.canonical.find(slot, position)
        if found < 0:
            return False
        position = found + len(slot)
    return True


def test_members_of_a_closed_list_stand_in_the_canonical_form_in_their_order(
    lexicon: Lexicon,
) -> None:
    for phrase in lexicon.set_phrases:
        places = [phrase.canonical.find(member) for member in phrase.closed_list]
        assert -1 not in places, phrase.canonical
        assert all(first < second for first, second in pairwise(places)), phrase.canonical


def test_a_closed_list_has_as_many_members_as_its_name_says(lexicon: Lexicon) -> None:
    counted = {
        phrase.name: (_promised_count(phrase.name), len(phrase.closed_list))
        for phrase in lexicon.set_phrases
        if phrase.closed_list and "字" not in phrase.name and _promised_count(phrase.name)
    }
    assert len(counted) > 20
    assert {name: pair for name, pair in counted.items() if pair[0] != pair[1]} == {}


def test_the_sixteen_character_policy_has_sixteen_characters(lexicon: Lexicon) -> None:
    policies = [phrase for phrase in lexicon.set_phrases if "十六字" in phrase.name]
    lengths = {len(phrase.canonical.replace("、", "")) for phrase in policies}
    assert lengths == {16}


def test_quotation_marks_are_paired_in_every_text_that_may_be_shown(lexicon: Lexicon) -> None:
    shown = [form for phrase in lexicon.set_phrases for form in phrase.forms]
    shown += [member.reason for member in _all_members(lexicon)]
    shown += [note.text for note in lexicon.law_notes]
    unpaired = [text for text in shown if text.count("“") != text.count("”")]
    unpaired += [text for text in shown if text.count("《") != text.count("》")]
    unpaired += [text for text in shown if text.count("（") != text.count("）")]
    assert unpaired == []


def test_no_half_width_mark_stands_between_chinese_characters(lexicon: Lexicon) -> None:
    shown = [form for phrase in lexicon.set_phrases for form in phrase.forms]
    shown += [text for member in _all_members(lexicon) for text in (member.text, member.reason)]
    shown += [note.text for note in lexicon.law_notes]
    assert [text for text in shown if re.search(r"[\u4e00-\u9fff][,;:!?()]", text)] == []


def test_a_set_has_two_members_or_more_and_none_twice(lexicon: Lexicon) -> None:
    for each in lexicon.confusable_sets:
        spellings = [form for member in each.members for form in (member.text, *member.variants)]
        assert len(each.members) >= 2, each.id
        assert _repeated(spellings) == [], each.id


def test_set_ids_and_topics_are_their_own(lexicon: Lexicon) -> None:
    assert _repeated([each.id for each in lexicon.confusable_sets]) == []
    assert _repeated([each.id for each in lexicon.also_true]) == []
    assert _repeated([note.message_id for note in lexicon.law_notes]) == []


def test_every_grade_is_known_and_spelling_sets_need_no_context(lexicon: Lexicon) -> None:
    for each in lexicon.confusable_sets:
        assert each.grade in get_args(Grade)
        assert bool(each.applies_to) == (each.grade == "option"), each.id


def test_sets_used_for_options_rest_on_a_verified_source(lexicon: Lexicon) -> None:
    loose = [
        each.id
        for each in lexicon.confusable_sets
        if each.grade == "option" and each.provenance.certainty != "verified"
    ]
    assert loose == []


def test_every_reason_is_a_sentence_that_a_learner_can_read(lexicon: Lexicon) -> None:
    bad = [m.text for m in _all_members(lexicon) if len(m.reason) < 8 or m.reason[-1] != "。"]
    assert bad == []


def test_members_that_can_be_options_carry_an_article_or_a_document(lexicon: Lexicon) -> None:
    members = [
        m for each in lexicon.confusable_sets if each.grade == "option" for m in each.members
    ]
    cited = [m.text for m in members if re.search("第.+条|序言", m.reason)]
    assert len(cited) == len(members)


def test_no_protected_wording_is_a_member_of_a_set(lexicon: Lexicon) -> None:
    protected = set(lexicon.protected_texts)
    members = {m.text for m in _all_members(lexicon)}
    members |= {form for m in _all_members(lexicon) for form in m.variants}
    assert members & protected == set()


def test_no_member_carries_a_protected_wording_in_it(lexicon: Lexicon) -> None:
    texts = [m.text for m in _all_members(lexicon)]
    carried = [
        (text, phrase) for text in texts for phrase in lexicon.protected_texts if phrase in text
    ]
    assert carried == []


def test_nothing_is_both_safe_and_forbidden_as_a_wrong_option(lexicon: Lexicon) -> None:
    clashes = [
        (entry.id, member.text)
        for entry in lexicon.also_true
        for member in entry.safe_wrong
        if any(entry.refuses_option(form) for form in (member.text, *member.variants))
    ]
    assert clashes == []


def test_an_entry_that_allows_cloze_only_offers_nothing_wrong(lexicon: Lexicon) -> None:
    assert [e.id for e in lexicon.also_true if e.cloze_only and e.safe_wrong] == []


def test_every_topic_has_triggers_and_truths_and_none_twice(lexicon: Lexicon) -> None:
    for entry in lexicon.also_true:
        assert entry.triggers, entry.id
        assert all(all(trigger) for trigger in entry.triggers), entry.id
        assert entry.never_wrong, entry.id
        assert _repeated(list(entry.never_wrong)) == [], entry.id
        assert _repeated([member.text for member in entry.safe_wrong]) == [], entry.id


def test_a_forbidden_swap_is_forbidden_both_ways(lexicon: Lexicon) -> None:
    for entry in lexicon.also_true:
        pairs = set(entry.swap_forbidden)
        assert {(second, first) for first, second in pairs} == pairs, entry.id


def test_bodies_and_statutes_are_named_once(lexicon: Lexicon) -> None:
    assert _repeated([body.name for body in lexicon.bodies]) == []
    assert _repeated([statute.name for statute in lexicon.statutes]) == []


def test_a_short_name_means_one_thing(lexicon: Lexicon) -> None:
    shorts = [each.short for each in lexicon.abbreviations]
    ambiguous = {name for statute in lexicon.statutes for name in statute.ambiguous}
    assert _repeated(shorts) == []
    assert ambiguous.isdisjoint(shorts)


def test_statute_dates_are_days(lexicon: Lexicon) -> None:
    odd = [s.name for s in lexicon.statutes if not re.fullmatch(r"(\d{4}-\d\d-\d\d)?", s.in_force)]
    assert odd == []


def test_every_meeting_pattern_matches_its_example(lexicon: Lexicon) -> None:
    for meeting in lexicon.meetings:
        assert re.search(meeting.pattern, meeting.example), meeting.pattern


@pytest.mark.parametrize(
    "line", ["更多代表请到基层一线去。", "承办单位：区财政局", "附件：代表名单.docx"]
)
def test_what_may_be_content_is_flagged_but_not_cut(lexicon: Lexicon, line: str) -> None:
    matching = [
        noise
        for noise in lexicon.noise
        if noise.scope == "line" and re.fullmatch(noise.pattern, line)
    ]
    assert matching
    assert not any(noise.certain for noise in matching)


def test_a_meeting_is_found_without_the_words_around_it(lexicon: Lexicon) -> None:
    sentence = (
        "认真落实区九届人大常委会有关工作安排，全面贯彻党的二十届三中全会和省委十三届五次全会精神，"
        "密切联系群众是党的一大法宝"
    )
    found = {match for each in lexicon.meetings for match in re.findall(each.pattern, sentence)}

    assert found == {"区九届人大常委会", "党的二十届三中全会", "省委十三届五次全会"}


def test_every_noise_pattern_matches_its_examples(lexicon: Lexicon) -> None:
    for noise in lexicon.noise:
        match = re.fullmatch if noise.scope == "line" else re.search
        assert noise.examples, noise.pattern
        assert all(match(noise.pattern, example) for example in noise.examples), noise.pattern


@pytest.mark.parametrize(
    "line",
    [
        "一是要加强学习，提升履职能力。",
        "人大代表享有审议权、表决权、提案权、选举权、质询权等权利。",
        "要关注民生问题，积极反映人民群众的呼声和诉求。",
        "第一章 总则",
        "第三条 代表应当坚持中国共产党的领导。",
        "来源于人民、服务于人民，是代表的本色。",
        "联系群众不是简单的走访、问候。",
        "谢谢大家！",
        "审核意见",
        "内容由三部分组成。",
        "下一篇章要靠我们共同书写。",
        "分享到位的经验，交流履职体会。",
    ],
)
def test_no_noise_pattern_takes_a_line_of_a_speech_or_law(lexicon: Lexicon, line: str) -> None:
    taken = [
        noise.comment
        for noise in lexicon.noise
        if (re.fullmatch if noise.scope == "line" else re.search)(noise.pattern, line)
    ]
    assert taken == []


def test_every_word_list_is_there_once_and_repeats_nothing(lexicon: Lexicon) -> None:
    assert sorted(each.name for each in lexicon.word_lists) == sorted(get_args(WordListName))
    for word_list in lexicon.word_lists:
        assert word_list.words, word_list.name
        assert _repeated(list(word_list.words)) == [], word_list.name


def test_every_kind_has_its_cues(lexicon: Lexicon) -> None:
    assert sorted(cue.kind for cue in lexicon.kind_cues) == sorted(get_args(Kind))
    assert all(cue.heads and cue.verbs for cue in lexicon.kind_cues)


def test_law_notes_say_what_they_look_for_and_what_to_think(lexicon: Lexicon) -> None:
    for note in lexicon.law_notes:
        assert note.phrases, note.message_id
        assert note.text.endswith("。"), note.message_id
        assert re.fullmatch(r"(law|phrase)\.[a-z_]+", note.message_id)
        assert note.level in {"note", "review"}
        assert not note.slip or note.level == "review", note.message_id


def test_words_are_plain_and_stand_once(lexicon: Lexicon) -> None:
    texts = [word.text for word in lexicon.words]
    assert _repeated(texts) == []
    assert [text for text in texts if not text or re.search(r"\s", text)] == []


@pytest.mark.parametrize(
    "word", ["一府一委两院", "第一手资料", "人大代表", "原选区选民", "原选举单位", "老秘网"]
)
def test_the_words_that_the_segmenter_cuts_wrongly_are_taught(lexicon: Lexicon, word: str) -> None:
    taught = {each.text for each in lexicon.words}
    noise = {example for each in lexicon.noise for example in each.examples}
    assert word in taught or any(word in example for example in noise)


def test_numerals_have_their_values(lexicon: Lexicon) -> None:
    values = {numeral.text: numeral.value for numeral in lexicon.numerals}
    assert [values[each] for each in "零一二三四五六七八九十"] == list(range(11))
    assert values["两"] == 2
    assert values["〇"] == 0
