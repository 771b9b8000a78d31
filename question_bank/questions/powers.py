"""What a body of the State could ever do, whatever a statute lets it do."""

from __future__ import annotations

import re

from question_bank.keypoints import KeyPoint
from question_bank.questions.acts import act_of
from question_bank.questions.workshop import Workshop

#: Laws, which only a whole body passes, and bodies that prepare what it decides.
LAWS, PREPARES = re.compile("法规|法律|决议|条例"), re.compile("会议$|专门委员会$|主席团$|秘书处$")
#: A congress has a standing committee from the county upwards.
OF_TOWNSHIP, COMMITTEE = re.compile("乡镇|镇人民代表|乡、"), re.compile("常务委员会$|常委会$")


def could(workshop: Workshop, point: KeyPoint, other: str) -> bool:
    """Tell whether *other* could do what *point* is about: no congress asks its committee to decide."""
    if COMMITTEE.search(other) and _is_of_township(workshop, point):
        return False
    act = act_of(point)
    if act == "裁决" or (act == "通过" and LAWS.search(point.span.text)):
        return not PREPARES.search(other)
    prepares = act == "提请" or PREPARES.search(point.slots[0].text)
    return not (prepares and other.endswith("人民代表大会"))


def _is_of_township(workshop: Workshop, point: KeyPoint) -> bool:
    """Tell whether a rule is about the congress of a township, which has no standing committee."""
    titles = "".join(s.title for s in workshop.document.ancestry(point.section))
    text = workshop.document.title + titles + point.span.text
    return bool(OF_TOWNSHIP.search(text)) and "县" not in text
