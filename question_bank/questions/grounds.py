"""What a stem needs beside a sentence's own words: whose matter it is, and under which head."""

from __future__ import annotations

import re

from question_bank.keypoints import Span
from question_bank.questions.statements import SUBJECT_MATTER
from question_bank.questions.stems import standalone
from question_bank.questions.workshop import Workshop

#: Longest head that a stem quotes, in characters.
LONGEST_HEAD = 34
#: Ends of a head that say nothing by themselves.
HANGING = re.compile("(?:，?(?:就是|主要是|主要有|有|是|即|要|包括|做到|分别是))$")
#: How much of a text's beginning says what it is about, in characters.
OPENING = 300
SPOKEN = re.compile("我|大家|咱|送|[？！]")


def is_of_office(workshop: Workshop, section: int, text: str) -> bool:
    """Tell whether *text*, the headings around it or the document's title are about the office."""
    titles = [around.title for around in workshop.document.ancestry(section)]
    document = workshop.document
    told = "".join((text, document.title, *titles))
    return bool(SUBJECT_MATTER.search(told) or SUBJECT_MATTER.search(document.clean_text[:OPENING]))


def under_head(workshop: Workshop, head: Span | None, section: int) -> str:
    """
    Return the opening of a stem on a member of the list that *head* opens.

    讲话第三部分讲“好建议有四条标准”时指出，; empty where the head is too long or spoken.
    """
    told = standalone(workshop.document, head, head.text) if head else None
    told = HANGING.sub("", told.strip("，：")) if told else ""
    if not told or len(told) > LONGEST_HEAD or SPOKEN.search(told):
        return ""
    quoted = told.replace("“", "‘").replace("”", "’")
    return f"{workshop.source.place(section)}讲“{quoted}”时指出，"
