"""What a stem needs beside a sentence's own words: whose matter it is, and under which head."""

from __future__ import annotations

import re
from dataclasses import replace

from question_bank.documents import Genre
from question_bank.keypoints import Span
from question_bank.questions.statements import SUBJECT_MATTER
from question_bank.questions.stems import LONGEST_TITLE, UNTOLD, standalone
from question_bank.questions.workshop import Candidate, Workshop

#: What only counts the rights or duties that follow: 义务也是八项.
COUNTED = re.compile(
    "(?P<what>权利|义务|职责)(?:也|共|一共)?(?:是|有)[一二三四五六七八九十]+[项条个]$"
)
#: Longest head that a stem quotes, in characters.
LONGEST_HEAD = 34
#: Ends of a head that say nothing by themselves.
#: A last clause of so many characters says enough by itself.
LONG_CLAUSE = 10
HANGING = re.compile("(?:，?(?:就是|主要是|主要有|有|是|即|要|包括|做到|分别是))$")
#: A question that a handbook answers.
QUESTION = re.compile(
    "^(?:[0-9]+[.．、]|问[：:]|[一二三四五六七八九十]+、)?(?P<asked>[^？：。]{4,28}？)$"
)
#: Forms whose stem is a sentence of the source as it stands.
SENTENCES = frozenset({"slot", "list", "figure", "keyword", "copula", "statement", "term"})
#: What a sentence begins with that has lost who does it.
ACTS = re.compile(
    "(?:自觉(?:遵守|接受)|模范|带头|践行|联系(?!是|群众要)|提出|遵守|保守|参加|出席|协助|[与同]原|将拟|依法联名|听取|反映|接受|履行|加强学习|密切联系|按时|积极参加|认真审议|审查|讨论|撤销|罢免|可以|有权|应邀|不得|不能|必须(?!坚[持定]|牢固|更|全面)|应当|要(?:自觉|模范|带头|按时|积极|认真|同|与))"
)
#: What only says when somebody acts whom the next clause names.
WHEN = re.compile(
    "[^，]{2,24}(?:[前后时]|期间|过程中)，[^，]{0,6}(?:代表|人大|常委会|主席|政府|委员会|小组|联络站|选民|工委|机关|单位|部门|主任会议)"
)
#: What deputies are told to do and not to do, in a part or a talk that is about them.
DUTIES = re.compile(
    "要?(?P<act>(?:自觉|模范|带头|践行|联系|反映|遵守|保守|接受|履行|加强学习|密切联系|按时|积极参加|认真审议|不得|不能|必须|应当).+)"
)
DEPUTIES = re.compile("代表(?!大会|建议|议案|工作|团|小组|联络|意见)")
#: Who has duties of his own beside the deputies.
OTHERS = re.compile("政府|常委会|机关|部门|单位|乡镇|党委|干部|主席")
#: What deputies do by law, whose own name is the verb that follows it.
REPRESENTING = "代表人民的"
#: Longest ordinal before the words of a sentence, in characters.
LONGEST_ORDINAL = 8
#: What only a deputy has: who may not use it need not be named above.
OF_DEPUTIES = re.compile("执行代表职务|代表(?:身份|名义|职务之便)")
#: When proposals are to be answered from.
HANDLED, JUST_SAID = re.compile("(?:承办单位(?:应当|要|必须)?)?自交办之日起"), 80
#: What befalls somebody whom its clause does not name.
UNNAMED = re.compile("(?:未经批准|因刑事案件|迁出|调离|辞去代表)[^，]{2,30}的，")
#: Who may be meant by a heading.
ACTOR = re.compile("代表|人大|常委会|主席|政府|委员会|小组|联络站|选民")
#: Most lines of a list below its head.
LONGEST_LIST = 12
#: Whom a talk turns to.
ADDRESSED = re.compile("(?:各位|全体|新当选的)(?:人大)?代表")
#: How much of a text's beginning says what it is about, in characters.
OPENING = 300
SPOKEN = re.compile("我|大家|咱|送|[？！]|请|以下|下列几|如下|这样几")
#: What deputies alone do.
IN_OFFICE = re.compile("(?:依法)?执行代表职务，")


def is_of_office(workshop: Workshop, section: int, text: str) -> bool:
    """Tell whether *text*, the headings around it or the document's title are about the office."""
    titles = [around.title for around in workshop.document.ancestry(section)]
    document = workshop.document
    told = "".join((text, document.title, *titles))
    return bool(SUBJECT_MATTER.search(told) or SUBJECT_MATTER.search(document.clean_text[:OPENING]))


def is_of_deputies(workshop: Workshop, section: int) -> bool:
    """Tell whether a heading around *section*, the title or the first words name deputies."""
    document = workshop.document
    titles = [around.title for around in document.ancestry(section)]
    return "代表" in "".join((document.title, *titles, document.clean_text[:OPENING]))


def under_head(workshop: Workshop, head: Span | None, section: int) -> str:
    """
    Return the opening of a stem on a member of the list that *head* opens.

    讲话第三部分谈到“好建议有四条标准”时指出，; empty where the head is too long or spoken.
    """
    told = standalone(workshop.document, head, head.text) if head else None
    told = HANGING.sub("", told.strip("，：")) if told else ""
    if (counted := COUNTED.match(told)) and is_of_deputies(workshop, section):
        told = f"代表的{counted['what']}"
    if not told or len(told) > LONGEST_HEAD or SPOKEN.search(told):
        return ""
    quoted = told.replace("“", "‘").replace("”", "’")
    last = quoted.rpartition("，")[2]
    quoted = last if len(last) >= LONG_CLAUSE else quoted
    return f"{workshop.source.place(section)}谈到“{quoted}”时指出，"


def head_above(workshop: Workshop, start: int) -> Span | None:
    """Return the sentence that opens the list in lines in one of which *start* stands, or `None`."""
    sentences = workshop.document.sentences
    number = workshop.document.sentence_number(start)
    if number < 1 or not _is_line(workshop, number):
        return None
    for above in range(number - 1, max(number - LONGEST_LIST, -1), -1):
        sentence = sentences[above]
        if sentence.text.rstrip().endswith("："):
            return Span(sentence.start, sentence.end, sentence.text.rstrip())
        if not _is_line(workshop, above):
            return None
    return None


def answering(workshop: Workshop, head: Span) -> str:
    """Return the opening of a stem on the answer to the question that stands before *head*."""
    sentences = workshop.document.sentences
    number = workshop.document.sentence_number(head.start)
    before = sentences[number - 1] if number else None
    found = QUESTION.search(before.text.strip()) if before else None
    if before is None or found is None:
        return ""
    return f"{workshop.source.place(before.section)}回答“{found['asked'].strip()}”时指出，"


def heading_of(workshop: Workshop, section: int) -> str:
    """Return the nearest heading above *section* that a stem may quote, or nothing."""
    for around in reversed(workshop.document.ancestry(section)):
        title = around.title.strip("。：；，")
        if around.marker and 0 < len(title) <= LONGEST_TITLE and not UNTOLD.search(title):
            return title
    return ""


def _is_line(workshop: Workshop, number: int) -> bool:
    """Tell whether a sentence is a line of a list: it is dashed or follows one that is not closed."""
    sentences = workshop.document.sentences
    before = sentences[number - 1].text.rstrip() if number else ""
    return sentences[number].text.startswith("——") or before.endswith(("；", "："))


def with_head(workshop: Workshop, candidate: Candidate) -> Candidate:
    """Return *candidate* with the head of its list or the heading that its stem lacks."""
    item = candidate.item
    place = workshop.source.place(candidate.section)
    lead = next((v for v in (f"{place}指出，", f"{place}提出，") if item.stem.startswith(v)), None)
    head = head_above(workshop, candidate.evidence.start) if lead else None
    if lead is None:
        return candidate
    body = item.stem[len(lead) :]
    if head is None:
        return _with_actor(workshop, candidate, body) if item.form in SENTENCES else candidate
    told = under_head(workshop, head, candidate.section) or answering(workshop, head)
    if not told or item.stem[len(lead) :].startswith(head.text[:4]):
        return candidate
    return replace(candidate, item=replace(item, stem=told + item.stem[len(lead) :].lstrip("—")))


def _with_actor(workshop: Workshop, candidate: Candidate, body: str) -> Candidate:
    """
    Return *candidate*, whose stem goes on with *body*, with a heading that says who is meant.

    Deputies are named where they are; unsure where *body* begins with what somebody does and no heading says who.
    """
    if subject := _subject_of(workshop, candidate, body):
        stem = candidate.item.stem.removesuffix(body) + subject + body
        return replace(candidate, item=replace(candidate.item, stem=stem))
    if not ACTS.match(body) or WHEN.match(body):
        return candidate
    duty = DUTIES.fullmatch(body)
    opens = _opens(workshop, candidate.evidence.start)
    is_own = duty is not None and OF_DEPUTIES.search(duty["act"].partition("，")[0]) is not None
    if duty and (is_own or (opens and _is_for_deputies(workshop, candidate.section))):
        stem = f"{workshop.source.place(candidate.section)}要求，代表{duty['act']}"
        return replace(candidate, item=replace(candidate.item, stem=stem))
    return _under_title(workshop, candidate, body)


def _subject_of(workshop: Workshop, candidate: Candidate, body: str) -> str:
    """Return who or what is meant by *body* beyond doubt, though it does not say so, or nothing."""
    if body.startswith(REPRESENTING):
        return "人大代表"
    if IN_OFFICE.match(body):
        return "代表"
    if HANDLED.match(body) and "建议" not in body:
        text, start = workshop.document.clean_text, candidate.evidence.start
        titles = [around.title for around in workshop.document.ancestry(candidate.section)]
        titles.append(text[max(0, start - JUST_SAID) : start])
        is_of_proposals = "建议" in "".join((workshop.document.title, *titles))
        return "代表建议" if is_of_proposals else ""
    is_of_deputies = any("代表" in key for key in candidate.item.keys)
    return "代表" if is_of_deputies and UNNAMED.match(body) else ""


def _under_title(workshop: Workshop, candidate: Candidate, body: str) -> Candidate:
    """Return *candidate* with the nearest heading that says who is meant; unsure where none does."""
    for around in reversed(workshop.document.ancestry(candidate.section)):
        title = around.title.strip("。：；，")
        if around.marker and len(title) <= LONGEST_TITLE and ACTOR.search(title):
            quoted = title.replace("“", "‘").replace("”", "’")
            stem = f"{workshop.source.place(candidate.section)}谈到“{quoted}”时指出，{body}"
            return replace(candidate, item=replace(candidate.item, stem=stem))
    return replace(candidate, is_sure=False)


def _opens(workshop: Workshop, start: int) -> bool:
    """Tell whether words at *start* open a sentence or a rule of their own, so that nobody before them is meant."""
    number = workshop.document.sentence_number(start)
    sentence = workshop.document.sentences[max(0, number)]
    return (
        start <= sentence.start + LONGEST_ORDINAL
        or "；" in (workshop.document.clean_text[start - 1 : start])
    )


def _is_for_deputies(workshop: Workshop, section: int) -> bool:
    """Tell whether the nearest heading that names somebody names deputies, or else the title of a talk does."""
    document = workshop.document
    titles = [around.title for around in reversed(document.ancestry(section)) if around.marker]
    for title in titles:
        if DEPUTIES.search(title):
            return not OTHERS.search(title)
        if OTHERS.search(title):
            return False
    is_spoken_to = ADDRESSED.search(document.clean_text[:OPENING]) is not None
    return document.genre is Genre.SPEECH and is_spoken_to and bool(DEPUTIES.search(document.title))
