"""Sentences that say what to do or not to do, and sentences that say what something is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from question_bank.documents import Genre, Role
from question_bank.keypoints.clauses import Clause, Material, Passage
from question_bank.keypoints.making import key_point
from question_bank.keypoints.values import KeyPoint, Pattern, Span

NORM = re.compile("要|应当|应该|必须|不得|不能|不准|严禁|有权|可以|享有|需")
CLAIM = re.compile("(?<![不而还都就也只正便若凡要算于])是(?!否|非|不是|因为|为了)")
SUBJECT_OF_CLAIM = re.compile("代表|制度|人大|群众|监督|民主|法治|机关|常委会|宪法|人民")
LONGEST, SHORTEST = 70, 12
#: Sentences about the occasion or about somebody else's plans.
OCCASION = re.compile("今天|刚才|下面|借此|座谈会|感谢|请[各大]|希望大家|谢谢|将一如既往|预祝|最后，我|我讲|我谈|我想|我再")
FIRST_PERSON = re.compile("我[^们]|我们|大家|咱们|各位|在座")


def find_norms(material: Material) -> Iterator[KeyPoint]:
    """Yield norms and claims of definition, each the shortest run of clauses that stands alone."""
    for passage in material.passages:
        if passage.is_title or OCCASION.search(passage.text) or _is_opening(material, passage):
            continue
        if (NORM.search(passage.masked) or _is_claim(passage)) and (span := _stretch(passage)):
            yield key_point(material, passage, Pattern.NORM, span, slots=_terms(material, passage, span))


def _is_opening(material: Material, passage: Passage) -> bool:
    section = material.document.sections[passage.sentence.section]
    is_speech = material.document.genre is not Genre.STATUTE
    return is_speech and section.role is Role.OPENING and len(material.document.sections) > 1


def _is_claim(passage: Passage) -> bool:
    first = next(passage.cut()).masked
    match = CLAIM.search(first)
    return bool(match and SUBJECT_OF_CLAIM.search(first[: match.start()]))


def _stretch(passage: Passage) -> Span | None:
    """Return the whole passage, or its first clauses if it is too long."""
    if SHORTEST <= len(passage.text) <= LONGEST:
        return passage.span
    end = 0
    for clause in passage.cut():
        if clause.end - passage.start > LONGEST:
            break
        end = clause.end - passage.start
        if clause.mark in "；：" and end >= SHORTEST:
            break
    return passage.part(0, end) if end >= SHORTEST else None


def _terms(material: Material, passage: Passage, span: Span) -> list[Span]:
    """Return what a blank might ask for: known terms and nouns that decide the sentence."""
    terms = []
    for clause in passage.cut():
        if clause.end <= span.end and (found := _deciding(material, clause)):
            terms.append(found)
    return terms


def _deciding(material: Material, clause: Clause) -> Span | None:
    """Return the longest noun or verbal noun near the end of *clause*, or `None`."""
    words = [w for w in material.segmenter.words(clause.text) if "\u4e00" <= w.text[0] <= "\u9fff"]
    good = [w for w in words[1:] if len(w.text) >= 2 and w.tag[:1] in {"n", "v", "i", "l"}]  # noqa: PLR2004
    if not good:
        return None
    best = max(good, key=lambda w: (len(w.text), w.start))
    return Span(clause.start + best.start, clause.start + best.end, best.text)
