"""Claims that say what something is: 人大代表是人民群众选出来的代言人."""

from __future__ import annotations

import re
from collections.abc import Iterator

from question_bank.keypoints.clauses import Material, Passage
from question_bank.keypoints.making import key_point
from question_bank.keypoints.values import KeyPoint, Pattern, Span

SUBJECT = re.compile(
    "代表|人大|人民代表大会|常委会|监督权?|议案|建议|质询|询问|选举|宪法|民主|法治|审议|视察|调研|联系群众"
)
#: A predicate of definition: what stands before 的 tells it from all others.
COPULA = re.compile(
    r"^(?P<subject>[^，是]{2,24}?)就?(?<![不而还都也只正便若凡要算于])是(?![要否])(?P<of>(?![^，]*(?:或者|以上))[^，是]{2,24}?的)(?P<term>[^，的是]{2,8})$"
)
#: A further predicate of the same subject.
FURTHER = re.compile(r"^(?:也|更|还)?是(?P<of>[^，是]{4,24}?的)(?P<term>[^，的是]{2,8})$")
NOT_ONLY = re.compile(
    r"^(?P<subject>[^，]{2,16}?)(?:不仅|不只|不单|既)是(?:一[种份个项])?(?P<one>[^，]{2,12})，(?:更|也|还|又)是(?:一[种份个项])?(?P<other>[^，]{2,12})(?:，|$)"
)
#: Predicates that many things could be given: such an item waits for a trainer.
GENERAL = re.compile(
    "^(?:重要|主要|基本|核心|关键|有效|必要|重大|首要|有力)|^(?:权利|权力|职责|职权|义务|依托|依据|参考|抓手|要求|体现|内容|任务|目的|目标|特点|优势|原则|问题|工作|事情|方面|部分|结果|过程)$"
)
ATTRIBUTE = re.compile("^.*的")


def find_copulas(material: Material) -> Iterator[KeyPoint]:
    """Yield definitions whose predicate a reader can tell from others, in reading order."""
    hollow = {*material.lexicon.word_list("hollow_head"), *material.lexicon.word_list("praise")}
    for passage in material.passages:
        if passage.is_title:
            continue
        yield from _not_only(material, passage)
        subject = ""
        for clause in passage.cut():
            match = COPULA.match(clause.masked)
            if match and SUBJECT.search(match["subject"]):
                subject = match["subject"]
            elif subject:
                match = FURTHER.match(clause.masked)
            if not (match and subject):
                continue
            start, end = match.span("term")
            slot = Span(clause.start + start, clause.start + end, clause.text[start:end])
            if not _is_hollow(slot.text, hollow):
                yield key_point(
                    material,
                    passage,
                    Pattern.COPULA,
                    clause.span,
                    slots=[slot],
                    topic=subject,
                    confidence=0.5 if GENERAL.search(slot.text) else 1.0,
                )


def _is_hollow(term: str, hollow: set[str]) -> bool:
    """Tell whether *term* is praise that anything could be called: 重要保障."""
    return any(word in term for word in hollow)


def _not_only(material: Material, passage: Passage) -> Iterator[KeyPoint]:
    match = NOT_ONLY.match(passage.masked)
    if match is None or not SUBJECT.search(match["subject"]):
        return
    slots = []
    for name in ("one", "other"):
        start, end = match.span(name)
        if attribute := ATTRIBUTE.match(passage.masked[start:end]):
            start += attribute.end()
        words = material.segmenter.words(passage.text[start:end])
        last = words[-1] if len(words) > 1 and len(passage.text[start:end]) > 4 else None  # noqa: PLR2004
        start = start + last.start if last and len(last.text) > 1 else start
        slots.append(passage.part(start, end))
    span = passage.part(0, match.end("other"))
    yield key_point(material, passage, Pattern.COPULA, span, slots=slots, topic=match["subject"])
