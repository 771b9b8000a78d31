"""Rules of a statute as statements to judge, as they are or with what would be another rule."""

from __future__ import annotations

import re
from collections.abc import Iterator

from question_bank.keypoints import KeyPoint, Span
from question_bank.keypoints.modals import MODAL, NOT_FREE
from question_bank.questions.emptiness import is_empty
from question_bank.questions.negations import affirmed, is_bare
from question_bank.questions.rules import (
    TELLING,
    article_of,
    candidate,
    is_taken_back,
    proof_of,
    stem_of,
    verdict,
)
from question_bank.questions.values import Item, ItemType
from question_bank.questions.workshop import Candidate, Workshop

LONGEST, SHORTEST = 100, 10
#: A rule of so many clauses is no statement to judge.
MOST_CLAUSES = 5
#: Goals and good intentions that nobody doubts.
TRIVIAL = re.compile(
    "各项职责|加强|促进|维护|保障[^，]{0,12}权[利益]|提高|完善|健全|发扬|指导思想|为指导|重大意义|根据本法|依照本法|适用本法|统筹|推动|由法律规定|按照批准的|如实|应当细化|应当及时|另行|具体办法|规范|便利|支持|鼓励|重视|积极|尊重|关心|帮助|模范|忠于职守|严格履行|必须具有|伪造|毁灭|非法|至少应有|恶化|损害|破坏|歧视|任何[^，]{0,8}不得|泄露|以任何|私自|阻挠|阻碍|予以配合|协助、配合|侵犯|骗取|冒领|挪用|侵占|擅自|恪尽|诚实|诚信|虚假|打击报复|举报|投诉|合法权益|文明|保密|热爱|弄虚作假|公正、客观|约定[^，]{0,4}义务|规定的义务|检举|控告|不得影响|不得危及|不得随意|遵守宪法|相抵触|不符|没有规定的|新的污染|危害|须经[^，]{2,30}批准的|按照国家有关规定|^对[^，]{2,40}，(?:应当|可以|必须|不得|予以)"
)
#: A case put first, or an addition: after another sentence both need what that one says.
FRONTED = re.compile(
    "^(?:对|对于|不足|其中|必要时|严禁|禁止|以(?!上|下|前|后)|协助(?!的)|维护|处理(?!的)|向|为(?!了)|建立健全|推[动进]|加强|组织(?!的|者)|提出(?!的)|根据[^，]{2,10}，也)"
)
#: A body to which it is left what to do; what it need not decide, and when it hardly has a choice.
DECIDES = re.compile(
    "(?:委员会|会议|主席|主席团|政府|机关|部门|机构|法院|检察院|学校|单位|组织|协会|企业|工会|常委会)$"
)
NOT_DECIDED = re.compile(
    "不|作为|享有|有|继承|放弃|提起|提出|优先|应邀|参加|解除|在|按|依|根据|采取|视|自"
)
ON_DEMAND = re.compile("需要|必要|要求|有条件|紧急|公益诉讼|涉嫌|违法|犯罪")
#: How many of the rules that deny something, or leave something to choice, are stated the other
#: way round; of those that would be published as they are fewer, since their contrary waits.
FALSE, FALSE_OF_SURE = 0.6, 0.3


def from_rule(workshop: Workshop, point: KeyPoint) -> Iterator[Candidate | None]:
    """
    Yield a rule as a statement: one that denies something, mostly, as a false one.

    Nothing is made of what nobody could think false, nor of what leans on the sentence before.
    Without a denial it is true; a trainer decides whether it is worth asking.
    """
    text = point.span.text
    if not SHORTEST <= len(text) <= LONGEST or is_empty(text) or leans(workshop, point):
        return
    turned = affirmed(point.span)
    is_sure = "下列" not in text and "本法第" not in text and text.count("，") < MOST_CLAUSES
    is_sure = is_sure and not is_taken_back(workshop, point)
    is_telling = turned is not None or bool(TELLING.search(text) and not TRIVIAL.search(text))
    other = turned or _left_to_choice(point)
    often = FALSE if turned or not is_telling else FALSE_OF_SURE
    if other and workshop.random("denied", point.span.start).random() < often:
        is_sure = is_sure and turned is not None and not (point.topic or is_bare(turned))
        yield verdict(workshop, point, "statement", *other, "规定", truth=False, is_sure=is_sure)
        return
    yield candidate(
        workshop, point, _true(workshop, point), "statement", is_sure=is_sure and is_telling
    )


def _left_to_choice(point: KeyPoint) -> tuple[Span, str] | None:
    """Return the one 可以 by which a rule leaves it to a body what to do, and the 应当 it is not."""
    text, start = point.span.text, point.span.start
    found = list(MODAL.finditer(text))
    if len(found) != 1 or found[0].group() != "可以":
        return None
    before, act = text[: found[0].start()], text[found[0].end() :]
    if not DECIDES.search(before) or NOT_DECIDED.match(act):
        return None
    if NOT_FREE.search(act) or ON_DEMAND.search(text):
        return None
    return Span(start + found[0].start(), start + found[0].end(), "可以"), "应当"


def _true(workshop: Workshop, point: KeyPoint) -> Item:
    return Item(
        type=ItemType.TRUE_FALSE,
        form="statement",
        kind=point.kind,
        stem=stem_of(workshop, point, point.span.text),
        truth=True,
        explanation=proof_of(workshop, point),
        difficulty=1,
    )


#: A case put first that names nothing: 制止无效的，经……; 误捕的，应当…….
BARE_CASE = re.compile(
    "[^，；。]{2,9}的，(?:应当|可以|不得|必须|经|由|报|予以|并)|[^，；。]{2,6}时，(?:应当|可以|不得|必须|经|由|报)"
)


def opens_with_case(workshop: Workshop, point: KeyPoint) -> bool:
    """Tell whether a rule that is not the first of its article opens with a case that names nothing."""
    article = workshop.document.sections[article_of(workshop, point.section)]
    before = workshop.document.clean_text[article.start : point.span.start]
    is_first = not re.search("[。；]", before)
    return not (is_first or point.topic) and BARE_CASE.match(point.span.text) is not None


def leans(workshop: Workshop, point: KeyPoint) -> bool:
    """Tell whether a rule that is not the first of its article begins with a case or an addition."""
    article = workshop.document.sections[article_of(workshop, point.section)]
    before = workshop.document.clean_text[article.start : point.span.start]
    is_first = not re.search("[。；]", before)
    if opens_with_case(workshop, point):
        return True
    adds = "也可以" in point.span.text and point.span.text.count("可以") == 1
    return not (is_first or point.topic) and (adds or FRONTED.match(point.span.text) is not None)
