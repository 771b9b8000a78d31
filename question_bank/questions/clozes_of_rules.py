"""Clozes on the words of a rule of a statute."""

from __future__ import annotations

import re
from collections.abc import Sequence

from question_bank.keypoints import KeyPoint, Span
from question_bank.questions.clozes import blanked
from question_bank.questions.rules import asked, candidate, proof_of
from question_bank.questions.values import BLANK, Blank, Item, ItemType
from question_bank.questions.workshop import Candidate, Workshop


def cloze_of(  # noqa: PLR0913
    workshop: Workshop,
    point: KeyPoint,
    slots: Sequence[Span],
    form: str,
    *,
    bank: Sequence[str] = (),
    unordered: bool = False,
    is_sure: bool = True,
) -> Candidate | None:
    """Return a cloze on *slots* of a rule, or nothing where the rest of it names one of them."""
    rest = blanked(point.span, slots)
    if any(slot.text in rest for slot in slots):
        return None
    item = Item(
        type=ItemType.CLOZE,
        form=form,
        kind=point.kind,
        stem=asked(workshop, point, slots, BLANK),
        blanks=tuple(
            Blank(n, _ways_to_write(slot.text, rest)) for n, slot in enumerate(slots, start=1)
        ),
        unordered=unordered,
        word_bank=tuple(bank),
        explanation=proof_of(workshop, point),
        difficulty=3,
    )
    slot = "|".join(str(each.start) for each in slots)
    return candidate(workshop, point, item, slot, key_spans=slots, is_sure=is_sure)


def _ways_to_write(key: str, rest: str) -> tuple[str, ...]:
    """Return *key* and how else it is rightly written: 表决、发言 for 发言和表决."""
    found = [key]
    if match := PAIR.fullmatch(key):
        one, other = match["one"], match["other"]
        found += [f"{one}、{other}", f"{one}与{other}"]
        found += [f"{other}和{one}", f"{other}、{one}"] if len(one) == len(other) else []
    if match := QUALITIES.fullmatch(key):
        found.append(match[2] + match[1])
    one, either, other = key.partition("或者")
    if either and one and other and "或者" not in other:
        found += [
            f"{a}{mark}{b}"
            for mark in ("或者", "或", "、", "和")
            for a, b in ((one, other), (other, one))
        ]
    owner, of, owned = key.partition("的")
    if of and len(owner) <= len("质询") and owner in rest and len(owned) > len(owner):
        found += [owner + owned, owned]
    return tuple(dict.fromkeys(found))


#: Two qualities of one rank: 公正公平 says what 公平公正 does.
QUALITIES = re.compile("({0})({0})".format("公[开平正]|透明|规范|有序|高效|便[民利]|科学|合理"))
#: Two things joined by one word.
PAIR = re.compile("(?P<one>[^和与及的、]{2,4})[和与](?P<other>[^和与及的、]{2,4})")
