"""Tell whether a statute lets another body do what one of its rules is about."""

from __future__ import annotations

import re

from question_bank.keypoints import KeyPoint
from question_bank.questions.workshop import Workshop

#: How long the words are that name what is done.
SHORTEST_THING, LONGEST_THING = 4, 6


def is_said_elsewhere(workshop: Workshop, point: KeyPoint, act: str, lead: str) -> bool:
    """
    Tell whether another rule decides on the same thing: both bodies may do it.

    专门委员会可以决定举行秘密会议 is no rule to ask for its subject where another article
    says who decides on 举行秘密会议. *act* is what the body does, *lead* how it is named.
    """
    rest = point.span.text[point.slots[0].end - point.span.start :]
    clause = re.split("[，；：。]", rest)[0]
    thing = clause.partition(act)[2][:LONGEST_THING]
    if lead != "subject" or len(thing) < SHORTEST_THING:
        return False
    starts = workshop.corpus.occurrences.starts(thing)
    return any(not point.span.start <= at < point.span.end for at in starts)
