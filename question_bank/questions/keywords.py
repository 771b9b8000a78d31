"""Items on terms of procedure: a cloze, and a statement with the opposite term."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from question_bank.keypoints import KeyPoint, Span
from question_bank.questions.clozes import cloze
from question_bank.questions.speaking import is_oral
from question_bank.questions.statements import SUBJECT_MATTER, statement
from question_bank.questions.stems import closed, context_of, standalone
from question_bank.questions.values import BLANK, NearMiss
from question_bank.questions.workshop import Candidate, Workshop, fact_of

#: Terms that exclude the keyword, so that a rule with one of them is another rule.
OPPOSITES: Mapping[str, str] = {
    "无记名投票": "举手表决",
    "差额选举": "等额选举",
    "等额选举": "差额选举",
    "直接选举": "间接选举",
    "书面": "口头",
    "集体行使职权": "个人行使职权",
    "闭会期间": "会议期间",
    "许可": "备案",
    "列席": "出席",
    "原选区选民": "原选举单位",
    "专职配备": "兼职配备",
    "全体代表的过半数": "到会代表的过半数",
    "全体组成人员的过半数": "到会组成人员的过半数",
    "不得": "可以",
    "不": "可以",
    "不能": "可以",
}
#: What says the same as the opposite of a term already, so that nothing would be changed.
SAID_ALREADY: Mapping[str, re.Pattern[str]] = {
    "闭会期间": re.compile("(?:大会|会议|开会)期间|会议上|会上|主席团[^，]{0,4}许可")
}
#: Acts that an office may not do beside another, or by itself.
DENIED = "担任|兼任|分管|作为候选人|直接处理"
#: Words of denial: what they deny is asked as a statement only.
DENIALS = frozenset({"不得", "不", "不能"})
#: Wrong answers that are only likely, beside the opposite.
LIKELY: Mapping[str, tuple[str, ...]] = {
    "许可": ("同意", "批准"),
    "无记名投票": ("记名投票",),
    "列席": ("旁听",),
    "预备会议": ("主席团会议", "常务委员会会议"),
    "全体代表的过半数": ("全体代表的三分之二以上",),
    "全体组成人员的过半数": ("全体组成人员的三分之二以上",),
    "原选区选民": ("本级人大常委会",),
    "质询案": ("罢免案", "撤职案"),
    "罢免案": ("撤职案", "质询案"),
    "主席团": ("主任会议", "常务委员会"),
}
#: Why a word is wrong where another belongs.
WHY: Mapping[str, str] = {
    "罢免案": "罢免案针对由人民代表大会选举或者决定任命的人员，由大会表决。",
    "撤职案": "撤职案在大会闭会期间由常务委员会审议和表决。",
    "质询案": "质询案要求被质询的机关作出答复，不免去职务。",
    "主任会议": "主任会议处理常务委员会的重要日常工作。",
    "常务委员会": "常务委员会在大会闭会期间行使职权；大会由主席团主持。",
    "原选举单位": "原选举单位是选出上一级代表的人民代表大会；由选民直接选举的代表没有原选举单位。",
    "本级人大常委会": "由选民直接选举的代表对选民负责，受选民监督。",
    "间接选举": "间接选举由下一级人民代表大会选出上一级的代表。",
    "直接选举": "直接选举由选民选出县级和乡级的代表。",
    "口头": "口头提出不留文本，无从交办和答复。",
    "记名投票": "记名投票要写明投票人是谁，无记名投票不写。",
    "举手表决": "举手表决时谁赞成谁反对人人都看得见。",
    "出席": "出席会议的是会议的组成人员，有表决权；列席的可以发言，没有表决权。",
    "旁听": "旁听会议的是公民，不参加审议；列席的可以发言。",
    "主席团会议": "主席团由预备会议选举产生，不能由它自己的会议选举。",
    "常务委员会会议": "常务委员会召集大会；主席团由大会的预备会议选举。",
    "到会代表的过半数": "以全体代表为基数，不以到会代表为基数。",
    "到会组成人员的过半数": "以全体组成人员为基数，不以到会人员为基数。",
    "全体代表的三分之二以上": "选举和通过决议要全体代表的过半数；三分之二以上的代表出席，会议才能举行。",
    "全体组成人员的三分之二以上": "常务委员会通过议案要全体组成人员的过半数。",
}
#: The congress of a township, whose organ is asked for, and the organs that it lacks.
OF_TOWN = re.compile(f"(?:乡镇人大|镇的人民代表大会){BLANK}")
COMMITTEES, NO_COMMITTEE = ("常务委员会", "主任会议"), "乡镇人民代表大会不设常务委员会。"
LONGEST_STATEMENT = 90
#: Words that say how: several others would do, so they are tapped or not asked.
MANNER = frozenset(
    {"当场", "无条件", "立即报告", "集体行使职权", "专款专用", "列席", "书面"}
    | {"直接选举", "专职配备", "时间保障", "全体代表的过半数", "全体组成人员的过半数"}
)
#: What a sentence must say besides, or another answer is right as well: 许可 of an arrest, who
#: calls a meeting at which level, to whom those elected by voters report.
GROUND = {
    "许可": re.compile("逮捕|审判|拘留|人身自由"),
    "主席团": re.compile("乡|镇|列入(?:会议|大会)议程|大会期间"),
    "预备会议": re.compile("主席团[^，]*选举"),
    "列席": re.compile("列席[^，]*会议"),
    "全体代表的过半数": re.compile("决议|决定|选举"),
    "原选区选民": re.compile("直接选举|县|乡|镇"),
    "质询案": re.compile(
        "对.{0,24}(?:政府|委员会|法院|检察院|国务院|一府)|组成人员[三五十]人以上联名[^；。]*书面"
    ),
    "罢免案": re.compile("对.{0,60}(?:人员|主任|院长|检察长|主席|乡长|镇长)"),
}
#: What a sentence says that lays something down, and one that tells what is amiss.
NORM = re.compile("应当|必须|不得|不能|可以|一律|须|由|经|采用|采取|实行|有权|不受|不直接|要")
FAULTS = re.compile("不够|不足|差距|存在|问题是|有待|还不|没有(?!经|固定)|薄弱|有的|有些")
#: What is about the office.
OFFICE = re.compile(f"{SUBJECT_MATTER.pattern}|撤职案|罢免案|质询案|主席团|常委会|常务委员会")
#: Fewest wrong words that make a bank.
FEWEST_WRONG = 2


def from_keyword(workshop: Workshop, point: KeyPoint) -> Iterator[Candidate | None]:
    """Yield a cloze on the term and, where it has an opposite, a false statement."""
    slot = point.slots[0]
    context = context_of(workshop.document, point.span)
    is_denial = slot.text in DENIALS
    if context is None or (context.text.count(slot.text) != 1 and not is_denial):
        return
    is_sure = not is_oral(context.text) and bool(OFFICE.search(context.text))
    if needed := GROUND.get(slot.text):
        is_sure = is_sure and bool(needed.search(context.text))
    rest = context.text.replace(slot.text, "", 1)
    wrong = [text for text in _wrong_for(slot.text) if text not in rest]
    if slot.text not in DENIALS and (wrong or slot.text not in MANNER):
        bank = _bank(workshop, slot, wrong)
        is_clear = len(wrong) >= FEWEST_WRONG
        made = cloze(
            workshop, point, [slot], "keyword", word_bank=bank, is_sure=is_sure and is_clear
        )
        yield _with_misses(made, slot.text, wrong) if made else None
    yield _false(workshop, point, context, is_sure=is_sure)


def _wrong_for(key: str) -> list[str]:
    """Return the opposite of *key* and what else is likely and wrong in its place."""
    return [*LIKELY.get(key, ()), *([OPPOSITES[key]] if key in OPPOSITES else [])]


def _bank(workshop: Workshop, slot: Span, wrong: Sequence[str]) -> list[str]:
    """Return key and wrong words to tap, mixed; none where there are too few, or the key is typed."""
    if len(wrong) < FEWEST_WRONG and slot.text not in MANNER:
        return []
    words = [slot.text, *wrong]
    workshop.random("keyword", slot.start).shuffle(words)
    return words


def _with_misses(made: Candidate, key: str, wrong: Sequence[str]) -> Candidate:
    blank = made.item.blanks[0]
    known = {miss.text for miss in blank.near_misses}
    why = WHY
    if OF_TOWN.search(made.item.stem):
        why = {**WHY, **dict.fromkeys(COMMITTEES, NO_COMMITTEE)}
    misses = [
        NearMiss(text, why.get(text, f"这里说的是“{key}”，不是“{text}”。"))
        for text in wrong
        if text not in known
    ]
    blank = replace(blank, near_misses=(*blank.near_misses, *misses))
    return replace(made, item=replace(made.item, blanks=(blank,)))


def _false(
    workshop: Workshop, point: KeyPoint, context: Span, *, is_sure: bool
) -> Candidate | None:
    key = point.slots[0].text
    other = OPPOSITES.get(key)
    text = standalone(workshop.document, context, context.text)
    if other is None or text is None or len(text) > LONGEST_STATEMENT:
        return None
    told = _changed(text, key, other)
    if not told or not NORM.search(text) or FAULTS.search(text):
        return None
    return statement(
        workshop,
        point,
        workshop.source.lead(point.section, told) + closed(told),
        truth=False,
        form="statement",
        explanation=f"改动的是“{other}”，应为“{key}”。" + workshop.quoted(context, point.section),
        slot=str(point.slots[0].start),
        fact=fact_of(point, key),
        proof=context,
        is_sure=is_sure,
    )


def _changed(text: str, key: str, other: str) -> str:
    """Return *text* with *other* for *key*, or nothing where that is no plain change."""
    if key in DENIALS:
        told = re.sub(f"(?:但|也|都)?{key}(?={DENIED})", other, text)
        return told if told != text and told.count(other) == 1 else ""
    # What a rule allows besides, 也可以书面提出, leaves the other way open.
    is_open = f"也可以{key}" in text
    same = SAID_ALREADY.get(key)
    if (
        (same and same.search(text))
        or other in text
        or is_open
        or (key == "直接选举" and "选民" in text)
    ):
        return ""
    return text.replace(key, other)
