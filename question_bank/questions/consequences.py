"""Items on cases and what follows from them: who is in one of these cases, loses the office."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from question_bank.keypoints import KeyPoint, Member, Span
from question_bank.questions.clauses import bigrams
from question_bank.questions.lending import is_apart, short
from question_bank.questions.membership import between, headless
from question_bank.questions.rules import SURE, choice, near, stem_of
from question_bank.questions.statements import statement
from question_bank.questions.turns import is_of_like_turn, pairs_of
from question_bank.questions.values import GAP
from question_bank.questions.workshop import Builder, Candidate, Workshop

#: 代表有下列情形之一的，其代表资格终止：
CASES = re.compile(
    "^(?P<who>[^，；]{0,16}?)有?(?:下列|以下)[^，；]{0,6}情形(?:之一的，)?(?:其)?(?P<then>(?!根据|按照|依照|视|除|由[^，；：]{2,20}$|为[^，；：]*$)[^，；：]{4,30})(?=[，；：]|$)"
)
#: A member that says what is to be done in its case: ……的，应当将情况答复代表.
BRANCH = re.compile(
    "(?P<case>[^；。]{6,70}的)，(?P<then>(?:应当|可以|不得|必须)[^，；。]{4,36})(?:[；。]|$)"
)
#: What cannot both become of a matter, and how one consequence denies another.
STAGE = re.compile("中止|终止")
NEGATED = re.compile("不得|不予|不应|不")
AUXILIARY = re.compile("不得|不予|不应|不|予以|应当|可以|应予|应")
#: The same without 的: 取得幼儿园教师资格，应当具备……; what all members then say alike.
PARALLEL = re.compile(
    "(?P<case>[^，；。]{4,40})，(?P<then>(?:应当|可以|不得|必须)[^，；。]{4,40})(?:[；。]|$)"
)
#: Who deals with the cases of a list, and with what: 承办单位对建议按照下列规定办理.
DEALER = re.compile(
    "^(?P<who>[^，；：对]{0,14}(?:机关|机构|单位|部门|委员会|政府|法院|检察院|组织|工委))"
    "(?:对(?P<what>[^，；：]{3,24}?))?(?:应当|可以)?(?=区别|分别|按照?|根据|依照)"
)
ALIKE = 4
#: How a case ends, and how much of a name its own subject repeats: 保险公司 – 公司的偿付能力.
CASE_END, PAIR = re.compile("(?<![目标])的$"), 2
FEWEST, MOST_WRONG = 3, 3
HALF = 0.5
#: What follows in lists further off may well follow, too.
REACH = 2


def among_cases(points: Sequence[KeyPoint]) -> Builder:
    """Return the builder of items on cases and what follows; *points* lend what follows elsewhere."""
    cases = [(point, match) for point in points if (match := CASES.match(point.topic))]
    sections = [point.section for point, _ in cases]
    return lambda workshop, point: from_cases(
        workshop,
        point,
        [m for other, m in cases[near(sections, point.section, REACH)] if other is not point],
    )


def from_cases(
    workshop: Workshop, point: KeyPoint, others: Sequence[re.Match[str]]
) -> Iterator[Candidate | None]:
    """Yield statements that join one case with what follows from it, or from other cases."""
    yield from _branches(workshop, point)
    match = CASES.match(point.topic)
    if match is None:
        return
    who, then = match["who"], match["then"]
    elsewhere = [
        each["then"]
        for each in others
        if who
        and each["who"] == who
        and is_of_like_turn(each.string, point.topic)
        and not _overlap(each["then"], then)
    ]
    for number, member in enumerate(point.members):
        case = short(member.content.text)
        if not CASE_END.search(case) or (who and case.startswith(who[-PAIR:])):
            continue
        draw = workshop.random("case", member.content.start)
        truth = not elsewhere or draw.random() < HALF
        told = then if truth else draw.choice(elsewhere)
        changed = "" if truth else f"改动的是后果：应为“{then}”，不是“{told}”。"
        yield statement(
            workshop,
            point,
            stem_of(workshop, headless(point), f"{who}{case}，{told}"),
            truth=truth,
            form="case",
            explanation=changed + workshop.quoted(point.span, point.section),
            slot=f"case-{number}",
            proof=between(workshop, point, member),
            fact=f"case-{member.content.start}",
            is_sure=bool(elsewhere)
            and point.confidence == SURE
            and (
                not (pairs_of(case) & pairs_of(told)) if truth else _exclude_each_other(then, told)
            ),
        )


def _branches(workshop: Workshop, point: KeyPoint) -> Iterator[Candidate]:
    """Yield a choice for each case of a list whose members say what to do in their cases."""
    found = [(m, match) for m in point.members if (match := BRANCH.match(m.content.text))]
    found = found or _parallel(point)
    if len(found) < FEWEST or len({match["then"] for _, match in found}) < len(found):
        return
    for member, match in found:
        start = member.content.start + match.start("then")
        then = Span(start, start + len(match["then"]), match["then"])
        wrong = [
            (other["then"], f"那是对“{other['case']}”的规定。")
            for _, other in found
            if other is not match
        ]
        made = choice(
            workshop,
            point,
            "case",
            stem_of(workshop, headless(point), f"{_dealt_with(point.topic, match['case'])}{GAP}"),
            [match["then"]],
            wrong[:MOST_WRONG],
            slot=f"branch-{member.content.start}",
            key_spans=[then],
        )
        yield replace(made, evidence=workshop.evidence(between(workshop, point, member)))


def _dealt_with(head: str, case: str) -> str:
    """Return *case* with who deals with it, as *head* of its list says: 对……的，承办单位."""
    match = DEALER.match(head)
    if match is None:
        return f"{case}，"
    matter = f"{match['what']}，" if match["what"] else ""
    return f"对{matter}{case}，{match['who']}"


def _parallel(point: KeyPoint) -> list[tuple[Member, re.Match[str]]]:
    """Return the members of a list that all say what is due in their cases in like words."""
    found = [(m, match) for m in point.members if (match := PARALLEL.fullmatch(m.content.text))]
    heads = {match["then"][:ALIKE] for _, match in found}
    return found if len(heads) == 1 and 2 * len(found) > len(point.members) else []


def _exclude_each_other(one: str, other: str) -> bool:
    """Tell whether only one of two consequences can follow; two sanctions may go together."""
    if {*STAGE.findall(one), *STAGE.findall(other)} == {"中止", "终止"}:
        return True
    is_opposite = bool(NEGATED.search(one)) is not bool(NEGATED.search(other))
    return is_opposite and AUXILIARY.sub("", one) == AUXILIARY.sub("", other)


def _overlap(one: str, other: str) -> bool:
    """Tell whether two consequences may both hold: they share most of their words."""
    return not is_apart(frozenset(bigrams(one)), frozenset(bigrams(other))) and (
        one in other or other in one
    )
