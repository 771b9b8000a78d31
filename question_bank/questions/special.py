"""Rules for one kind of thing only, which their chapter or article names and they do not."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from question_bank.documents import Document, Role, Section
from question_bank.questions.rules import article_of
from question_bank.questions.workshop import Candidate, Workshop

#: What many chapters are about without dividing it into kinds.
OF_NO_KIND = re.compile(
    "安全|管理|监督|保护|责任|规定|职[责权]|权[限利益]|制度|工作|活动|保障|措施|服务|建设|发展|教育|促进|义务|组织|机构|人员|法律|处罚|[的和与及、]"
)
#: Sections that are rules or parts of one, not chapters.
OFFICES = {Role.STATUTE_ARTICLE, Role.POINT, Role.SUBPOINT}
#: A title that names a kind: 有限责任公司的设立, 基本养老保险, 第二审程序.
MOST_BEFORE, FEWEST_KINDS, NOUN = 16, 2, 2
#: A section of rules for one kind only: 航次租船合同的特别规定.
SPECIAL = re.compile("(?P<kind>[^，；、]{2,14}(?:合同|公司|企业|保险|程序))的?特别规定$")
#: Kinds of bodies and relations.
OF_RELATION = re.compile("(?:合同|公司|企业|保险|法院|程序|票据|基金|信托)(?:的[^，；、]{2,8})?$")
#: So many characters in common begin two rules on the same.
ALIKE = 5
#: What stands for a kind in words of its rules: 承揽人 for 承揽合同; longer names stand by themselves.
PARTY, LONG_NAME = "[人物合]", 3
#: Titles that list several things, and the longest stem that names a chapter.
NO_KIND, LONGEST_STEM = re.compile("[、“]|^[对在]"), 150
#: How an article opens that is about some cases only.
OPENS_CASE = re.compile("案件|程序|情况下|期间|^对|的$")
#: How an article says what a kind is: 定期租船合同，是指.
DEFINES = re.compile("(?P<kind>[^，；。、]{3,16})，?是指")
ARTICLE, CLAUSE, MARK = (
    re.compile("^第[^　 ]{1,10}条[　 ]*"),
    re.compile("[^，；。：]+"),
    "[，；。：]",
)


def kinds_of(document: Document) -> dict[int, str]:
    """
    Return the kind that the title of a section names, by section, where its like name others.

    Also what the articles of a chapter are about that defines several kinds, by article.
    """
    titles = [s for s in document.sections if s.title and s.marker and s.role not in OFFICES]
    kinds: dict[int, str] = {}
    for section in titles:
        if special := SPECIAL.match(section.title):
            kinds[section.index] = special["kind"]
    for noun, named in _named_alike(titles):
        for index, before in named.items():
            kinds.setdefault(index, before + noun)
    for section in titles:
        if OF_RELATION.search(section.title):
            kinds.update(_defined_in(document, section))
    return kinds


def _named_alike(titles: Sequence[Section]) -> Iterator[tuple[str, dict[int, str]]]:
    """Yield each noun that several titles beside each other have, with what stands before it in each."""
    found: dict[tuple[int | None, str], dict[int, str]] = defaultdict(dict)
    for section in titles:
        for at in range(1, min(len(section.title) - 1, MOST_BEFORE)):
            noun = section.title[at : at + NOUN]
            if not OF_NO_KIND.search(noun):
                found[section.parent, noun].setdefault(section.index, section.title[:at])
    for (_, noun), named in sorted(found.items(), key=lambda each: min(each[1])):
        # What stands before the noun tells kinds apart only if it ends otherwise each time.
        if len({before[-1] for before in named.values()}) >= FEWEST_KINDS:
            yield noun, named


def _defined_in(document: Document, chapter: Section) -> dict[int, str]:
    """
    Return the kind that each article of *chapter* is about, if its articles define several.

    From 定期租船合同，是指 in the chapter 租船合同 on, until the next one is defined, all is about that.
    """
    found: dict[int, str] = {}
    kind = ""
    for article in document.sections[chapter.index + 1 :]:
        if article.start >= chapter.end:
            break
        if article.role is not Role.STATUTE_ARTICLE:
            continue
        text = document.clean_text[article.start : article.end]
        told = DEFINES.match(ARTICLE.sub("", text))
        if told and told["kind"].endswith(chapter.title[-NOUN:]):
            kind = "" if told["kind"] in chapter.title else told["kind"]
        if kind:
            found[article.index] = kind
    return found if len(set(found.values())) >= FEWEST_KINDS else {}


def unnamed_kinds(
    document: Document, kinds: Mapping[int, str], section: int, text: str
) -> frozenset[int]:
    """Return the sections around *section* whose kind *text* does not name; a stem has to."""
    around = (each.index for each in document.ancestry(section))
    return frozenset(
        index for index in around if index in kinds and not _is_named(kinds[index], text)
    )


def _is_named(kind: str, text: str) -> bool:
    """Tell whether *text* names *kind*, or whom or what only that kind has: 承揽人 of 承揽合同."""
    name = kind[:-NOUN]
    is_told = name in text if len(name) >= LONG_NAME else re.search(name + PARTY, text) is not None
    return kind in text or (bool(name) and is_told)


def of_its_kind(workshop: Workshop, kinds: Mapping[int, str], made: Candidate) -> Candidate:
    """
    Return *made* with a stem that names its chapter, if that is one of several of a kind.

    That is if another one has a rule that begins alike, or if they are kinds of bodies or relations,
    whose rules all begin with the same parties. 召开股东会会议 is a rule for limited companies and another one for companies limited by shares:
    the number of its article tells that to nobody. Words that name the kind themselves are enough:
    光船租赁期间 in the section on 光船租赁合同. Where there is no room for the name the item waits.
    """
    document, source = workshop.document, workshop.source
    place = source.place(made.section)
    lead, asked, body = made.item.stem.partition("规定，")
    own = unnamed_kinds(document, kinds, made.section, f"{made.item.stem}{''.join(made.item.keys)}")
    if lead != place or not own:
        return made
    chapter = document.sections[max(own)]
    named = f"{source.noun}{chapter.marker}“{chapter.title}”{place.removeprefix(source.noun)}"
    stem = f"{named}{asked}{body}"
    if chapter.role in OFFICES or len(stem) > LONGEST_STEM:
        return replace(made, is_sure=False)
    is_needed = _needs_name(document, kinds, chapter, body)
    return replace(made, item=replace(made.item, stem=stem)) if is_needed else made


def _needs_name(document: Document, kinds: Mapping[int, str], chapter: Section, body: str) -> bool:
    """Tell whether *body*, a rule of *chapter*, may be taken for one of another kind."""
    if NO_KIND.search(chapter.title):
        return False
    others = (document.sections[index] for index in kinds if kinds[index] != kinds[chapter.index])
    return OF_RELATION.search(chapter.title) is not None or any(
        document.clean_text.find(body[:ALIKE], each.start, each.end) >= 0 for each in others
    )


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
