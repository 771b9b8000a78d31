"""Give a talk's stem the words before its sentence that say who or what it is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from question_bank.documents import Sentence
from question_bank.keypoints import Span
from question_bank.questions.alone import CITED_NORM, body_of, is_of_the_course, is_told, lack_of
from question_bank.questions.checks.subject import finding
from question_bank.questions.clauses import bigrams
from question_bank.questions.speaking import is_oral
from question_bank.questions.standing import JOINTLY, SENTENCES, filled, is_lost
from question_bank.questions.stems import HEARERS, LONGEST_OF_STATUTE, standalone
from question_bank.questions.values import Level
from question_bank.questions.workshop import Candidate, Workshop

#: Longest and shortest words that a stem quotes to say what its own are about, in characters.
LONGEST, SHORTEST = 46, 8
#: How many sentences before are looked at, and how many members a row may have before this one.
NEAR, MOST_MEMBERS = 2, 6
#: Who may be meant by what follows.
ACTOR = re.compile(
    "(?:各级|全体|每[位名个]|[省市县区乡镇]{1,2}级?|县级以上的?(?:地方)?(?:各级)?|地方各级|街道)?(?:人大|代表(?!团)|常委会|主席团?|党委|政府|委员会|机关|部门|承办单位|选民|联络站|小组|工委|监督|审议|议案|建议|人民代表大会|预算|选举|地方性法规|法规|设区的市|委(?=要|应))"
)
#: What only says how many points follow.
ANNOUNCES = re.compile(
    "[，。](?:概括起来|归纳起来|具体)?(?:就|主要)?(?:讲|说|谈|提|有|是|抓|做到)?(?:这|以下)?[两三四五六七八九]+(?:句话|点|条|个方面|件事|项)[^，。“]{0,6}(?:，[^，。]{2,6})?$"
)
#: Forms that ask for one member of a row of labels.
LABELS = frozenset({"label", "labels", "swap", "content", "points"})
#: What no words before it make whole: asides, later members, lines of a table.
BROKEN = re.compile(
    "另[一外]|免得|请(?![示求假])|[0-9（(]|第[0-9一二三四五六七八九十百]+条|(?:注意|请|看|听|好|对|是啊)[^，：]{0,2}[，：]"
    "|[^，]{1,4}——|前者|后者|[^，：。“]{1,12}：|.*(?:不要混|别忘|记牢)"
)
#: What only counts what is next, beside what was counted before: 义务也是八项.
COUNTED_TOO = re.compile("也(?:是|有)[一二三四五六七八九十两]+[项条个种类点]$")
#: So many characters before its words say what they mean; what is handed over to be dealt with.
JUST_BEFORE, HANDED_OVER, PROPOSALS = 80, "交办之日", "建议"
#: A meeting, and whose it is.
MEETING = "会议"
WHOSE_MEETING = re.compile(
    "(?:乡、民族乡、镇|乡镇|[省市县区乡镇]|县级以上(?:的?地方各级)?)的?(?:人民代表大会|人大)(?:常务委员会|常委会)?(?=会议)"
)
#: How many members the list has that a sentence opens.
COUNTED = re.compile("“?[两三四五六七八九十](?:个|点|条|项|种|方面|[\u4e00-\u9fff]{1,3}”)")
#: What somebody tells of himself.
OWN = re.compile("我(?![国省市县区镇乡院办会们党军])(?<!自我)")
#: What somebody is to be, and who asks it of deputies just before.
TO_BE = "做到"
ASKED_OF_DEPUTIES = re.compile("代表[^。]*要求(?:我们|代表|大家|各位)[^。]*，$")
#: What deputies alone do.
DUTY = "执行代表职务"
#: What people sign together.
PROPOSED = re.compile("议案|质询|罢免|候选人")
#: What opens a member of a row of sentences.
MEMBER = re.compile(
    "(?:第[一二三四五六七八九](?:[句点条项件样]|个方面)?|[一二三四五六七八九]是|[一二三四五六七八九](?=要)|其[一二三四五六])[，：]?"
)


def supplied(workshop: Workshop, candidate: Candidate) -> Candidate:
    """
    Return *candidate* with the words before its sentence that say what that is about.

    Where it stands alone it is returned as it is. Where it does not and no words before it
    supply what it lacks it waits, with the word that hangs in the air.
    """
    item, body = candidate.item, body_of(candidate.item.stem)
    if _is_passing(workshop, candidate):
        return replace(candidate, is_sure=False, doubt=finding("topic.passing", Level.REVIEW))
    if item.form in SENTENCES and body and is_lost(item.form, filled(body, item)):
        return _supplied_or_waiting(workshop, candidate, body)
    is_bare = item.form == "label" and body.startswith("“") and "”" not in item.stem[: -len(body)]
    is_member = item.form in SENTENCES and MEMBER.match(candidate.evidence.quote) is not None
    if is_bare or (body and is_member and not ACTOR.match(filled(body, item))):
        return _headed(workshop, candidate, body) or candidate
    return candidate


def _supplied_or_waiting(workshop: Workshop, candidate: Candidate, body: str) -> Candidate:
    """Return *candidate*, which is lost, with the words before it, or unsure with what it lacks."""
    words = filled(body, candidate.item)
    lack = lack_of(words, candidate.item.form) or words[:6]
    made = _named(workshop, candidate, body, lack)
    if made is None and not (BROKEN.match(words) or CITED_NORM.match(words)):
        made = _headed(workshop, candidate, body)
    doubt = finding("stem.lost", Level.REVIEW, word=lack)
    return made or replace(candidate, is_sure=False, doubt=doubt)


def _named(workshop: Workshop, candidate: Candidate, body: str, lack: str) -> Candidate | None:
    """Return *candidate* with the one thing that *lack* can mean, if the words just before name it."""
    start, item = candidate.evidence.start, candidate.item
    before = workshop.document.clean_text[max(0, start - JUST_BEFORE) : start]
    lead = item.stem.removesuffix(body)
    if lack.endswith(HANDED_OVER) and PROPOSALS in before + workshop.document.title:
        lead = f"{workshop.source.place(candidate.section)}谈到代表建议的办理时指出，"
    elif lack == MEETING and len(names := set(WHOSE_MEETING.findall(before))) == 1:
        lead += names.pop()
    elif lack == TO_BE and ASKED_OF_DEPUTIES.search(before):
        lead = f"{workshop.source.place(candidate.section)}要求，代表"
    elif DUTY in body and (cited := CITED_NORM.match(body)):
        body = f"{body[: cited.start('of')]}代表{body[cited.start('of') :]}"
    else:
        return None
    return replace(candidate, item=replace(item, stem=lead + body))


def _is_passing(workshop: Workshop, candidate: Candidate) -> bool:
    """Tell whether *candidate* asks for what holds for one meeting, one course or the speaker alone."""
    document = workshop.document
    number = document.sentence_number(candidate.evidence.start)
    if number < 0 or candidate.item.form not in LABELS:
        return is_of_the_course(candidate.evidence.quote)
    around, before = document.sentences[number], document.sentences[max(0, number - 1)]
    is_near = before.paragraph == around.paragraph
    is_own = OWN.search(around.text) or (is_near and OWN.search(before.text))
    return bool(is_own) or is_of_the_course(around.text + candidate.item.stem)


def _headed(workshop: Workshop, candidate: Candidate, body: str) -> Candidate | None:
    """Return *candidate*, whose stem goes on with *body*, with the words before that say whose it is."""
    head = "" if is_told(filled(body, candidate.item)) else _head_of(workshop, candidate)
    lead = f"{workshop.source.place(candidate.section)}谈到“{_requoted(head)}”时指出，"
    is_joint = JOINTLY.search(filled(body, candidate.item)) is not None
    if is_joint and not PROPOSED.search(head):
        return None
    if not head or len(lead + body) > LONGEST_OF_STATUTE:
        return None
    return replace(candidate, item=replace(candidate.item, stem=lead + body))


def _requoted(text: str) -> str:
    return text.replace("“", "‘").replace("”", "’")


def _head_of(workshop: Workshop, candidate: Candidate) -> str:
    """Return the nearest whole sentence before *candidate*, or before its row, that names somebody."""
    sentences, about = workshop.document.sentences, bigrams(candidate.evidence.quote)
    first = _first_of_row(sentences, workshop.document.sentence_number(candidate.evidence.start))
    for number in range(first - 1, max(-1, first - 1 - NEAR), -1):
        before = sentences[number]
        if before.is_heading or before.section != sentences[first].section:
            break
        told = _told(workshop, before)
        if candidate.item.form == "label":
            return told if COUNTED.search(told) else ""
        if told and ACTOR.match(told) and bigrams(told) & about:
            return told
    return ""


def _first_of_row(sentences: Sequence[Sentence], number: int) -> int:
    """Return which sentence opens the row that the one of *number* is a later member of."""
    for before in range(number, max(-1, number - MOST_MEMBERS), -1):
        match = MEMBER.match(sentences[before].text)
        if match is None:
            return number
        if "一" in match.group():
            return before
    return number


def _told(workshop: Workshop, sentence: Sentence) -> str:
    """Return what *sentence* says, if that can be quoted by itself, else nothing."""
    words = sentence.text.rstrip("。；：！")
    words = ANNOUNCES.sub("", words)
    span = Span(sentence.start, sentence.start + len(words), words)
    told = (standalone(workshop.document, span, words) or "").rstrip("，。；：")
    is_sized = SHORTEST <= len(told) <= LONGEST
    is_spoken = (
        HEARERS.search(told)
        or COUNTED_TOO.search(told)
        or is_oral(told)
        or is_told(told)
        or "？" in told
    )
    return told if is_sized and not is_spoken and not lack_of(told, "statement") else ""
