"""Labelled lists, cases and phases: each content belongs to one label among siblings."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from question_bank.documents import Genre
from question_bank.keypoints.clauses import Material, Passage
from question_bank.keypoints.formulas import DASH, lines_below
from question_bank.keypoints.making import key_point
from question_bank.keypoints.values import KeyPoint, Member, Pattern, Span

FEWEST = 3
COUNTS = "一二三四五六七八九"
#: What a numeral may take along: 一遍看账 is named 看账, never 遍看账.
MEASURE = re.compile("[遍次步条本句层点笔道关回]|[是要靠]")
#: Most sentences that go on with a phase after its first.
MOST_FOLLOWING = 2
PIECE = re.compile("[^；。\n]+")
#: Label, what joins it to its content, content. One of them fits all pieces of a list.
LABELLED = (
    re.compile(r"^(?P<label>.{2,10}?)要求(?:代表们?|我们|大家|全体代表)?(?P<content>.{4,})$"),
    re.compile(
        r"^(?P<label>.{2,10}?)(?:是指|就是指|，是指|重在|在于|主要(?:是|解决))(?P<content>.{4,})$"
    ),
    re.compile(r"^(?:以及|和|及)?(?P<label>[^，：“《]{2,8})：(?P<content>.{4,})$"),
)
UNDER_HEAD = re.compile(
    r"^(?:以及|和|及)?(?P<label>(?![不没无有要敢善])[^，：“《的]{3,8})，(?:就?是|即)?(?P<content>.{6,})$"
)
CASE = re.compile(
    r"^(?:对(?:于)?)?(?P<label>(?:能够?|可以|需要?|无法|不能|难以|暂时|属于|应当|条件|情况|涉及)[^，；]{2,14}?)的，?(?:也要|也|要|应当|应)?(?P<content>[^的]{4,24})$"
)
#: What says that a list of several follows.
COUNTING = re.compile("[两三四五六七八九十](?:[个种项类步条点本道关]|情形)|“[^”]+”")
#: The same under a head that says there are several cases, whatever these begin with.
CASE_UNDER_HEAD = re.compile(
    r"^(?:对(?:于)?)?(?P<label>[^，；：]{1,16}?)的(?:事情?|问题|意见|建议)?，(?:就|才|也要|也|要|应当|应)?(?P<content>[^；：]{4,36})$"
)
CASES_HEAD = re.compile("情况|情形|处理|怎么办|分类|办理|三类|反映|诉求|意见|建议|问题")
PHASE = re.compile(
    r"^在?(?P<label>[^，。；：]{0,12}?(?:前|之前|过程中|期间|时|后|之后|会前|会中|会后|平时))(?:，(?:要)?|要)"
)
#: What is no name of anything.
NO_LABEL = re.compile(
    "[不也还更都就只既又才要]$|^(?:如果|对于|我们|这|那|他|每|不是|有的|一些)|是|体现|主要"
)


def find_labelled(material: Material) -> Iterator[KeyPoint]:
    """Yield labelled lists and lists of cases, in reading order."""
    for number, passage in enumerate(material.passages):
        if passage.masked.count("；") >= FEWEST - 1:
            yield from _in_one_sentence(material, passage)
        elif passage.sentence.text.rstrip().endswith("：") and not passage.is_title:
            yield from _in_lines(material, passage, number)


def _in_one_sentence(material: Material, passage: Passage) -> Iterator[KeyPoint]:
    head, start = _head(passage)
    lead: Span | None = None
    pieces = [(m.start(), m.end()) for m in PIECE.finditer(passage.masked, start)]
    patterns = [(pattern, Pattern.LABELLED) for pattern in LABELLED]
    if head:
        patterns.append((UNDER_HEAD, Pattern.LABELLED))
    else:
        case = _last_clause_with_case(passage, *pieces[0])
        lead = passage.part(pieces[0][0], case - 1) if case > pieces[0][0] else None
        pieces[0] = (case, pieces[0][1])
    patterns.append((CASE, Pattern.CASES))
    if (head and CASES_HEAD.search(head.text)) or _are_cases(passage, pieces):
        patterns.append((CASE_UNDER_HEAD, Pattern.CASES))
    for pattern, name in patterns:
        members = [_member(passage, piece, pattern) for piece in pieces]
        found = _unnumbered([member for member in members if member])
        if len(found) == len(pieces) >= FEWEST and _are_siblings(found):
            yield _key_point(material, passage, name, found, head or lead)
            return


def _in_lines(material: Material, passage: Passage, number: int) -> Iterator[KeyPoint]:
    """Yield the cases that stand in lines of their own below *passage*, which counts them."""
    words = passage.text.rstrip("：")
    if not COUNTING.search(words):
        return
    below = lines_below(material, passage, number)
    start = 0 if words.startswith("对") else words.rfind("，") + 1
    members = [_member(each, _bounds(each), CASE) for each in below]
    found = _unnumbered([member for member in members if member])
    if len(found) == len(below) >= FEWEST and _are_siblings(found):
        head = passage.part(start, len(words))
        yield _key_point(material, passage, Pattern.CASES, found, head)


def _bounds(line: Passage) -> tuple[int, int]:
    """Return where the words of a *line* begin and end, without its dash and its last mark."""
    dash = DASH.match(line.text)
    return dash.end() if dash else 0, len(line.text.rstrip("；。"))


def _are_cases(passage: Passage, pieces: Sequence[tuple[int, int]]) -> bool:
    """Tell whether all of *pieces* open with 对, or two of them are cases by their first word."""
    texts = [passage.masked[a:b] for a, b in pieces]
    return all(text.startswith("对") for text in texts) or (
        sum(bool(CASE.match(text)) for text in texts) >= FEWEST - 1
    )


def _head(passage: Passage) -> tuple[Span | None, int]:
    """Return the words before a colon and where the list begins."""
    colon = passage.masked.find("：")
    if 0 < colon < passage.masked.find("；"):
        last_stop = passage.masked.rfind("，", 0, colon) + 1
        return passage.part(last_stop, colon), colon + 1
    return None, 0


def _last_clause_with_case(passage: Passage, start: int, end: int) -> int:
    """Return where the first case begins when other clauses stand before it."""
    for match in re.finditer("，", passage.masked[start:end]):
        if CASE.match(passage.masked[start + match.end() : end]):
            return start + match.end()
    return start


def _member(passage: Passage, piece: tuple[int, int], pattern: re.Pattern[str]) -> Member | None:
    start, end = piece
    match = pattern.match(passage.text[start:end])
    if match is None or not passage.masked[start:end].strip():
        return None
    label = passage.part(start + match.start("label"), start + match.end("label"))
    content = passage.part(start + match.start("content"), start + match.end("content"))
    return Member(content, label, passage.sentence.section)


def _unnumbered(members: Sequence[Member]) -> list[Member]:
    """Return *members* with names that do not count themselves: 一看材料、二看现场 lose 一 and 二."""
    labels = [member.label for member in members if member.label]
    numbers = [COUNTS.find(label.text[0]) for label in labels]
    if numbers != list(range(len(members))):
        return list(members)
    is_measured = all(MEASURE.match(label.text, 1) for label in labels)
    skip = 2 if is_measured and len({label.text[1] for label in labels}) == 1 else 1
    if any(len(label.text) <= skip for label in labels):
        return list(members)
    return [
        Member(m.content, Span(label.start + skip, label.end, label.text[skip:]), m.section)
        for m, label in zip(members, labels, strict=True)
    ]


def _are_siblings(members: Sequence[Member]) -> bool:
    """Tell whether the labels are all different and of one family."""
    labels = [member.label.text for member in members if member.label]
    if len(set(labels)) < len(labels) or any(NO_LABEL.search(label) for label in labels):
        return False
    ends, starts = {label[-1] for label in labels}, {label[:2] for label in labels}
    lengths = [len(label) for label in labels]
    return 1 in {len(ends), len(starts)} or max(lengths) - min(lengths) <= 3  # noqa: PLR2004


def find_phases(material: Material) -> Iterator[KeyPoint]:
    """
    Yield what a section asks for before, during and after something.

    Not in a statute: there 在……后 states a condition, not a stage of the work.
    """
    if material.document.genre is Genre.STATUTE:
        return
    sections: dict[int, list[Passage]] = defaultdict(list)
    for passage in material.passages:
        sections[passage.sentence.section].append(passage)
    for _, passages in sorted(sections.items()):
        members = list(_phases(passages))
        labels = [member.label.text for member in members if member.label]
        if len(set(labels)) == len(labels) >= FEWEST and not any(map(NO_LABEL.search, labels)):
            first = next(p for p in passages if p.start <= members[0].content.start <= p.span.end)
            yield _key_point(material, first, Pattern.PHASES, members, None)


def _phases(passages: Sequence[Passage]) -> Iterator[Member]:
    """Yield each phase with the sentences that go on asking, up to the next phase."""
    label: Span | None = None
    start = end = 0
    parts: list[str] = []
    for passage in passages:
        if passage.is_title:
            continue
        if match := PHASE.match(passage.masked):
            if label:
                yield Member(Span(start, end, "".join(parts)), label, passage.sentence.section)
            label = passage.part(match.start("label"), match.end("label"))
            start = passage.start + match.end()
            parts = [passage.text[match.end() :]]
            end = passage.span.end
        elif label and len(parts) <= MOST_FOLLOWING and passage.text.startswith("要"):
            parts.append(passage.text)
            end = passage.span.end
    if label and passages:
        yield Member(Span(start, end, "".join(parts)), label, passages[-1].sentence.section)


def _key_point(
    material: Material,
    passage: Passage,
    pattern: Pattern,
    members: Sequence[Member],
    head: Span | None,
) -> KeyPoint:
    first = min(m.label.start for m in members if m.label)
    span = material.span(min(first, head.start if head else first), members[-1].content.end)
    fixed = [
        Member(material.span(m.content.start, m.content.end), m.label, m.section) for m in members
    ]
    return key_point(
        material,
        passage,
        pattern,
        span,
        topic=head.text if head else "",
        members=fixed,
        slots=[member.label for member in fixed if member.label],
        head=head,
    )
