"""Which point of a part asks for something: the contents of numbered points and their headings."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import attrgetter

from question_bank.documents import Section, Sentence
from question_bank.keypoints import KeyPoint, Member, Span
from question_bank.keypoints.likeness import edges
from question_bank.questions.clauses import bigrams
from question_bank.questions.speaking import ORAL
from question_bank.questions.statements import FORMULA, PRONOUN
from question_bank.questions.stems import LONGEST_TITLE, UNTOLD, standalone
from question_bank.questions.values import GAP, Item, ItemType
from question_bank.questions.workshop import Candidate, Workshop, options

#: Most choices on one part, fewest and most headings among the options.
MOST, FEWEST, MOST_OPTIONS = 3, 3, 4
#: Most sentences below a heading that may be its content.
MOST_SENTENCES = 12
#: Length of what is quoted of a point, in characters.
SHORTEST, LONGEST = 8, 30
PART = re.compile("[^；。！？\n]+")
#: What tells of the past or of one case, and what is no requirement by itself.
REPORTED = re.compile(
    "[0-9％%]|已经?|去年|今年|上年|上届|累计|达到|取得|实现了|完成|明显|是.{0,8}(?:的|前提|基础|关键)$|^(?:这|那|其|它|因为|所以|但|而|有的|有些|例如|比如|为此|同时|此外|另外|最后|通常|概括|根据|按照|也|又|并|就|都|我|他|一是|二是|三是|第)|[：“”]|等$|成绩|问题是"
)
#: Words with which a requirement begins or that it has.
ASKS = re.compile(
    "^(?:代表|常委会|每名代表)?要|应当|必须|不得|不能|严禁|坚持|落实|推动|推进|加强|做到|健全|完善|严格|探索|开展|组织|建立|把|坚决|发挥|推行|拓展|强化|守住|打好|学习|遵守|宣传"
)
#: Characters that tell nothing of what a heading is about.
IDLE = frozenset("的和与及要在把以向为上下中好大于，、“”")
#: Words of every such text, which tie nothing to one heading.
COMMON = frozenset(
    ("代表", "人大", "大代", "工作", "履职", "要求", "建设", "发展", "群众", "常委", "委会", "人民")
)


def from_contents(workshop: Workshop, point: KeyPoint) -> Iterator[Candidate | None]:
    """Yield choices of the point that asks for something, among the points of its part."""
    if len(point.members) < FEWEST or not 0 < len(point.topic) <= LONGEST_TITLE:
        return
    if UNTOLD.search(point.topic) or any(
        member.content.text.endswith("？") for member in point.members
    ):
        return
    titles = [member.content.text for member in point.members]
    if sum(edges(titles)) == 0 and len({len(title) for title in titles}) > 1:
        return
    found = [_telling(workshop, point, member) for member in point.members]
    if any(span is None for span in found):
        return
    spans = [span for span in found if span is not None]
    for number, member in list(enumerate(point.members))[:MOST]:
        yield _choice(workshop, point, member, number, spans)


def _telling(workshop: Workshop, point: KeyPoint, member: Member) -> Span | None:
    """Return what *member* asks for in words that neither its heading nor another's share."""
    near = _near(point, member)
    titles = [m.content.text for m in near]
    pairs = set().union(*map(bigrams, titles)) - COMMON
    others = "".join(title for title in titles if title != member.content.text)
    own = {c for c in member.content.text if c not in others and c not in IDLE}
    good = []
    for sentence in _sentences(workshop, point, member):
        for match in PART.finditer(sentence.text):
            start = sentence.start + match.start()
            span = Span(start, start + len(match.group()), match.group())
            if (
                span.start >= member.content.end
                and not own & set(span.text)
                and _is_good(workshop, span, pairs)
            ):
                good.append(span)
    return min(good, key=lambda each: (abs(len(each.text) - 16), each.start)) if good else None


def _near(point: KeyPoint, member: Member) -> list[Member]:
    """Return *member* and its nearest siblings, in order."""
    own = point.members.index(member)
    near = sorted(range(len(point.members)), key=lambda i: (abs(i - own), i))[:MOST_OPTIONS]
    return [point.members[i] for i in sorted(near)]


def _sentences(workshop: Workshop, point: KeyPoint, member: Member) -> Sequence[Sentence]:
    """Return the sentences between the heading of *member* and what follows it, in order."""
    document = workshop.document
    section: Section = document.sections[member.section]
    own = point.members.index(member)
    is_last = own + 1 == len(point.members)
    end = section.end if is_last else min(section.end, point.members[own + 1].content.start)
    first = bisect_left(document.sentences, member.content.start, key=attrgetter("end"))
    last = bisect_left(document.sentences, end, key=attrgetter("start"))
    found = [s for s in document.sentences[first:last] if s.section == section.index]
    paragraph = found[0].paragraph if found else 0
    stop = next((i for i, s in enumerate(found) if s.is_heading and i), len(found))
    return [s for s in found[:stop] if not is_last or s.paragraph <= paragraph + 1][:MOST_SENTENCES]


def _is_good(workshop: Workshop, span: Span, pairs: set[str]) -> bool:
    """Tell whether *span* asks for something, stands alone and shows no heading."""
    text = span.text
    return (
        SHORTEST <= len(text) <= LONGEST
        and not bigrams(text) & pairs
        and bool(ASKS.search(text))
        and not any(shape.search(text) for shape in (REPORTED, ORAL, PRONOUN, FORMULA))
        and not workshop.document.is_flagged(span.start, span.end)
        and workshop.corpus.occurrences.count(text) == 1
        and standalone(workshop.document, span, text) == text
    )


def _choice(
    workshop: Workshop, point: KeyPoint, member: Member, own: int, spans: Sequence[Span]
) -> Candidate:
    """Return the choice of the heading under which *spans* has at *own* what is asked."""
    span = spans[own]
    place = workshop.source.place(point.section)
    wrong = [
        (m.content.text, f"{place}在这一点提出的是：{spans[point.members.index(m)].text}。")
        for m in _near(point, member)
        if m is not member
    ]
    topic = point.topic.replace("“", "‘").replace("”", "’")
    named = f"{place}“{topic}”" if topic else place
    proof = Span(
        member.content.start,
        span.end,
        workshop.document.clean_text[member.content.start : span.end],
    )
    item = Item(
        type=ItemType.SINGLE,
        form="label",
        kind=point.kind,
        stem=f"{named}的要点中，提出“{span.text}”的是{GAP}。",
        options=options([(member.content.text, "")], wrong, workshop.random("belongs", span.start)),
        explanation=workshop.quoted(proof, member.section),
        difficulty=3,
    )
    return Candidate(
        item,
        workshop.evidence(proof),
        point.pattern,
        f"belongs@{span.start}",
        f"{span.start}-{span.end}",
        point.importance,
        member.section,
    )
