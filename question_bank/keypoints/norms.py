"""Sentences that say what to do or not to do, and sentences that say what something is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from question_bank.documents import Genre, Role
from question_bank.keypoints.clauses import Clause, Material, Passage
from question_bank.keypoints.making import key_point
from question_bank.keypoints.values import KeyPoint, Pattern, Span
from question_bank.keypoints.words import Word

NORM = re.compile("要|应当|应该|必须|不得|不能|不准|严禁|有权|可以|享有|需")
#: How a sentence that asks for something opens when it leaves 要 out.
IMPERATIVE = re.compile(
    "(?:同时，)?(?:加强|坚持|推动|做好|注重|认真|积极|深入|依法|主动|切实|及时|确保|提高|落实|健全|完善|强化|督促|紧扣|聚焦|围绕"
    "|对[^，]{2,14}进行|通过[^，]{2,30}，|按照[^，]{2,30}，)"
)
CLAIM = re.compile("(?<![不而还都就也只正便若凡要算于])是(?!否|非|不是|因为|为了)")
SUBJECT_OF_CLAIM = re.compile("代表|制度|人大|群众|监督|民主|法治|机关|常委会|宪法|人民")
#: Clauses that only say when or where; what is asked stands in the next one.
LEANING = re.compile("^在.*(?:前|后|时|中|方面|期间)$")
LONGEST, SHORTEST = 70, 12
#: Words of the office, and how many of them a sentence needs that asks for nothing.
OF_THE_FIELD = re.compile(
    "代表|人大|常委会|监察委员会|选民|群众|权利|法律|预算|议案|建议|述职|监督"
)
FEWEST_OF_THE_FIELD = 2
#: Sentences about the occasion or about somebody else's plans.
OCCASION = re.compile(
    "今天|刚才|下面|借此|座谈会|感谢|请[各大]|希望大家|谢谢|将一如既往|预祝|最后，我|我讲|我谈|我想|我再"
)
#: Words too general to be worth a blank.
GENERIC = frozenset(
    [
        "人大代表",
        "代表",
        "人民群众",
        "群众",
        "人大工作",
        "工作",
        "问题",
        "情况",
        "作用",
        "要求",
        "方面",
        "发展",
        "基础",
        "保障",
        "途径",
        "力量",
        "成效",
        "人民代表大会制度",
        "经济社会",
        "重要途径",
        "重要保障",
        "全过程",
        *(
            "应当",
            "应该",
            "必须",
            "可以",
            "做到",
            "有关",
            "时间",
            "时候",
            "一些",
            "进行",
            "开展",
            "到位",
            "提出",
        ),
    ]
)
#: In how many clauses of a norm a blank is looked for.
MOST_CLAUSES = 2
SHORTEST_TERM, LONGEST_TERM, FOUR = 2, 6, 4


def find_norms(material: Material) -> Iterator[KeyPoint]:
    """Yield norms and claims of definition, in stretches short enough to stand in a stem."""
    for passage in material.passages:
        if passage.is_title or OCCASION.search(passage.text) or _is_opening(material, passage):
            continue
        is_norm = bool(NORM.search(passage.masked) or IMPERATIVE.match(passage.masked))
        is_firm = is_norm or _is_claim(passage)
        if is_firm or _is_of_the_field(passage):
            for span in _stretches(passage):
                yield key_point(
                    material,
                    passage,
                    Pattern.NORM,
                    span,
                    slots=_terms(material, passage, span) if is_firm else (),
                    confidence=1.0 if is_firm else 0.5,
                )


def _is_of_the_field(passage: Passage) -> bool:
    """Tell whether a sentence names so much of the office that it says something of it."""
    return len(OF_THE_FIELD.findall(passage.masked)) >= FEWEST_OF_THE_FIELD


def _is_opening(material: Material, passage: Passage) -> bool:
    section = material.document.sections[passage.sentence.section]
    is_speech = material.document.genre is not Genre.STATUTE
    return is_speech and section.role is Role.OPENING and len(material.document.sections) > 1


def _is_claim(passage: Passage) -> bool:
    first = next(passage.cut()).masked
    match = CLAIM.search(first)
    return bool(match and SUBJECT_OF_CLAIM.search(first[: match.start()]))


def _stretches(passage: Passage) -> Iterator[Span]:
    """Yield the whole passage or, if it is too long, its clauses in runs that fit."""
    if len(passage.text) <= LONGEST:
        if len(passage.text) >= SHORTEST:
            yield passage.span
        return
    start = end = passage.start
    for clause in passage.cut():
        if clause.end - start > LONGEST and end - start >= SHORTEST:
            yield passage.part(start - passage.start, end - passage.start)
            start = clause.start
        end = clause.end
        if clause.mark == "；" and end - start >= SHORTEST:
            yield passage.part(start - passage.start, end - passage.start)
            start = end + 1
    if end - start >= SHORTEST:
        yield passage.part(start - passage.start, end - passage.start)


def _terms(material: Material, passage: Passage, span: Span) -> list[Span]:
    """Return what a blank might ask for in the first clauses of *span*, in reading order."""
    inside = (
        clause
        for clause in passage.cut()
        if span.start <= clause.start
        and clause.end <= span.end
        and not LEANING.search(clause.masked)
    )
    return [
        found for clause in islice(inside, MOST_CLAUSES) if (found := _deciding(material, clause))
    ]


def _deciding(material: Material, clause: Clause) -> Span | None:
    """
    Return the words of *clause* that decide it, or `None`.

    One word or two neighbouring ones that carry meaning, of two to six characters;
    terms of the field, four-character phrases and words rare in the text first.
    """
    best: tuple[float, Word, Word] | None = None
    often, terms = material.occurrences.count, material.lexicon.index.terms
    for word, last in _candidates(material.segmenter.words(clause.text)):
        term = clause.text[word.start : last.end]
        if not SHORTEST_TERM <= len(term) <= LONGEST_TERM or term in GENERIC:
            continue
        score = 2.0 * (often(term) == 1) + (len(term) == FOUR) + 1.5 * (term in terms)
        end = clause.start + last.end
        score += end / 10_000_000 - 1.0 * (word is not last and last.text in GENERIC)
        if best is None or score > best[0]:
            best = (score, word, last)
    if best is None:
        return None
    _, word, last = best
    term = clause.text[word.start : last.end]
    return Span(clause.start + word.start, clause.start + last.end, term)


def _candidates(words: Sequence[Word]) -> Iterator[tuple[Word, Word]]:
    """Yield each word that carries meaning, alone and with its neighbour; never the first."""
    telling = [_carries_meaning(word) for word in words]
    for number in range(1, len(words)):
        if telling[number] and _names(words[number]):
            yield words[number], words[number]
        if telling[number : number + 2] == [True, True] and _are_one(*words[number : number + 2]):
            yield words[number], words[number + 1]


def _names(word: Word) -> bool:
    """Tell whether *word* names something: a verb of two characters has too many others beside it."""
    return word.tag[:1] in {"n", "i", "l"} or word.tag[:2] == "vn" or len(word.text) >= FOUR


def _are_one(word: Word, after: Word) -> bool:
    """Tell whether two neighbours may be one phrase: its second word is a noun, or both are verbs."""
    return after.tag[:1] == "n" or (word.tag[:1] == "v" and after.tag[:2] == "vn")


def _carries_meaning(word: Word) -> bool:
    return len(word.text) >= 2 and word.tag[:1] in {"n", "v", "i", "l"}  # noqa: PLR2004
