"""How much of a long rule a stem shows: whole, or without the clauses after what it asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from question_bank.keypoints.provisions import BRIEF, LONGEST, SHORTEST, WHOLE, Provision
from question_bank.keypoints.values import Span

#: No rule is shown that is longer.
LONGEST_SHOWN = 150
#: A clause that is not whole without the next one.
LEANING_CLAUSE = re.compile(
    "(?:的|时|后|前|内|期间|时候|以外|除外|情况下|如果[^，]*|因[^，]*|或者[^，]{0,6})$"
)
#: The same in a long sentence that lists what its subject does.
OPENS_VERB = re.compile(
    "发挥|推动|加强|做到|坚持|提高|听取|反映|充分|自觉|努力|为|增强|支持|弘扬|忠实|成为|完善|落实|践行|始终|积极|全面|应当|可以|经|铸牢|带头|展现|深入"
)
#: What makes the words before a cut a sentence.
PREDICATE = re.compile(
    "可以|应当|必须|不得|有权|负责|由[^，]{2,20}(?:决定|召集|主持|选举|任免|提请)"
)
#: What a further predicate of the same subject begins with.
OPENS_PREDICATE = re.compile("并|不得|但|由|报|也|其|确保|保证|保障|促进|维护|提出|作出|接受|以及")


def shown(provision: Provision, slots: Sequence[Span]) -> Span | None:
    """
    Return what a stem shows of *provision* to ask for *slots*.

    All of it or, if it is long, without the clauses after the last slot; `None` if it
    is still too long.
    """
    span = provision.span
    if len(span.text) + len(provision.setting) <= max(WHOLE, len(provision.setting) + BRIEF):
        return span
    is_long = len(span.text) + len(provision.setting) > LONGEST
    for match in re.finditer("[，；]", span.text):
        end = match.start()
        kept, rest = span.text[:end], span.text[end + 1 :]
        is_behind = span.start + end >= slots[-1].end and end >= SHORTEST
        last = re.split("[；。]", kept)[-1]
        is_whole = PREDICATE.search(last) and not LEANING_CLAUSE.search(kept)
        if (
            is_behind
            and is_whole
            and (
                match.group() == "；"
                or OPENS_PREDICATE.match(rest)
                or (is_long and OPENS_VERB.match(rest))
            )
        ):
            return Span(span.start, span.start + end, kept) if end <= LONGEST_SHOWN else None
    return span if len(span.text) <= LONGEST_SHOWN else None
