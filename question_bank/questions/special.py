"""Rules for one kind of thing only, which their chapter or article names and they do not."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from question_bank.documents import Document, Role
from question_bank.questions.rules import article_of
from question_bank.questions.workshop import Candidate, Workshop

#: What many chapters are about without dividing it into kinds.
OF_NO_KIND = re.compile(
    "安全|管理|监督|保护|责任|规定|职[责权]|权[限利益]|制度|工作|活动|保障|措施|服务|建设|发展|教育|促进|义务|组织|机构|人员|法律|处罚|[的和与及、]"
)
#: Sections that are rules or parts of one, not chapters.
OFFICES = {Role.STATUTE_ARTICLE, Role.POINT, Role.SUBPOINT}
#: A title that names a kind: 有限责任公司的设立, 基本养老保险, 第二审程序.
MOST_BEFORE, FEWEST_KINDS = 16, 2
#: So many characters in common begin two rules on the same.
ALIKE = 5
#: Titles that list several things, and the longest stem that names a chapter.
NO_KIND, LONGEST_STEM = re.compile("[、“]|^[对在]"), 120
#: How an article opens that is about some cases only.
OPENS_CASE = re.compile("案件|程序|情况下|期间|^对|的$")
ARTICLE, CLAUSE, MARK = (
    re.compile("^第[^　 ]{1,10}条[　 ]*"),
    re.compile("[^，；。：]+"),
    "[，；。：]",
)


def kinds_of(document: Document) -> dict[int, str]:
    """Return the kind that the title of a section names, by section, where its like name others."""
    titles = [s for s in document.sections if s.title and s.marker and s.role not in OFFICES]
    found: dict[tuple[int | None, str], dict[int, str]] = defaultdict(dict)
    for section in titles:
        for at in range(1, min(len(section.title) - 1, MOST_BEFORE)):
            noun = section.title[at : at + 2]
            if not OF_NO_KIND.search(noun):
                found[section.parent, noun].setdefault(section.index, section.title[:at])
    kinds: dict[int, str] = {}
    for (_, noun), named in sorted(found.items(), key=lambda each: min(each[1])):
        # What stands before the noun tells kinds apart only if it ends otherwise each time.
        if len({before[-1] for before in named.values()}) >= FEWEST_KINDS:
            for index, before in named.items():
                kinds.setdefault(index, before + noun)
    return kinds


def unnamed_kinds(
    document: Document, kinds: Mapping[int, str], section: int, text: str
) -> frozenset[int]:
    """Return the sections around *section* whose kind *text* does not name; a stem has to."""
    around = (each.index for each in document.ancestry(section))
    return frozenset(index for index in around if index in kinds and kinds[index] not in text)


def of_its_kind(workshop: Workshop, kinds: Mapping[int, str], made: Candidate) -> Candidate:
    """
    Return *made* with a stem that names its chapter, if another one has a rule that begins alike.

    召开股东会会议 is a rule for limited companies and another one for companies limited by shares:
    the number of its article tells that to nobody.
    """
    document, source = workshop.document, workshop.source
    place = source.place(made.section)
    lead, asked, body = made.item.stem.partition("规定，")
    own = unnamed_kinds(document, kinds, made.section, made.item.stem)
    if lead != place or not own:
        return made
    chapter = document.sections[max(own)]
    others = (document.sections[index] for index in kinds if kinds[index] != kinds[chapter.index])
    is_shared = any(
        document.clean_text.find(body[:ALIKE], each.start, each.end) >= 0 for each in others
    )
    if not is_shared or NO_KIND.search(chapter.title):
        return made
    named = f"{source.noun}{chapter.marker}“{chapter.title}”{place.removeprefix(source.noun)}"
    stem = f"{named}{asked}{body}"
    return made if len(stem) > LONGEST_STEM else replace(made, item=replace(made.item, stem=stem))


def is_of_special_case(workshop: Workshop, section: int, start: int, text: str) -> bool:
    """Tell whether the article at *section* opens with a case that *text*, at *start*, may share unsaid."""
    article = workshop.document.sections[article_of(workshop, section)]
    whole = workshop.document.clean_text[article.start : article.end]
    opening = CLAUSE.match(ARTICLE.sub("", whole))
    before = ARTICLE.sub("", workshop.document.clean_text[article.start : start])
    is_first = not re.search(MARK, before)
    return (
        not is_first
        and opening is not None
        and OPENS_CASE.search(opening.group()) is not None
        and opening.group() not in text
    )
