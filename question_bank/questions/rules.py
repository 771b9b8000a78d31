"""What the builders of items on statutes share: stems, facts and candidates."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from question_bank.documents import Role
from question_bank.keypoints import KeyPoint, Span
from question_bank.questions.clozes import blanked
from question_bank.questions.stems import closed
from question_bank.questions.values import BLANK, Item, ItemType, Option
from question_bank.questions.workshop import LONGEST_QUOTE, Candidate, Workshop, options

#: A standing committee that is not said to be whose.
BARE_COMMITTEE = re.compile("常务委员会(?<!大会常务委员会|乡镇常务委员会)(?<!其常务委员会)")
NATIONAL_COMMITTEE = "全国人民代表大会常务委员会"
ANY_COMMITTEE = re.compile("([^，。；、由向经报对]{0,14}?)(?:人民代表大会)常务委员会")
#: What takes a rule back for some, further on in its article.
TAKEN_BACK = re.compile("不再|除外|另有规定|不适用|例外|不受|也?可以不(?!定期)")
#: A ban, and what takes one back further on: 确需转让的，应当…….
BAN, NEEDED = (
    re.compile("不得|禁止|严禁|不准|不收|不予"),
    re.compile("确需|确有(?:必要|需要)|因特殊|特殊(?:情况|需要)"),
)
#: What a body does of which the article may name another one for some cases: 由……审查.
BY_WHOM = re.compile(
    "由[^，；。]{2,24}(?:部门|机关|机构|政府)[^，；。]*?(?P<act>[^，；。]{4})(?:[，；。]|$)"
)
#: What limits what was said just before it.
LIMITED = re.compile("[，；。]?(?:但|除(?!了))")
#: What a careless reader may hold wrong: limits, exceptions, who and how.
TELLING = re.compile(
    "不得|必须|只|有权|无权|均|由[^，]{2,24}(?:决定|提名|主持|召集|任免|答复|处理|签署|负责|审议|确定|规定)|报[^，]{2,20}(?:备案|批准)|经[^，]{2,20}(?:同意|许可|批准|决定)|也可以|不受|不列入|无效|终止|没有|除外|至少|分别|单独|可以"
)
#: How the constitution says what the State is built on; nothing false is made of it.
FORMULA = re.compile(
    "对(?:它|其|人民)负责|受(?:它|其|人民)监督|一切权力属于|民主集中制|最高国家权力机关|国家权力机关的(?:执行|常设)|共产党|党的领导"
)
SURE = 1.0
#: The form of what is false of a rule and only stands among rules that nothing else asks about.
SPARE = "spare"
#: What is less important is a penalty or a transition, and what all of those turn on.
LEAST, PENALTY = 0.6, "penalty"
#: How much less a statement, and a second item on one rule, is worth.
LESS = 0.06


def article_of(workshop: Workshop, section: int) -> int:
    """Return the index of the article around *section*, or *section* itself."""
    sections, article = workshop.document.sections, section
    index: int | None = section
    while index is not None:
        if sections[index].role is Role.STATUTE_ARTICLE:
            article = index
        index = sections[index].parent
    return article


def is_national(workshop: Workshop) -> bool:
    """Tell whether the statute is about the national congress alone."""
    title = workshop.document.title.removeprefix("中华人民共和国")
    return title.startswith("全国人民代表大会") and "地方" not in title[:14]


def named(workshop: Workshop, point: KeyPoint, text: str) -> str:
    """Return *text* with the first bare 常务委员会 named in full, where the statute says whose it is."""
    match = BARE_COMMITTEE.search(text)
    if match is None or NATIONAL_COMMITTEE in text or "主任会议" in text:
        return text
    document = workshop.document
    titles = "".join(s.title for s in document.ancestry(point.section))
    if is_national(workshop) or NATIONAL_COMMITTEE in titles:
        return f"{text[: match.start()]}全国人民代表大会{text[match.start() :]}"
    return text


def stem_of(workshop: Workshop, point: KeyPoint, words: str) -> str:
    """Return a stem that names statute and article and says *words*, closed."""
    place = workshop.source.place(point.section)
    return f"{place}规定，{named(workshop, point, point.topic + closed(words))}"


def asked(workshop: Workshop, point: KeyPoint, slots: Sequence[Span], mark: str) -> str:
    """Return the stem that asks for *slots*, each replaced by *mark*."""
    text = blanked(point.span, slots)
    return stem_of(workshop, point, text.replace(BLANK, mark))


def is_taken_back(workshop: Workshop, point: KeyPoint) -> bool:
    """Tell whether the article goes on to say for whom its rule does not hold."""
    article = workshop.document.sections[article_of(workshop, point.section)]
    after = workshop.document.clean_text[point.span.end : article.end]
    is_let = BAN.search(point.span.text) and NEEDED.search(after)
    act = BY_WHOM.search(point.span.text)
    is_shared = act is not None and act["act"] in after
    return bool(TAKEN_BACK.search(after) or is_let or is_shared or LIMITED.match(after))


def is_limited(workshop: Workshop, point: KeyPoint) -> bool:
    """Tell whether what stands next in the text sets a limit to a rule: 但……."""
    return LIMITED.match(workshop.document.clean_text, point.span.end) is not None


def proof_of(workshop: Workshop, point: KeyPoint) -> str:
    """Return the rule in its own words, after the sentence that its stem says before it."""
    span, told = point.span, point.topic
    text = workshop.document.clean_text
    start = text.rfind(told, 0, span.start) if told.endswith("。") else -1
    is_near = start >= 0 and not text[start + len(told) : span.start].strip()
    if not is_near or span.end - start > LONGEST_QUOTE:
        return workshop.quoted(span, point.section)
    return workshop.quoted(Span(start, span.end, text[start : span.end]), point.section)


def rule_fact(point: KeyPoint) -> str:
    """Return the name of the fact a rule teaches: items on one rule never meet on a paper."""
    return f"rule-{point.span.start}"


def candidate(  # noqa: PLR0913
    workshop: Workshop,
    point: KeyPoint,
    item: Item,
    slot: str,
    *,
    key_spans: Sequence[Span] = (),
    less: float = 0.0,
    is_sure: bool = True,
    turn: str = "",
) -> Candidate:
    """Return *item* on *point* as a candidate that rests on the whole rule."""
    return Candidate(
        item=item,
        evidence=workshop.evidence(point.span),
        pattern=point.pattern,
        slot=slot,
        fact=rule_fact(point),
        importance=max(0.0, point.importance - less),
        section=point.section,
        is_sure=is_sure and point.confidence == SURE,
        key_spans=tuple(key_spans),
        turn=turn or _turn_of(point),
    )


def _turn_of(point: KeyPoint) -> str:
    """Return the word that a rule turns on, of which a statute is asked so often; all penalties are one."""
    if not point.slots:
        return ""
    is_minor = point.importance < LEAST
    return f"{point.pattern}:{PENALTY if is_minor else point.slots[0].text}"


def choice(  # noqa: PLR0913
    workshop: Workshop,
    point: KeyPoint,
    form: str,
    stem: str,
    right: Sequence[str],
    wrong: Sequence[tuple[str, str]],
    *,
    slot: str,
    key_spans: Sequence[Span] = (),
    item_type: ItemType = ItemType.SINGLE,
    less: float = 0.0,
    is_sure: bool = True,
) -> Candidate:
    """Return a choice item: *right* texts and *wrong* ones with the reason of each."""
    drawn: tuple[Option, ...] = options(
        [(text, "") for text in right], wrong, workshop.random(form, slot)
    )
    item = Item(
        type=item_type,
        form=form,
        kind=point.kind,
        stem=stem,
        options=drawn,
        explanation=proof_of(workshop, point),
        difficulty=2 if item_type is ItemType.SINGLE else 3,
    )
    return candidate(workshop, point, item, slot, key_spans=key_spans, less=less, is_sure=is_sure)


def verdict(  # noqa: PLR0913
    workshop: Workshop,
    point: KeyPoint,
    form: str,
    right: Span,
    wrong: str,
    what: str,
    *,
    truth: bool,
    less: float = LESS,
    is_sure: bool = True,
    turn: str = "",
) -> Candidate:
    """Return a statement that keeps *right*, or has *wrong* in its place; *what* names the element."""
    at = right.start - point.span.start
    before, after = point.span.text[:at], point.span.text[at + len(right.text) :]
    words = point.span.text if truth else before + wrong + after
    is_sure = is_sure and (truth or not FORMULA.search(point.span.text))
    changed = "" if truth else f"改动的是{what}：应为“{right.text}”，不是“{wrong.lstrip('，')}”。"
    item = Item(
        type=ItemType.TRUE_FALSE,
        form=form,
        kind=point.kind,
        stem=stem_of(workshop, point, words),
        truth=truth,
        explanation=changed + proof_of(workshop, point),
        difficulty=1 if truth else 2,
    )
    slot = f"{form}-{truth}-{right.start}"
    return candidate(workshop, point, item, slot, less=less, is_sure=is_sure, turn=turn)


def near(sections: Sequence[int], section: int, reach: int) -> slice:
    """
    Return where in *sections*, in rising order, the *reach* on either side of *section* stand.

    A long statute is asked with what stands near, so that its cost grows with its length only.
    """
    here = bisect_right(sections, section)
    return slice(max(0, here - reach), here + reach)
