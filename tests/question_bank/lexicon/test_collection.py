"""The lexicon as a whole: looking things up, and adding what trainers entered."""

from __future__ import annotations

import datetime as dt

import pytest

from question_bank.lexicon import (
    ConfusableMember,
    ConfusableSet,
    Kind,
    Lexicon,
    Provenance,
    Term,
    WordListName,
    load_lexicon,
)

TRAINER = Provenance("审题人录入", "1", dt.date(2026, 11, 22), "common")


@pytest.fixture(name="lexicon")
def _lexicon() -> Lexicon:
    return load_lexicon()


def _set(identifier: str = "trainer-1", *texts: str) -> ConfusableSet:
    members = tuple(ConfusableMember(text, (), f"{text}的说明。") for text in texts or ("甲", "乙"))
    return ConfusableSet(identifier, "自定", (), members, "option", "", TRAINER)


def test_an_extension_knows_the_new_term_and_leaves_the_original_alone(lexicon: Lexicon) -> None:
    before = lexicon.fingerprint

    extended = lexicon.extended(terms=["恒阳号直通车"])

    assert Term("恒阳号直通车") in extended.words
    assert Term("恒阳号直通车") not in lexicon.words
    assert lexicon.fingerprint == before
    assert lexicon == load_lexicon()


def test_an_extension_has_a_fingerprint_of_its_own(lexicon: Lexicon) -> None:
    first = lexicon.extended(terms=["恒阳号直通车"])
    second = lexicon.extended(confusable_sets=[_set()])

    assert len({lexicon.fingerprint, first.fingerprint, second.fingerprint}) == 3


def test_the_same_additions_give_the_same_lexicon(lexicon: Lexicon) -> None:
    first = lexicon.extended(terms=["恒阳号直通车"], confusable_sets=[_set()])
    second = lexicon.extended(terms=["恒阳号直通车"], confusable_sets=[_set()])

    assert first == second


def test_what_is_known_already_changes_nothing(lexicon: Lexicon) -> None:
    assert lexicon.extended(terms=["人大代表", ""]) is lexicon
    assert lexicon.extended() is lexicon
    assert lexicon.extended(confusable_sets=lexicon.confusable_sets[:2]) is lexicon


def test_a_term_may_bring_its_frequency_and_tag(lexicon: Lexicon) -> None:
    term = Term("恒阳号", 5000, "nz")

    assert lexicon.extended(terms=[term]).words[-1] == term


def test_a_term_given_twice_is_added_once(lexicon: Lexicon) -> None:
    extended = lexicon.extended(terms=["恒阳号", Term("恒阳号", 10)])

    assert [term for term in extended.words if term.text == "恒阳号"] == [Term("恒阳号")]


def test_a_set_with_a_known_id_takes_its_place(lexicon: Lexicon) -> None:
    extended = lexicon.extended(confusable_sets=[_set()]).extended(
        confusable_sets=[_set("trainer-1", "丙", "丁")]
    )

    mine = [each for each in extended.confusable_sets if each.id == "trainer-1"]
    assert [member.text for member in mine[0].members] == ["丙", "丁"]
    assert len(mine) == 1


@pytest.mark.parametrize(
    ("name", "word"),
    [("absolute", "一律"), ("vague", "往往"), ("dangling_pronoun", "其"), ("courtesy", "共勉")],
)
def test_a_word_list_is_found_by_its_name(lexicon: Lexicon, name: WordListName, word: str) -> None:
    assert word in lexicon.word_list(name)


def test_an_unknown_word_list_is_an_error(lexicon: Lexicon) -> None:
    with pytest.raises(KeyError, match="nonsense"):
        lexicon.word_list("nonsense")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "head"),
    [("duty", "职责"), ("right", "权利"), ("obligation", "义务"), ("method", "方式")],
)
def test_the_cues_of_a_kind_are_found(lexicon: Lexicon, kind: Kind, head: str) -> None:
    assert head in lexicon.cues(kind).heads


def test_an_unknown_kind_is_an_error(lexicon: Lexicon) -> None:
    with pytest.raises(KeyError, match="nonsense"):
        lexicon.cues("nonsense")  # type: ignore[arg-type]


def test_sets_are_found_by_member_and_sentence(lexicon: Lexicon) -> None:
    stem = "地方各级人大代表是地方各级国家权力机关的组成人员"
    found = lexicon.confusable_sets_for("权力机关", stem)

    assert [each.id for each in found] == ["state-organs"]


def test_a_set_stays_away_from_a_sentence_it_is_not_meant_for(lexicon: Lexicon) -> None:
    assert lexicon.confusable_sets_for("三个月", "三个月来，各代表小组开展了活动") == ()
    assert lexicon.confusable_sets_for("三个月内", "自交办之日起三个月内答复") != ()


def test_spelling_sets_are_never_offered_as_options(lexicon: Lexicon) -> None:
    assert lexicon.confusable_sets_for("法治", "践行法治使命") == ()


def test_full_and_short_names_are_paired(lexicon: Lexicon) -> None:
    pairs = {(each.full, each.short) for each in lexicon.abbreviations}

    assert ("全国人民代表大会和地方各级人民代表大会代表法", "代表法") in pairs
    assert ("全国人民代表大会", "全国人大") in pairs


def test_protected_texts_come_longest_first(lexicon: Lexicon) -> None:
    lengths = [len(text) for text in lexicon.protected_texts]

    assert lengths == sorted(lengths, reverse=True)
    assert "增强“四个意识”、坚定“四个自信”、做到“两个维护”" in lexicon.protected_texts
    assert "全过程人民民主" in lexicon.protected_texts
