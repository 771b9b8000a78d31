"""What a learner sees, rendered by the real Anki."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from question_bank.export.anki import DeckOptions, ExportNote
from question_bank.export.anki.texts import escape, is_blank
from question_bank.questions.values import BLANK, Blank, ItemType, NearMiss, Option
from tests.question_bank.export.samples import (
    Learner,
    cloze,
    multiple,
    one_of_each,
    short_answer,
    single,
)

CODE = re.compile("<script>.*?</script>", re.DOTALL)
MARKUP = re.compile("<[^>]*>")
HOSTILE = (
    "{{c1::假}} }} {{Id}} ::提示",
    "<script>alert('一')</script>",
    '"><img src=x onerror=alert(1)>',
    "a\x1fb\x00c\x0b",
    "[[type:cloze:Text]] [sound:x.mp3] \\(x\\) [latex]x[/latex]",
    "}}{{c2::",
    "一\n二\r\n三\t四",
    "&lt;&amp;&#58;",
    "\u0338开头",
    "<" * 400,
)
TEXT = st.text(st.sampled_from('审议表决：:{}<>&"c1\n\x1fé\u0301\u0338\u3000 [=$\\'), max_size=12)


def visible(side: str) -> str:
    """Return the words on one side of a card."""
    return html.unescape(MARKUP.sub(" ", CODE.sub("", side)))


def hostile_notes() -> list[ExportNote]:
    """Return a cloze and a choice for each hostile text, which stands in all their places."""
    notes = []
    for number, text in enumerate(HOSTILE):
        blanks = (Blank(1, (text, text), (NearMiss(text, text),)), Blank(2, ("乙",)))
        filled = cloze(f"c{number}", stem=f"{text}{BLANK}{text}、{BLANK}。", blanks=blanks)
        options = (Option(1, text, correct=True, feedback=text), Option(2, "乙", correct=False))
        chosen = single(f"s{number}", stem=f"{text}（　　）。", options=options, explanation=text)
        notes += [
            replace(each, source=text, source_quote=text, document=text, tags=(text,))
            for each in (filled, chosen)
        ]
    return notes


def test_every_card_renders(learner: Learner) -> None:
    learner.load(one_of_each())

    for note in one_of_each():
        sides = learner.sides(note.guid)
        assert len(sides) == max(1, len(note.item.blanks))
        for front, back in sides:
            words = visible(front)
            assert note.item.stem.replace("**", "").split(BLANK)[0] in words
            assert "{{" not in words + visible(back)
            assert note.item.explanation in visible(back)
    assert not learner.collection.get_empty_cards().notes


def test_the_front_tells_which_text_a_stem_speaks_of(learner: Learner) -> None:
    told = [replace(each, document="学习《代表法》的讲话") for each in one_of_each()]
    law = replace(
        single("law", stem="《代表法》第七条规定，代表（　　）。"), document="中华人民共和国代表法"
    )
    authored = replace(single("authored"), source="", document="")
    learner.load([*told, law, authored])

    for note in told:
        for front, _back in learner.sides(note.guid):
            assert "出自《学习〈代表法〉的讲话》" in visible(front)
    for silent in ("law", "authored"):
        assert "出自" not in visible(learner.sides(silent)[0][0])


def test_a_cloze_asks_one_blank_and_shows_the_others(learner: Learner) -> None:
    learner.load([cloze()])

    first, second = ((visible(front), visible(back)) for front, back in learner.sides("cloze"))

    assert "[3 字]" in first[0]
    assert "、 表决权 、" not in first[0]
    assert "质询权" in first[0]
    # Its answers have several lengths, so no length is told.
    assert "[...]" in second[0]
    assert "表决权" in first[1]
    assert "“质询权”也可填“质询的权利”。" in second[1]
    assert "填“审判权”：由人民法院依法独立行使。" in first[1]


def test_all_blanks_may_stand_on_one_card(learner: Learner) -> None:
    learner.load([cloze()], DeckOptions(blanks_together=True, hints=False))

    [(front, back)] = learner.sides("cloze")

    assert visible(front).count("[...]") == 2
    assert "不分先后" in visible(front)
    assert "表决权" in visible(back)


def test_the_answer_may_be_typed(learner: Learner) -> None:
    learner.load([cloze()], DeckOptions(type_in=True))

    front, back = learner.sides("cloze")[0]

    assert "[[type:cloze:Text]]" in front
    assert "[[type:cloze:Text]]" in back
    expected = learner.collection.extract_cloze_for_typing(learner.fields()["cloze"]["Text"], 1)
    assert expected == "表决权"


@pytest.mark.parametrize("answer", ["表决权", "a::b", "<b>", "“两个维护”", "甲&乙", "{一}"])
def test_a_typed_answer_is_found_right(learner: Learner, answer: str) -> None:
    learner.load([cloze(blanks=(Blank(1, (answer,)), Blank(2, ("乙",))))])
    expected = learner.collection.extract_cloze_for_typing(learner.fields()["cloze"]["Text"], 1)

    compared = learner.collection.compare_answer(expected, answer)

    assert "typeGood" in compared
    assert "typeBad" not in compared
    assert "typeMissed" not in compared


def test_nothing_asks_for_typing_unless_chosen(learner: Learner) -> None:
    learner.load(one_of_each())

    assert not any("[[type:" in front for n in one_of_each() for front, _ in learner.sides(n.guid))


def test_bold_words_of_a_stem_are_bold(learner: Learner) -> None:
    learner.load([cloze()])

    assert "<b>选举权</b>" in learner.sides("cloze")[0][0]


def test_a_choice_may_have_any_number_of_options(learner: Learner) -> None:
    options = tuple(Option(number, f"选项{number}", number % 2 == 0) for number in range(1, 13))
    learner.load([multiple(options=options)])

    front, back = learner.sides("multiple")[0]

    assert front.count("<li ") == back.count("<li ") == 12
    assert back.count('class="lz-right"') == 6


def test_a_short_answer_shows_its_model_answer_on_the_back_only(learner: Learner) -> None:
    learner.load([short_answer()])

    front, back = learner.sides("short_answer")[0]

    assert "一是联系群众" not in front
    assert "一是联系群众；<br>二是依法履职。" in back
    assert "<li" not in front + back


def test_hostile_text_makes_working_cards(learner: Learner) -> None:
    notes = hostile_notes()

    assert learner.load(notes) == {"new": len(notes)}

    assert not learner.collection.get_empty_cards().notes
    for note in notes:
        sides = learner.sides(note.guid)
        assert len(sides) == (2 if note.item.type is ItemType.CLOZE else 1)
        for side in (side for pair in sides for side in pair):
            assert not re.search("<(script|img|audio)|\\[anki:", CODE.sub("", side))
            assert len(CODE.findall(side)) == (0 if note.item.type is ItemType.CLOZE else 1)


def test_what_means_something_to_anki_is_shown_as_it_was_written(learner: Learner) -> None:
    text = "[sound:x.mp3] [latex]x[/latex] [[type:Id]] {{Id}} {{c1::甲}} <b>乙</b>"
    learner.load([short_answer(model_answer=text)])

    [(_, back)] = learner.sides("short_answer")

    assert text in visible(back)


def test_hostile_tags_stay_whole(learner: Learner) -> None:
    learner.load([replace(single(), tags=("重 点\u3000甲", '"引"::乙', "::", " "))])

    [number] = learner.collection.find_notes("")
    assert set(learner.collection.get_note(number).tags) == {
        "文档::讲话",
        "类型::口号提法",
        "题型::单选题",
        "部分::第二部分::第一点",
        "重_点_甲",
        "引::乙",
    }


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(TEXT.filter(lambda text: not is_blank(escape(text))), min_size=4, max_size=4))
def test_text_comes_back_from_anki_as_it_was(learner: Learner, texts: list[str]) -> None:
    stem, answer, explanation, quote = texts
    # A guid of its own, because the learner keeps what earlier examples brought.
    guid = f"g{len(learner.fields())}"
    filled = cloze(
        guid, stem=f"{stem}{BLANK}", blanks=(Blank(1, (answer,)),), explanation=explanation
    )

    learner.load([replace(filled, source_quote=quote)])

    fields = learner.fields()[guid]
    stored = (fields["Explanation"], fields["Quote"])
    assert tuple(map(read_back, stored)) == (composed(explanation), composed(quote))
    hidden = learner.collection.extract_cloze_for_typing(fields["Text"], 1)
    assert read_back(hidden) == composed(answer)


def read_back(field: str) -> str:
    """Return the text of a stored field."""
    return composed(html.unescape(field.replace("<br>", "\n")))


def composed(text: str) -> str:
    """Return *text* as a field keeps it: without control characters, composed."""
    return unicodedata.normalize("NFC", text.replace("\x1f", ""))


@pytest.mark.parametrize("side", [0, 1])
def test_the_word_bank_is_on_the_front_and_near_misses_on_the_back(
    learner: Learner, side: int
) -> None:
    learner.load([cloze()])

    shown = learner.sides("cloze")[0][side]

    assert ("看词库" in shown, "容易答错" in shown) == (side == 0, side == 1)
