"""Rows inside a rule: whom a body consists of, what a paper must state, by what principles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from question_bank.keypoints.provisions import Provision
from question_bank.keypoints.values import Span

_ROW = "[^，；。：“”（）]{3,80}?"
#: How a row stands in its rule; the name of the group says what its members are.
ROWS = (
    re.compile(
        rf"^(?P<of>[^，；：]{{2,30}}?)由(?:本级[^，；、由的]{{2,16}}的)?(?P<members>{_ROW})组成$"
    ),
    re.compile(
        rf"^(?P<must>[^；：]{{2,40}}?(?:应当|必须)(?:写明|载明|包括|注明|附有|说明))(?P<members>{_ROW})(?:[，。]|$)"
    ),
    re.compile(rf"(?:遵循|坚持|贯彻|按照|本着|实行)(?P<members>{_ROW})的?(?P<principle>原则|方针)"),
    re.compile(
        rf"(?:建立|实行|形成|构建|健全)(?:健全)?(?P<members>{_ROW})的[^，；、的]{{0,6}}(?P<regime>体制|机制|格局|体系|制度)"
    ),
    re.compile(
        "(?:坚持|实行|做到|遵循)(?P<members>(?:[^，；、。：“”（）]{4}、){2,}[^，；、。：“”（）]{4})(?P<motto>)(?=[，。；]|$)"
    ),
    re.compile(
        rf"(?:采取|采用|通过|召开)(?P<members>{_ROW})(?:等)?(?P<ways>方式|形式|途径|措施|会议)"
    ),
    re.compile(rf"(?P<kinds>[^，；：]{{2,16}}?)分为(?P<members>{_ROW})$"),
    re.compile(rf"^(?P<has>[^，；：]{{2,16}}?)包括(?P<members>{_ROW})$"),
    re.compile(rf"(?:促进|实行)(?P<members>{_ROW}(?:监督|行政|司法))(?P<aim>)(?=[，。]|$)"),
)
LAST = re.compile("以及|或者|[和与及](?!其|谐|平)")
#: What counts the members or says what they are: 四个等次, 等方式.
SUMMED_UP = re.compile("(?:等[^、等]{0,6}|[两二三四五六七八九十][个种项类级档][^、]{1,4})$")
#: Members that are two things together, and those that begin with what is done.
TOGETHER = re.compile("(?:相?结合|一致|并重|并举|统一|协调|相适应|平衡|同步)$")
ACT = re.compile("体现|坚持|保障|维护|促进|实现|加强|推动|贯彻|尊重|兼顾|注重|保护|遵守|服从|符合")
SHORTEST, LONGEST = 2, 14
#: As many as no row has without a 、.
FEWEST = 3
#: A last member but one of so many characters has a verb and its object.
LONG = 5
JOINED = re.compile("[的由向应在]|相互|共同|各自|对(?!象)|或者|以及|[和与及](?!谐|平)")


def lists_in(provision: Provision) -> Iterator[tuple[list[Span], str]]:
    """Yield the members of each clean row, and what sort of row it is."""
    if "、" not in provision.span.text:
        return
    for pattern in ROWS:
        for match in pattern.finditer(provision.span.text):
            row = SUMMED_UP.sub("", match["members"])
            members = _members(row, provision.span.start + match.start("members"))
            if len(members) >= FEWEST and all(_is_clean(member.text) for member in members):
                yield members, _sort(match)


def _sort(match: re.Match[str]) -> str:
    names = [name for name in match.groupdict() if name != "members"]
    after = match.string[match.end("members") :]
    summed = SUMMED_UP.search(match["members"])
    is_open = after.startswith("等") or (summed is not None and summed.group().startswith("等"))
    open_ = "open" if is_open else "closed"
    return f"{names[0]}|{open_}"


def _members(row: str, start: int) -> list[Span]:
    """Return the members of *row*; its last joiner parts the last two."""
    cuts = [(m.start(), m.end()) for m in re.finditer("、", row)]
    tail = cuts[-1][1] if cuts else 0
    last = LAST.search(row, tail + 1)
    if cuts and last and last.end() < len(row) and _parts_members(row[tail:], last.start() - tail):
        cuts.append((last.start(), last.end()))
    edges = [(0, 0), *cuts, (len(row), len(row))]
    return [Span(start + a, start + b, row[a:b]) for (_, a), (b, _) in pairwise(edges)]


def _parts_members(tail: str, at: int) -> bool:
    """Tell whether the joiner at *at* of a row's last stretch parts two members, not two words of one."""
    if TOGETHER.search(tail) or _has_two_objects(tail, at):
        return False
    return not (ACT.match(tail) and not ACT.match(LAST.sub("", tail[at:], count=1)))


def _has_two_objects(tail: str, at: int) -> bool:
    """Tell whether two nouns follow one verb: 保持乡村功能和特色, where one 特色 is no member."""
    before, after = at, len(LAST.sub("", tail[at:], count=1))
    return before >= LONG and after * 2 <= before


def _is_clean(text: str) -> bool:
    return SHORTEST <= len(text) <= LONGEST and not JOINED.search(text)
