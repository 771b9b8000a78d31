"""What a statute says something is: definitions and what a body is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from question_bank.keypoints.provisions import Provision
from question_bank.keypoints.values import Span

#: 本法所称X，是指Y.
CALLED = re.compile(
    r"^本(?:法|条例|规则|办法|规定)所称的?“?(?P<term>[^，“”]{2,12}?)”?，?(?:是指|系指|指|包括)(?P<what>[^：]{8,})$"
)
#: X，是指Y; among the terms a statute explains one after another, the comma may be missing.
MEANS = re.compile(
    "^(?:（[^）]{1,3}）)?“?(?P<term>(?!本|其|该|这|前|所称|但|所谓)[^，。；：“”是指的]{2,12})”?，?(?:是指|系指)(?P<what>[^：]{10,})$"
)
#: X是Y, with nothing between.
IS = re.compile(
    r"^(?P<term>(?!如果|因|但|凡|只要|无论|不论|年满)[^，；：、]{2,20}?)是(?!指|否|非|不|由)(?P<what>[^；：]{4,90})$"
)
STATUS = re.compile(
    "(?:^|(?<=[的和、是]))(?:国家|地方国家|最高国家|地方各级国家)?(?P<key>(?:最高)?(?:权力机关|行政机关|执行机关|监察机关|审判机关|检察机关|法律监督机关|常设机关|领导机关|自治机关|基层群众性自治组织|群众性自治组织))(?:的?组成人员)?$"
)
LONGEST_STATUS = 40


def definitions_in(provision: Provision) -> Iterator[tuple[list[Span], str]]:
    """Yield the term of a definition, or what a body is said to be."""
    text, start = provision.span.text, provision.span.start
    if provision.head:
        return
    if match := CALLED.match(text) or MEANS.match(text):
        is_called = match.re is CALLED
        yield [_span(start, match, "term")], "called" if is_called else "means"
        return
    match = IS.match(text)
    if match is None:
        return
    what = match["what"]
    if len(what) <= LONGEST_STATUS and (status := STATUS.search(what)):
        where = start + match.start("what") + status.start("key")
        yield [Span(where, where + len(status["key"]), status["key"])], "status"
    elif len(what) > LONGEST_STATUS // 2 and "，" not in match["term"]:
        yield [_span(start, match, "term")], "is"


def _span(start: int, match: re.Match[str], group: str) -> Span:
    return Span(start + match.start(group), start + match.end(group), match[group])
