"""Words in quotation marks: attributed sentences and the names of things."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from question_bank.keypoints.clauses import CLAUSE, Clause, Material, Passage
from question_bank.keypoints.making import key_point
from question_bank.keypoints.values import KeyPoint, Member, Pattern, Span

ATTRIBUTION = re.compile(
    r"(?P<source>[^，；。：、“”]{3,40}?)(?:再次|反复|多次|明确|特别|着重|专门)?(?:强调指出|强调|指出|提出|要求|明确|规定)(?:[：，]|了)?“(?P<quote>[^“”]{6,120})”"
)
TERM = re.compile("“([^“”]{2,14})”")
#: A source that is a person, not a meeting or a document: never asked for.
PERSON = re.compile(
    "同志|总书记|主席|总理|书记|主任|先生|他$|她$|曾$|古人|毛泽东|邓小平|江泽民|胡锦涛|习近平"
)
MEETING_OR_TEXT = re.compile("全会|大会|会议|报告|决定|意见|公报|法$|法》|条例|规划|纲要|宪法")
FEWEST_SOURCES = 3
#: Fewest characters after a term that say something of it.
SHORTEST_REST = 4
#: What follows spells the term out: it would be quoted in part only.
DEFINES = re.compile("[^，。]{0,6}[，：]?(?:即|就是|：)")
#: A slogan that counts its parts: 四联四促, 三看, 一事一议.
#: What follows the name of a campaign.
NAMED = re.compile("(?:“[^“”]{2,14}”)*等?(?:主题)?(?:活动|行动|工程|机制|品牌|制度)")
MARKED = re.compile("[，、；：？—…]")
CALL = re.compile(
    "(?:做到|坚持|把握好?|落实|推行|开展|实施|践行|要过|抓好|抓住|处理好|发扬|概括为|结合)“?$"
)
NUMBERED = re.compile("^[一二两三四五六七八九十双][\u4e00-\u9fff]{1,5}$")
CONNECTIVE = re.compile("^(?:正如|诚如|就像|按照|根据|如|在|而|并|特别是|尤其是)")
#: What stands before a term that is scare-quoted or a nickname, no set phrase.
LOOSE = re.compile("(?:所谓|不是|不能|防止|避免|杜绝|克服|不当|不做|拒绝|切忌|比如|好比|像)的?$")


def find_quotations(material: Material) -> Iterator[KeyPoint]:
    """Yield attributed quotations, groups of attributions and quoted terms."""
    attributed = [found for passage in material.passages for found in _attributed(passage)]
    for passage, source, quote in attributed:
        yield key_point(
            material,
            passage,
            Pattern.QUOTATION,
            _around(material, source, quote),
            slots=[quote],
            topic=source.text,
        )
    yield from _attributions(material, attributed)
    quoted = {quote.start for _, _, quote in attributed}
    for passage in material.passages:
        if not passage.is_title:
            yield from _terms(material, passage, quoted)


def _attributed(passage: Passage) -> Iterator[tuple[Passage, Span, Span]]:
    if passage.is_title or "“" not in passage.text:
        return
    for match in ATTRIBUTION.finditer(passage.text):
        start = match.start("source")
        if lead := CONNECTIVE.match(match.group("source")):
            start += lead.end()
        yield passage, passage.part(start, match.end("source")), passage.part(*match.span("quote"))


def _around(material: Material, source: Span, quote: Span) -> Span:
    return material.span(source.start, quote.end + 1)


def _attributions(
    material: Material, attributed: list[tuple[Passage, Span, Span]]
) -> Iterator[KeyPoint]:
    """Yield the sources of one section, if at least three meetings or documents speak there."""
    groups: dict[int, list[tuple[Passage, Span, Span]]] = defaultdict(list)
    for passage, source, quote in attributed:
        if MEETING_OR_TEXT.search(source.text) and not PERSON.search(source.text):
            groups[passage.sentence.section].append((passage, source, quote))
    for found in groups.values():
        if len({source.text for _, source, _ in found}) == len(found) >= FEWEST_SOURCES:
            passage = found[0][0]
            members = [Member(q, s, p.sentence.section) for p, s, q in found]
            span = material.span(found[0][1].start, found[-1][2].end + 1)
            slots = [source for _, source, _ in found]
            yield key_point(
                material, passage, Pattern.ATTRIBUTION, span, members=members, slots=slots
            )


def _terms(material: Material, passage: Passage, quoted: set[int]) -> Iterator[KeyPoint]:
    """Yield the quoted terms of *passage*; nicknames and metaphors are unsure."""
    known = material.lexicon.index.names
    for match in TERM.finditer(passage.text):
        slot = passage.part(*match.span(1))
        before = passage.text[: match.start()]
        is_name = bool(NAMED.match(passage.text, match.end()))
        if (
            slot.start in quoted
            or LOOSE.search(before)
            or (MARKED.search(slot.text) and not is_name)
        ):
            continue
        clause = _clause_around(passage, slot)
        if clause is None:
            continue
        is_called_for = bool(NUMBERED.search(slot.text) and CALL.search(before))
        is_known = slot.text in known or is_called_for or is_name
        yield key_point(
            material,
            passage,
            Pattern.TERM,
            clause.span,
            slots=[slot],
            topic=slot.text,
            confidence=1.0 if is_known and _is_explained(passage, match.end()) else 0.5,
        )


def _is_explained(passage: Passage, end: int) -> bool:
    """Tell whether what follows a term says something of it, and does not cut it short."""
    after = passage.text[end:]
    return len(after.strip("，。”")) >= SHORTEST_REST and not DEFINES.match(after)


def _clause_around(passage: Passage, slot: Span) -> Clause | None:
    """Return the clause around a term; `None` where unpaired marks cut the term itself."""
    around = (c for c in passage.cut(CLAUSE) if c.start <= slot.start and slot.end <= c.end)
    return next(around, None)
