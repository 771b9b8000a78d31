"""Slogans: parallel clauses of one frame with changing slots, as 明大德、守公德、严私德."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from question_bank.documents import mask
from question_bank.keypoints.clauses import SEGMENT, Clause, Material, Passage
from question_bank.keypoints.likeness import edges
from question_bank.keypoints.making import key_point
from question_bank.keypoints.parallels import parallel_in
from question_bank.keypoints.values import KeyPoint, Member, Pattern, Span

FEWEST, MOST = 2, 6
LONGEST = 18
LONGEST_SLOT = 6
#: Length of slogans such as 明大德: a verb and a noun of two characters.
VERB_AND_NOUN = 3
#: Share of its frame that a run keeps when a clause joins it.
KEPT = 0.6
#: How much the slots of one slogan may differ, in characters.
EVEN = 2
#: Slots that only count.
COUNTING = re.compile("^[一二三四五六七八九十每各这那0-9]")
#: A quotation long enough to hold a group of its own.
QUOTED = re.compile("“([^“”]{9,90})”")
LEADS = re.compile(
    "^(?:要|并|还要|也要|更要|必须|努力|真正|切实|做到|始终|不断|我们|代表们?|人大代表)(?=..)"
)
#: Characters that make no frame by themselves.
EMPTY_FRAME = set("的是和与及要在了着过有每各")
#: Members that begin so are halves of one clause, no parallel slogans.
HALF_CLAUSE = re.compile(
    "^(?:既|也|又|不是|而是|不仅|不但|更|还|无论|还是|有的|一些|从|到|不得|让|使|以便|因为|所以)"
)


def find_frames(material: Material) -> Iterator[KeyPoint]:
    """Yield the groups of parallel clauses that share a frame, in reading order."""
    for passage in material.passages:
        if passage.is_title:
            continue
        taken: list[tuple[int, int]] = []
        for members in _groups(material, passage):
            where = (members[0].start, members[-1].end)
            if any(a < where[1] and where[0] < b for a, b in taken):
                continue
            if slots := frame_slots(members, material):
                taken.append(where)
                yield _frame(material, passage, members, slots)


def _groups(material: Material, passage: Passage) -> Iterator[list[Span]]:
    """Yield what may be a group of slogans in *passage* and in what it quotes."""
    yield from _lists(material, passage)
    yield from _runs(material, passage)
    for match in QUOTED.finditer(passage.text):
        inner = match.group(1)
        quoted = Passage(
            passage.sentence, inner, mask(inner), passage.start + match.start(1), is_title=False
        )
        yield from _lists(material, quoted)
        yield from _runs(material, quoted)


def _lists(material: Material, passage: Passage) -> Iterator[list[Span]]:
    for clause in passage.cut():
        if "、" in clause.masked and (found := parallel_in(material, clause)):
            yield [material.span(clause.start + a, clause.start + b) for a, b in found.members]


def _runs(material: Material, passage: Passage) -> Iterator[list[Span]]:
    """Yield runs of neighbouring clauses that look alike pair by pair."""
    segments = [_without_lead(material, segment) for segment in passage.cut(SEGMENT)]
    run: list[Span] = segments[:1]
    for before, after in pairwise(segments):
        if _share_frame(before.text, after.text) and _keeps_frame(run, after):
            run.append(after)
            continue
        if len(run) >= FEWEST:
            yield run
        run = [after]
    if len(run) >= FEWEST:
        yield run


def _without_lead(material: Material, segment: Clause) -> Span:
    lead = LEADS.match(segment.masked)
    return material.span(segment.start + (lead.end() if lead else 0), segment.end)


def _share_frame(one: str, other: str) -> bool:
    if max(len(one), len(other)) > LONGEST or one == other:
        return False
    if one[0] != other[0] and one[-1] != other[-1]:
        return False
    prefix, suffix = edges([one, other])
    return bool(_frame_of(one, prefix, suffix))


def _keeps_frame(run: Sequence[Span], after: Span) -> bool:
    """Tell whether *after* has most of the frame that *run* shares so far."""
    texts = [span.text for span in run]
    return len(run) == 1 or sum(edges([*texts, after.text])) >= KEPT * sum(edges(texts))


def _frame_of(text: str, prefix: int, suffix: int) -> str:
    """Return the shared characters if they are enough to make a frame, else nothing."""
    shared = text[:prefix] + text[len(text) - suffix :]
    telling = [character for character in shared if character not in EMPTY_FRAME]
    middle = len(text) - prefix - suffix
    enough = len(telling) >= 2 or (len(telling) == 1 and len(text) <= 4)  # noqa: PLR2004
    return shared if enough and middle > 0 else ""


def frame_slots(members: Sequence[Span], material: Material) -> list[Span]:
    """
    Return the slot of each member, or nothing if they share no frame.

    The slot is what differs between the common beginning and the common end, cut
    at word boundaries. In 明大德、守公德、严私德 it is the verb alone.
    """
    texts = [member.text for member in members]
    if not _may_be_slogan(texts):
        return []
    prefix, suffix = edges(texts)
    if not all(_frame_of(text, prefix, suffix) for text in texts):
        return []
    # Cutting words takes longest, so it is asked last.
    if any(_is_one_word(text, material) for text in texts):
        return []
    if max(map(len, texts)) > VERB_AND_NOUN:
        prefix, suffix = _whole_words(texts, prefix, suffix, material)
    slots = [slot for member in members if (slot := _slot(member, prefix, suffix, material))]
    is_complete = len({slot.text for slot in slots}) == len(members)
    return slots if is_complete and not any(COUNTING.match(slot.text) for slot in slots) else []


def _may_be_slogan(texts: Sequence[str]) -> bool:
    """Tell whether *texts* are of a number and a length for slogans, and each a clause by itself."""
    if not FEWEST <= len(texts) <= MOST or max(map(len, texts)) > LONGEST:
        return False
    if any(text.startswith(("各", "不同的")) for text in texts):
        return False
    return not any(map(HALF_CLAUSE.match, texts))


def _is_one_word(text: str, material: Material) -> bool:
    """Tell whether a member is a word such as 代表性: its suffix is no frame."""
    return len(material.segmenter.words(text)) == 1


def _slot(member: Span, prefix: int, suffix: int, material: Material) -> Span | None:
    """Return what of *member* stands between the shared edges, without the verb that ends it."""
    text, length = member.text, len(member.text)
    if length == VERB_AND_NOUN and prefix == 0 and suffix == 1:
        return Span(member.start, member.start + 1, text[0])
    words = list(material.segmenter.words(text[prefix : length - suffix]))
    while len(words) > 1 and len(words[-1].text) == 1:
        words.pop()
    while len(words) > 1 and words[0].text in EMPTY_FRAME:
        words.pop(0)
    if not words:
        return None
    start, end = prefix + words[0].start, prefix + words[-1].end
    if end - start > LONGEST_SLOT:
        if prefix < 2 or len(words[0].text) == 1:  # noqa: PLR2004
            return None
        end = prefix + words[0].end
    return material.span(member.start + start, member.start + end)


def _whole_words(
    texts: Sequence[str], prefix: int, suffix: int, material: Material
) -> tuple[int, int]:
    """Shrink the shared edges to where words end in most of *texts*."""
    while prefix and not _is_usual([prefix in material.segmenter.boundaries(t) for t in texts]):
        prefix -= 1
    while suffix and not _is_usual(
        [len(t) - suffix in material.segmenter.boundaries(t) for t in texts]
    ):
        suffix -= 1
    return prefix, suffix


def _is_usual(found: Sequence[bool]) -> bool:
    return sum(found) * 2 >= len(found)


def _is_even(lengths: set[int]) -> bool:
    """Tell whether slots of these *lengths* are of one size, or nearly so and no single characters."""
    return len(lengths) == 1 or (min(lengths) > 1 and max(lengths) - min(lengths) <= EVEN)


def _are_even(members: Sequence[Span], slots: Sequence[Span]) -> bool:
    """Tell whether slots are of one size and nothing but words of the text itself."""
    lengths = {len(slot.text) for slot in slots}
    quoted = any("“" in member.text for member in members)
    return not quoted and _is_even(lengths)


def _frame(
    material: Material, passage: Passage, members: list[Span], slots: list[Span]
) -> KeyPoint:
    span = material.span(members[0].start, members[-1].end)
    return key_point(
        material,
        passage,
        Pattern.FRAME,
        span,
        members=[Member(member, section=passage.sentence.section) for member in members],
        slots=slots,
        confidence=1.0 if len(members) > FEWEST and _are_even(members, slots) else 0.5,
    )
