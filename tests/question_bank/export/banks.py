"""Banks with hostile text, for round trips through every format."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Final

from hypothesis import strategies as st

from question_bank.export.exchange.values import Part, PortableQuestion, PortableSource
from question_bank.keypoints.values import Kind
from question_bank.questions.values import BLANK, Blank, Item, ItemType, NearMiss, Option

#: What means something in one of the formats, or breaks what is careless.
HOSTILE: Final = (
    *("=1+1", "+86", "-5", "@SUM(A1)", "'quoted'", '"两"', "<b>&amp;</b>", "]]>", "<![CDATA[", "&#65;"),
    *("{x}", "{{c1::甲}}", "{1:SHORTANSWER:=乙}", "~错#反馈", "=对", "\\", "\\n", "\\\\~", "#N/A", "::题::"),
    *("//注释", "[html]甲", "[tag:x]", "$CATEGORY: x", "A. 甲", "A.甲B.乙", "（　）", "( )", "【乙】", "答案：C"),
    *("解析：丙", "\\解析：丁", "_x0041_", "_x000D_", "甲|乙", "甲｜乙", "甲/乙", "1/2", "甲；乙", "甲、乙", "1：甲"),
    *("😀👩‍👩‍👧", "ＦＵＬＬ　ｗｉｄｔｈ", "\u202eRTL", "\u0301é", "\ufffd", "\u2028", "长" * 300, "TRUE", "0012", "1e5"),
    *("2026-11-23", "**粗**", "***", "%50%甲", "a -> b", "#", "%", "正确", "不分先后", "->"),
)  # fmt: skip
_CHARACTERS: Final = st.characters(
    blacklist_categories=("Cc", "Cs"), blacklist_characters="\ufffe\uffff_"
)
_LINE: Final = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(_CHARACTERS, min_size=1, max_size=12),
    st.tuples(st.sampled_from(HOSTILE), st.text(_CHARACTERS, max_size=5)).map("".join),
)
#: One line with something to see, as our forms store it: no outer white space.
WORDS: Final = _LINE.map(str.strip).filter(lambda text: bool(text) and len(text.splitlines()) == 1)
#: Text of several lines, or none.
LINES: Final = st.lists(WORDS, max_size=3).map("\n".join)
_GUIDS: Final = st.text("abcdefghijklmnopqrstuvwxyzABCDEF0123456789-_", min_size=16, max_size=24)
_POINTS: Final = st.decimals("0.5", "100", places=1, allow_nan=False)


def _without_blanks(text: str) -> str:
    return text.replace("__", "＿") or "题"


def _choice(item_type: ItemType) -> st.SearchStrategy[Item]:
    texts = st.lists(WORDS, min_size=2, max_size=7, unique=True)
    return st.tuples(texts, st.lists(LINES, min_size=7, max_size=7), st.integers(0, 127)).map(
        lambda drawn: _made_choice(item_type, *drawn)
    )


def _made_choice(item_type: ItemType, texts: list[str], feedback: list[str], mask: int) -> Item:
    count = len(texts)
    if item_type is ItemType.SINGLE:
        right = {mask % count}
    else:
        right = {at for at in range(count) if mask >> at & 1} or {0}
    options = tuple(
        Option(at + 1, text, at in right, feedback[at]) for at, text in enumerate(texts)
    )
    return Item(item_type, "authored", Kind.RIGHT, "题", options=options)


def _cloze(pieces: list[str], answers: list[list[str]], misses: list[tuple[str, str]]) -> Item:
    stem = BLANK.join(map(_without_blanks, pieces))
    blanks = tuple(
        Blank(number, tuple(accepted), tuple(NearMiss(*miss) for miss in misses if number == 1))
        for number, accepted in enumerate(answers, start=1)
    )
    return Item(ItemType.CLOZE, "authored", Kind.DUTY, stem, blanks=blanks, unordered=len(blanks) > 1)  # fmt: skip


_CLOZES: Final = st.integers(1, 3).flatmap(
    lambda count: st.builds(
        _cloze,
        st.lists(WORDS, min_size=count + 1, max_size=count + 1),
        st.lists(
            st.lists(WORDS, min_size=1, max_size=3, unique=True), min_size=count, max_size=count
        ),
        st.lists(st.tuples(WORDS, st.one_of(st.just(""), WORDS)), max_size=2),
    )
)
_ITEMS: Final = st.one_of(
    _choice(ItemType.SINGLE),
    _choice(ItemType.MULTIPLE),
    _CLOZES,
    st.booleans().map(lambda truth: Item(ItemType.TRUE_FALSE, "authored", Kind.SYSTEM, "题", truth=truth)),
    LINES.filter(bool).map(lambda text: Item(ItemType.SHORT_ANSWER, "authored", Kind.METHOD, "题", model_answer=text)),
)  # fmt: skip


def _numbered(item: Item, step: int) -> Item:
    """Return an item some of whose parts were deleted, so that numbers are missing."""
    return replace(
        item,
        options=tuple(replace(part, number=part.number * step) for part in item.options),
        blanks=tuple(replace(part, number=part.number * step) for part in item.blanks),
    )


def _question(item: Item, stem: str, rest: tuple[object, ...]) -> PortableQuestion:
    explanation, difficulty, kind, words, guid, points, tags, status, source, form, fact, step = (
        rest
    )
    if item.type is not ItemType.CLOZE:
        item = replace(item, stem=_without_blanks(stem))
    else:
        item = replace(item, word_bank=tuple(words))  # type: ignore[arg-type]
    item = replace(item, explanation=explanation, difficulty=difficulty, kind=kind, form=form)  # type: ignore[arg-type]
    return PortableQuestion(
        item=_numbered(item, step),  # type: ignore[arg-type]
        fact=fact,  # type: ignore[arg-type]
        status_reason="不再合适" if status in {"rejected", "retired"} else "",
        guid=guid,  # type: ignore[arg-type]
        points=points,  # type: ignore[arg-type]
        tags=tuple(tags),  # type: ignore[arg-type]
        status=status,  # type: ignore[arg-type]
        source=source,  # type: ignore[arg-type]
    )


_SOURCES: Final = st.one_of(
    st.none(), st.builds(PortableSource, WORDS, WORDS, st.just("a" * 64), st.integers(0, 9999))
)
QUESTIONS: Final = st.builds(
    _question,
    _ITEMS,
    WORDS,
    st.tuples(
        LINES,
        st.integers(1, 5),
        st.sampled_from(Kind),
        st.lists(WORDS, max_size=3, unique=True),
        _GUIDS,
        _POINTS,
        st.lists(WORDS, max_size=3, unique=True),
        st.sampled_from(("draft", "review", "published", "rejected", "retired")),
        _SOURCES,
        st.sampled_from(("authored", "list", "slot")),
        st.one_of(st.just(""), WORDS),
        st.integers(1, 3),
    ),
)
BANKS: Final = st.lists(QUESTIONS, min_size=1, max_size=2, unique_by=lambda each: each.guid)


def silent(question: PortableQuestion) -> PortableQuestion:
    """Return a question without what a reading says of the file alone."""
    return replace(question, unsaid=frozenset[Part](), points=Decimal(question.points).normalize())
