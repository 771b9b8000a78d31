"""
Word a stem so that it stands alone.

A stem names its source and place, keeps the source's words, and drops what only
makes sense in the running text: ordinals, 同时，, 我们, a pronoun without its noun.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from question_bank.documents import Document, Genre, Role, place_of
from question_bank.keypoints import Span

#: Longest context in a stem, in characters, its source not counted.
LONGEST = 78
#: Words that tie a sentence to the one before it and are dropped at its head.
CONNECTIVES = re.compile(
    r"^(?:同时|此外|另外|例如|比如|总之|因此|所以|为此|当然|其实|而且|并且|可以说|换句话说|也就是说|这就要求我们要?|这就要求|也就是|特别是|尤其是|作为代表，|作为人大代表，|是(?=要))，?"
)
FIRST_PERSON = re.compile("^(?:我们的?|大家|咱们)(?:要|也要|还要|必须|应当|应该|需要?|可以)")
#: A sentence that opens with one of these is about something said before.
OPENING_PRONOUN = re.compile("^(?:它|它们|这|这些|这种|这个|此|该|其|上述|这里|那|他们?|她们?)")
SUBJECT = re.compile("^(?:一是|二是|三是)?([^，。：、的]{2,16}?)(?:是|具有|就是|，是)")
#: Clauses that cannot open a stem.
HALVES = re.compile("^(?:从而|并且?|以便?(?!人民|高度|实际|更)|而(?!不|是)|又|让|使|因而|也是|也就|更是|还是|就是|就(?:必须|要|能)|才能|但|却|否则|其中|进而|甚至|或者|和|与|及|等|的)")
CLAUSE = re.compile("[^，；：。！？]+")


@dataclass(frozen=True, slots=True)
class Source:
    """How stems name a document."""

    document: Document
    noun: str

    @property
    def is_statute(self) -> bool:
        """Whether it has articles instead of parts."""
        return self.document.genre is Genre.STATUTE

    def place(self, section: int, depth: int = 1) -> str:
        """Return noun and place: 讲话第二部分, 《代表法》第七条."""
        return self.noun + place_of(self.document, section, depth=depth)

    def lead(self, section: int, text: str, depth: int = 1) -> str:
        """Return the opening of a stem whose body is *text*, its comma included."""
        place = self.place(section, depth)
        if self.is_statute:
            return f"{place}规定，"
        verb = "提出" if re.match("要|必须|应当|应|不能|不得|通过|在.{1,12}[前中时后]，要", text) else "指出"
        return f"{place}{verb}，"


def context_of(document: Document, span: Span, limit: int = LONGEST) -> Span | None:
    """
    Return the clauses around *span* that make a stem, whole clauses of one sentence.

    The whole sentence if it is short enough; else as many clauses before, then
    after, as fit. `None` if what fits begins as half a clause.
    """
    sentence = next((s for s in document.sentences if s.start <= span.start and span.end <= s.end), None)
    if sentence is None:
        return None
    text = sentence.text
    body = _body_start(document, sentence.start, sentence.section)
    pieces = [
        (sentence.start + m.start(), sentence.start + m.end())
        for m in CLAUSE.finditer(_flat(text))
        if sentence.start + m.end() > body
    ]
    pieces[0] = (max(pieces[0][0], body), pieces[0][1])
    inside = [i for i, (a, b) in enumerate(pieces) if a < span.end and span.start < b]
    first, last = inside[0], inside[-1]
    first = _extend_left(document, pieces, first, last, limit)
    while last + 1 < len(pieces) and pieces[last + 1][1] - pieces[first][0] <= limit:
        if document.clean_text[pieces[last][1]] in "；。":
            break
        last += 1
    start, end = pieces[first][0], pieces[last][1]
    found = document.clean_text[start:end]
    if HALVES.match(found):
        return None
    return Span(start, end, found)


def _extend_left(
    document: Document, pieces: list[tuple[int, int]], first: int, last: int, limit: int
) -> int:
    text = document.clean_text
    end = pieces[last][1]
    if end - pieces[0][0] <= limit:
        return 0
    while first > 0 and end - pieces[first - 1][0] <= limit:
        is_new_claim = text[pieces[first - 1][1]] == "；"
        if is_new_claim and not HALVES.match(text[pieces[first][0] : end]):
            break
        first -= 1
    return first


def _flat(text: str) -> str:
    """Return *text* with the marks inside quotation marks hidden, so that clauses keep them whole."""
    return re.sub("“[^”]*”|《[^》]*》|（[^）]*）", lambda m: m.group()[0] + "\ue000" * (len(m.group()) - 2) + m.group()[-1], text)


def _body_start(document: Document, start: int, section: int) -> int:
    """Return where a sentence's words begin, after an ordinal that opens its section."""
    around = document.sections[section]
    if around.start != start or not around.marker:
        return start
    end = start + len(around.marker)
    while document.clean_text[end : end + 1] in {"\u3000", " "}:
        end += 1
    return end


def standalone(document: Document, context: Span, text: str) -> str | None:
    """
    Return *text*, the words of *context* with or without blanks, so that it stands alone.

    `None` if it depends on words that are not there.
    """
    before = None
    while before != text:
        before, text = text, CONNECTIVES.sub("", text)
    text = FIRST_PERSON.sub(lambda m: "要" if m.group().endswith("要") else m.group().lstrip("我们的大家咱"), text)
    if match := OPENING_PRONOUN.match(text):
        if match.group() not in {"它", "其"} or not (noun := _antecedent(document, context)):
            return None
        text = noun + text[match.end() :]
    if re.search("我们|大家|咱们|在座|各位", re.sub("“[^”]*”", "", text)):
        return None
    return text or None


def _antecedent(document: Document, context: Span) -> str:
    """Return the subject of the sentence before, when that defines it, else nothing."""
    previous = [s for s in document.sentences if s.end <= context.start]
    if not previous or context.start - previous[-1].end > 1:
        return ""
    section = document.sections[previous[-1].section]
    body = previous[-1].text.removeprefix(section.marker) if section.marker else previous[-1].text
    match = SUBJECT.match(body)
    return match.group(1) if match else ""


def closed(text: str) -> str:
    """Return *text* with one full stop at its end."""
    return text.rstrip("，；：、。！？") + "。"


def is_closing_or_opening(document: Document, section: int) -> bool:
    """Tell whether *section* is the opening or the closing of a text with parts."""
    return document.ancestry(section)[0].role in {Role.OPENING, Role.CLOSING}
