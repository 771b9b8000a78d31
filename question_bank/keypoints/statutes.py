"""What laws turn on: numbers, terms, majorities, and lists of rights and duties."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from question_bank.documents import Genre, Role
from question_bank.keypoints.clauses import Material, Passage
from question_bank.keypoints.making import key_point
from question_bank.keypoints.values import KeyPoint, Member, Pattern, Span

DIGITS = "[一二三四五六七八九十百千两]"
UNIT = "(?:人|名|日|天|个月|年|周岁|次|倍|个工作日)"
#: A quantity that a rule turns on, with what belongs to it.
QUANTITY = re.compile(
    rf"(?P<percent>百分之{DIGITS}{{1,4}}(?:以上)?)"
    rf"|(?P<fraction>{DIGITS}{{1,2}}分之{DIGITS}{{1,2}}(?:以上)?)"
    r"|(?P<majority>(?:过半数|半数以上|三分之二以上的多数))"
    rf"|(?<![第届一二三四五六七八九十百千零年月])(?P<count>{DIGITS}{{1,5}}{UNIT}(?:以上|以下|以内|前|内|后)?)(?!规划|计划|发展|义务教育|制)"
)
#: Counts that are no rule: 一个, 一次性, 一人 as pronouns, dates.
NO_RULE = re.compile(r"^(?:一(?:人|名|次|年|日|天|个月)|两年|多次)$")
DATE = re.compile(rf"(?:\d{{4}}|[二〇零一九]{{4}})年|{DIGITS}{{1,3}}月{DIGITS}{{1,3}}日")
ENUMERATION = re.compile("(?:下列|以下|如下)[^：]{0,20}：?$")
FEWEST = 3
LONGEST_MEMBER = 70


def find_quantities(material: Material) -> Iterator[KeyPoint]:
    """Yield the numbers of a statute, each with its clause."""
    if material.document.genre is not Genre.STATUTE:
        return
    for passage in material.passages:
        if _role(material, passage) is not Role.STATUTE_ARTICLE or passage.is_title:
            continue
        for match in QUANTITY.finditer(passage.masked):
            if NO_RULE.match(match.group()) or DATE.search(passage.text, max(0, match.start() - 6)):
                continue
            slot = passage.part(*match.span())
            clause = next(c for c in passage.cut() if c.start <= slot.start and slot.end <= c.end)
            yield key_point(
                material,
                passage,
                Pattern.NUMBER,
                clause.span,
                slots=[slot],
                note=match.lastgroup or "",
            )


def _role(material: Material, passage: Passage) -> Role | None:
    """Return the role of the article around *passage*, or of its own section."""
    for section in material.document.ancestry(passage.sentence.section):
        if section.role is Role.STATUTE_ARTICLE:
            return section.role
    return None


def _article_of(material: Material, passage: Passage) -> int | None:
    for section in material.document.ancestry(passage.sentence.section):
        if section.role is Role.STATUTE_ARTICLE:
            return section.index
    return None


def find_enumerations(material: Material) -> Iterator[KeyPoint]:
    """Yield the numbered lists of articles: 代表享有下列权利：（一）……（二）……."""
    if material.document.genre is not Genre.STATUTE:
        return
    for article, group in groupby(material.passages, key=lambda p: _article_of(material, p)):
        passages = list(group)
        heads = [p for p in passages if ENUMERATION.search(p.text)]
        if article is None or len(heads) != 1:
            continue
        head = heads[0]
        members = [
            Member(_first_clause(p), section=p.sentence.section)
            for p in passages[passages.index(head) + 1 :]
            if p.sentence.section != article
            and len(p.text) <= LONGEST_MEMBER
            and "其他" not in p.text
        ]
        if len(members) >= FEWEST:
            yield _enumeration(material, head, members)


def _first_clause(passage: Passage) -> Span:
    """Return the whole member; the item builder decides what of it to show."""
    return passage.span


def _enumeration(material: Material, head: Passage, members: list[Member]) -> KeyPoint:
    return key_point(
        material,
        head,
        Pattern.ENUMERATION,
        material.span(head.start, members[-1].content.end),
        topic=head.text.rstrip("："),
        members=members,
        slots=[member.content for member in members],
        head=head.span,
        is_open=True,
    )
