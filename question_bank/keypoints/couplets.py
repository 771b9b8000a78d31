"""Couplets: things and what is said of each, joined alike: 思想建设重在铸魂，组织建设重在配强."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from question_bank.documents import Genre
from question_bank.keypoints.clauses import Material, Passage
from question_bank.keypoints.likeness import edges
from question_bank.keypoints.making import key_point
from question_bank.keypoints.values import KeyPoint, Member, Pattern, Span

PART = re.compile("[^；\n]+")
CLAUSE = re.compile("[^，；：\n]+")
FIRST = re.compile("[^，；]+")
#: Words that join a thing to what is said of it; two such pairs make a couplet.
FIRM = re.compile(
    r"^(?P<label>[^，：]{1,12}?)(?P<joint>，?就是要?|，?重在|，?贵在|(?:的(?:核心|关键|重点|根本|基础|实质|目的))?在于|来自于?|源于|取决于|管的是|意味着|，?主要解决|侧重于|，是指|是指)(?P<content>[^：]{2,60})$"
)
#: The same, weaker: it takes three of them.
LOOSE = (
    re.compile(r"^(?P<label>[^，：—]{2,8}?)(?P<joint>——|：)(?P<content>.{4,60})$"),
    re.compile(
        r"^(?P<label>[^，：]{1,12}?)(?P<joint>靠|看|是(?!否)|融入|优先|必须|体现在|落实到)(?P<content>[^，：]{2,14}(?:，[^：]{1,40})?)$"
    ),
    re.compile(
        r"^[^，：把]{0,10}把(?P<label>[^，：]{2,16}?)(?P<joint>纳入|作为|放在|摆在|装在|扛在|挺在|变成|转化为|落到)(?P<content>[^，：]{2,16})$"
    ),
    re.compile(r"^(?P<label>[^，：]{1,8})(?P<joint>，要?)(?P<content>[^：]{3,60})$"),
    re.compile(r"^(?P<label>[^，：]{2,6})(?P<joint>不?要|不得|一定要)(?P<content>[^，：]{2,12})$"),
    re.compile(
        r"^(?P<label>[^，：]{1,10}?(?:负责人|干部|代表|委员|小组|机关|部门|主席|书记|站长))(?P<joint>)要?(?P<content>(?:定期|即时|上门|主动|每[月年周季]|随时|及时|带头|牵头|当场|分头)[^，：的]{2,8})$"
    ),
)
#: Things of the office that are taken for one another, and what is said of either.
CONFUSED = re.compile(
    r"^(?P<label>议案|建议|询问|质询|罢免|撤职|辞职|权利|义务|法律监督|工作监督|直接选举|间接选举|专题询问|代表资格终止|暂停执行代表职务)(?P<joint>)(?P<content>(?!的|权|案|和|与|、)[^：“”]{5,60})$"
)
#: What is denied and what is said instead, or the other way round: 不是挑刺，是帮忙；不是添乱，是补台.
DENIED = (
    re.compile(
        r"^[^，：]{0,24}?(?:并)?不是(?P<label>[^，：是]{1,10})(?P<joint>，而?是)(?P<content>[^，：是]{1,10})$"
    ),
    re.compile(
        r"^(?P<label>[^，：]{1,6}?)(?P<joint>要)(?P<content>[^，：]{1,6})，不(?:是要?|要)[^，：]{1,8}$"
    ),
)
#: What each is to be in words of its own: 人民群众的“传声筒”、党委政府的“智囊团”.
NICKNAMED = re.compile(
    r"^(?P<label>[^，：“”]{2,14}?)(?P<joint>的|要|是|要?当好|要?做好|当|叫)“(?P<content>[^“”]{2,8})”(?:，[^：]*)?$"
)
#: Members of a list that are a thing and its part: 居民诉求的代言员、基层治理的参与员.
ROLE = re.compile("成为|当好|作为|发挥|功能|作用|角色")
PARTS = re.compile(r"^(?P<label>[^，]{2,10})(?P<joint>的)(?P<content>[^，的]{2,4})$")
#: Two halves that differ in one word: 代表是一阵子的，选民是一辈子的.
HALVES = re.compile(r"^(?P<label>[^，：是]{2,10}?)(?P<joint>是)(?P<content>[^，：是的]{2,6})的$")
SEGMENT = re.compile("[^，、；：。\n]+")
#: Length of the members of an even row, and what is no frame of theirs.
SHORT, LONG = 3, 9
#: Up to this length a member is a verb and its noun, as 听民声.
VERB_AND_NOUNS = 4
HOLLOW = frozenset("的是和与及在了着有之一不得、，\ue000“”")
#: Stands between a thing that is taken for another and what is said of it.
CONFUSED_JOINT = "⇄"
#: Stands for the character that an even row shares.
EVEN_JOINT = "·"
#: Shapes that hold a comma or a colon, so that no clause between commas has them.
#: What a list of short pieces must have to be worth cutting at each 、.
LISTED = re.compile("把|”、[^、]*“[^”]*”、")
WIDE = (LOOSE[0], LOOSE[3], CONFUSED, *DENIED)
#: Each shape with what a sentence must have for it; looked for first, since it is quick.
HINTS = (
    (FIRM, re.compile("就是|[重贵]在|在于|来自|源于|取决|意味|解决|侧重|是指")),
    (NICKNAMED, re.compile("“")),
    (CONFUSED, re.compile("议案|询问|罢免|权利|监督|选举|资格")),
    (LOOSE[0], re.compile("——|：")),
    (LOOSE[1], re.compile("[靠看是]|融入|优先|必须|体现|落实")),
    (LOOSE[2], re.compile("把")),
    (LOOSE[3], re.compile("；")),
    (LOOSE[4], re.compile("不?要|不得")),
    (LOOSE[5], re.compile("定期|即时|上门|主动|每[月年周季]|随时|及时|带头|牵头|当场|分头")),
    (HALVES, re.compile("是[^，：]{2,6}的(?:，|$)")),
    (DENIED[0], re.compile("不是")),
    (DENIED[1], re.compile("，不(?:是|要)")),
)
DIGIT = re.compile("[0-9]")
FEWEST, FEWEST_LOOSE, MOST = 2, 3, 7
#: How much the lengths of the things' names may differ, in characters.
EVEN = 5
#: Longest first clause that is set as an option, in characters.
LONGEST = 26
#: What names nothing by itself.
NO_LABEL = re.compile(
    "^(?:[一二三四五六七八九](?:[要是]|$)|要|如果|对于|我们|这|那|他|她|它|其|每|不是|有的|有些|一些|大家|所谓|特别|尤其|关键|目的|一个|就|也|都|还|又|既|而|更|并|但|只|一是|二是|三是|同时|此外|因为|所以|无论|只有|只要|希望|今天|刚才)|[不也还更都就只既又才要而且并的了]$|[0-9]"
)
#: What says nothing that could be learnt.
NO_CONTENT = re.compile(
    "^(?:做到|坚持|努力)$|我们|大家|这|那么|上述|以下|如下|[0-9]|^(?:不是|为了|因为|说|即(?!时))"
)


@dataclass(frozen=True, slots=True)
class _Pair:
    """One thing and what is said of it; *place* is its number among the pieces."""

    place: int
    member: Member
    joint: str


def find_couplets(material: Material) -> Iterator[KeyPoint]:
    """Yield the couplets of running text, in reading order; none inside another."""
    if material.document.genre is Genre.STATUTE:
        return
    for passage in material.passages:
        if not passage.is_title:
            yield from _in_passage(material, passage)
    yield from _in_lines(material)


def _in_passage(material: Material, passage: Passage) -> Iterator[KeyPoint]:
    """Yield the couplets between semicolons, then those between commas."""
    colon = passage.masked.find("：")
    lead = colon + 1 if 0 < colon < passage.masked.find("；") else 0
    taken: list[tuple[int, int]] = []
    for cut in (PART, CLAUSE, SEGMENT):
        start = lead if cut is PART else 0
        pieces = [m.span() for m in cut.finditer(passage.masked, start)]
        if len(pieces) < FEWEST or (cut is SEGMENT and not LISTED.search(passage.masked)):
            continue
        for run in _runs(passage, pieces, may_be_wide=cut is PART):
            span = _span(run)
            if not any(a < span.end and span.start < b for a, b in taken):
                taken.append((span.start, span.end))
                head = passage.part(0, colon) if 0 < colon < span.start - passage.start else None
                yield _couplet(material, passage, run, head)
    for run in (*_part_runs(passage), *_even_runs(material, passage)):
        span = _span(run)
        if not any(a < span.end and span.start < b for a, b in taken):
            taken.append((span.start, span.end))
            yield _couplet(material, passage, run, None)


def _part_runs(passage: Passage) -> Iterator[list[_Pair]]:
    """Yield lists whose members are all a thing and a part of one length that end alike."""
    if passage.masked.count("的") < FEWEST_LOOSE:
        return
    run: list[_Pair] = []
    pieces = [m.span() for m in SEGMENT.finditer(passage.masked)]
    for place, piece in enumerate([*pieces, (0, 0)]):
        pair = _pair(passage, piece, PARTS, place)
        if pair and (not run or _ends_alike(passage, run[-1], pair)):
            run.append(pair)
            continue
        yield from _sound(run, FEWEST_LOOSE)
        run = [pair] if pair else []


def _ends_alike(passage: Passage, one: _Pair, other: _Pair) -> bool:
    """Tell whether two parts are of one length and end alike, or are said to be roles."""
    first, second = one.member.content.text, other.member.content.text
    if len(first) != len(second) or first[-1] == second[-1]:
        return len(first) == len(second)
    label = other.member.label
    return label is not None and bool(ROLE.search(passage.masked, 0, label.start - passage.start))


def _even_runs(material: Material, passage: Passage) -> Iterator[list[_Pair]]:
    """Yield neighbours of one length with the same character at one place: 听民声、解民忧、聚民心."""
    if passage.masked.count("，") + passage.masked.count("、") < FEWEST:
        return
    pieces = [m.span() for m in SEGMENT.finditer(passage.masked)]
    before: tuple[int, int] | None = None
    for size, group in groupby(pieces, key=lambda piece: piece[1] - piece[0]):
        run = list(group)
        if before and before[1] - before[0] > size and passage.masked[before[1]] == "、":
            run.insert(0, (before[1] - size, before[1]))
        before = run[-1]
        texts = [passage.masked[a:b] for a, b in run]
        if not FEWEST_LOOSE <= len(run) <= MOST or not SHORT <= len(texts[0]) <= LONG:
            continue
        middle = [i for i in range(1, len(texts[0]) - 1) if len({text[i] for text in texts}) == 1]
        if (
            any(DIGIT.search(text) for text in texts)
            or len(middle) != 1
            or texts[0][middle[0]] in HOLLOW
        ):
            continue
        is_word = _is_word(material, texts, middle[0])
        if len(texts[0]) > VERB_AND_NOUNS and not is_word:
            continue
        cut = middle[0] + is_word
        yield from _sound([_cut(passage, piece, middle[0], cut) for piece in run], FEWEST_LOOSE)


def _is_word(material: Material, texts: Sequence[str], place: int) -> bool:
    """Tell whether the character at *place* is a word of its own in most of *texts*."""
    cuts = [material.segmenter.boundaries(text) for text in texts]
    return sum({place, place + 1} <= cut for cut in cuts) * 2 > len(cuts)


def _cut(passage: Passage, piece: tuple[int, int], middle: int, cut: int) -> _Pair:
    """Return *piece* as a pair: the thing ends before *middle*, what is said begins at *cut*."""
    start, end = piece
    label = passage.part(start, start + middle)
    content = passage.part(start + cut, end)
    return _Pair(0, Member(content, label, passage.sentence.section), EVEN_JOINT)


def _runs(
    passage: Passage, pieces: Sequence[tuple[int, int]], *, may_be_wide: bool
) -> Iterator[list[_Pair]]:
    """Yield runs of neighbouring pieces that one joint fits, firm joints first."""
    text = passage.masked
    for shape, hint in HINTS:
        if not (hint.search(text) if may_be_wide else shape not in WIDE and hint.search(text)):
            continue
        fewest = FEWEST if shape in {FIRM, HALVES, CONFUSED, *DENIED} else FEWEST_LOOSE
        run: list[_Pair] = []
        for place, piece in enumerate(pieces):
            pair = _pair(passage, piece, shape, place)
            if pair and (may_be_wide or "，" not in pair.member.content.text):
                if run and run[-1].joint[-1:] != pair.joint[-1:]:
                    yield from _sound(run, fewest)
                    run = []
                run.append(pair)
                continue
            yield from _sound(run, fewest)
            run = []
        yield from _sound(run, fewest)


def _pair(
    passage: Passage, piece: tuple[int, int], shape: re.Pattern[str], place: int
) -> _Pair | None:
    start, end = piece
    match = shape.match(passage.text[start:end])
    if match is None or not passage.masked[start:end].strip():
        return None
    label = passage.part(start + match.start("label"), start + match.end("label"))
    content = passage.part(start + match.start("content"), start + match.end("content"))
    if NO_LABEL.search(label.text) or NO_CONTENT.search(content.text):
        return None
    joint = CONFUSED_JOINT if shape is CONFUSED else match["joint"]
    return _Pair(place, Member(content, label, passage.sentence.section), joint)


def _sound(run: list[_Pair], fewest: int) -> Iterator[list[_Pair]]:
    """Yield *run* if its pairs are enough, all different, and named alike."""
    if not fewest <= len(run) <= MOST:
        return
    labels = [pair.member.label.text for pair in run if pair.member.label]
    firsts = [first_clause(pair.member).text for pair in run]
    sizes = [len(label) for label in labels]
    if len(set(labels)) < len(run) or len(set(firsts)) < len(run):
        return
    if any(one != other and one in other for one in firsts for other in firsts):
        return
    is_alike = max(sizes) - min(sizes) <= EVEN and max(map(len, firsts)) <= LONGEST
    is_named = "，" not in run[0].joint or fewest == FEWEST or _are_kin(labels)
    if is_alike and is_named and all(text.count("“") == text.count("”") for text in firsts):
        yield run


def _are_kin(labels: Sequence[str]) -> bool:
    """Tell whether names are of one length or begin with the same two characters."""
    return len({len(label) for label in labels}) == 1 or edges(labels)[0] >= 2  # noqa: PLR2004


def first_clause(member: Member) -> Span:
    """Return what is said of a thing up to its first comma."""
    content = member.content
    found = FIRST.match(content.text)
    size = found.end() if found else len(content.text)
    return Span(content.start, content.start + size, content.text[:size])


def _span(run: Sequence[_Pair]) -> Span:
    first, last = run[0].member, run[-1].member
    start = first.label.start if first.label else first.content.start
    return Span(start, last.content.end, "")


def _couplet(
    material: Material, passage: Passage, run: Sequence[_Pair], head: Span | None
) -> KeyPoint:
    span = _span(run)
    members = [pair.member for pair in run]
    return key_point(
        material,
        passage,
        Pattern.COUPLET,
        material.span(span.start, span.end),
        topic=head.text.rpartition("，")[2] if head else "",
        members=members,
        slots=[first_clause(member) for member in members],
        head=head,
        is_closed=True,
        confidence=1.0 if len(members) >= FEWEST_LOOSE else 0.8,
        note=run[0].joint or EVEN_JOINT,
    )


def _in_lines(material: Material) -> Iterator[KeyPoint]:
    """Yield couplets whose pairs stand in sentences of their own: 点单——……；派单——……."""
    run: list[_Pair] = []
    before: Passage | None = None
    first: Passage | None = None
    for number, passage in enumerate(material.passages):
        pair = _pair(passage, (0, len(passage.text)), LOOSE[0], number)
        if pair and pair.joint == "——":
            if not run:
                before = material.passages[number - 1] if number else None
                first = passage
            run.append(pair)
            continue
        yield from _line_couplet(material, first, before, run)
        run = []
    yield from _line_couplet(material, first, before, run)


def _line_couplet(
    material: Material, first: Passage | None, before: Passage | None, run: list[_Pair]
) -> Iterator[KeyPoint]:
    if first is None:
        return
    for sound in _sound(run, FEWEST_LOOSE):
        is_head = before is not None and before.sentence.section == first.sentence.section
        yield _couplet(material, first, sound, before.span if before and is_head else None)
