"""Which stretches of a text items ask about, and how true and false statements balance there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Sequence

from question_bank.keypoints import Pattern, Span
from question_bank.questions.values import Evidence, Item, ItemType, Question
from question_bank.questions.workshop import Candidate

Pair = tuple[Candidate, Question]

#: Coverage is counted in stretches of this many characters.
GRAIN = 12
#: A rule is asked about already if so much of it is.
HALF = 0.5
#: The rules of a statute are short and stand side by side: theirs are of so many.
FINE = 4
#: How the groups of panels are named that go over what nothing else of a talk asks about.
LEFT = "left@"
#: Longer evidence does not cover each of its clauses.
LONGEST_GROUND = 110
#: A number with its unit, in a statement.
NUMBERED = re.compile(
    "(?<!第)[一二三四五六七八九十百两0-9](?:分之|个?月|个工作日|日|天|年|人|名|次|周岁|小时|届|件|户|%)|半数"
)
#: A statement whose last word is that of who has a say.
APPROVED = re.compile("(?:批准|备案|许可)。?$")
#: So many more false statements than true ones, or true ones than false ones, may be published; of
#: those that end in an approval none, since few laws have more than one.
MOST_MORE = {"numbered": 1, "plain": 1}
#: Of many false ones there may be one true one more for so many: that is at most 55 in a hundred.
TRUE_MORE_PER = 5


def balanced(
    published: Sequence[Pair],
) -> tuple[list[Pair], list[Pair]]:
    """
    Keep as many true statements as false ones, of each family.

    Families are statements with numbers, those that end in an approval, and the others.
    Else a reader might tell by a number, by its absence or by a word what is true. Those
    on what nothing else asks are kept first, what something else asks not at all.
    """
    left: set[str] = set()
    stated = [pair for pair in published if pair[1].item.type is ItemType.TRUE_FALSE]
    touched = {
        ground
        for candidate, question in published
        if not _is(question.item, truth=True)
        for ground in ground_of(candidate)
    }
    left |= {
        pair[1].guid
        for pair in stated
        if pair[1].item.truth and pair[1].item.form == "statement" and _is_asked(pair[0], touched)
    }
    left |= _repeating(published)
    stated = [pair for pair in stated if pair[1].guid not in left]
    for family in dict.fromkeys(_family(pair[1].item) for pair in stated):
        alike = [pair for pair in stated if _family(pair[1].item) == family]
        true = [pair for pair in alike if pair[1].item.truth]
        false = [pair for pair in alike if not pair[1].item.truth]
        true.sort(key=lambda pair: (pair[1].item.form == "statement", _known(pair[0], touched)))
        spare = len(false) // TRUE_MORE_PER if family in MOST_MORE else 0
        left |= {pair[1].guid for pair in true[len(false) + spare :]}
        left |= {pair[1].guid for pair in false[len(true) + MOST_MORE.get(family, 0) :]}
    if not any(is_rule(candidate) for candidate, _ in published):
        left -= _evened(stated, left, touched)
    surplus = [pair for pair in published if pair[1].guid in left]
    return [pair for pair in published if pair[1].guid not in left], surplus


def _repeating(published: Sequence[Pair]) -> set[str]:
    """Return the guids of true statements of a rule on which something else is asked, too."""
    found = Counter(c.evidence.start for c, _ in published if is_rule(c))
    return {
        question.guid
        for candidate, question in published
        if is_rule(candidate)
        and _is(question.item, truth=True)
        and found[candidate.evidence.start] > 1
    }


def _evened(stated: Sequence[Pair], left: Container[str], touched: Container[int]) -> set[str]:
    """
    Return the guids of true statements of a talk that false ones of another family outnumber.

    A talk has a handful of statements: by their families alone most of them would be false.
    """
    kept = [pair[1].item.truth for pair in stated if pair[1].guid not in left]
    lacking = max(0, kept.count(False) - kept.count(True))
    spare = [pair for pair in stated if pair[1].item.truth and pair[1].guid in left]
    spare.sort(key=lambda pair: (_known(pair[0], touched), -pair[1].importance))
    return {pair[1].guid for pair in spare[:lacking]}


def _family(item: Item) -> str:
    """Return what a reader sees of a statement, apart from its article: a number, an approval."""
    told = item.stem.partition("规定，")[2] or item.stem
    if APPROVED.search(told):
        return "approved"
    return "numbered" if NUMBERED.search(told) else "plain"


def _is_asked(candidate: Candidate, touched: Container[int]) -> bool:
    """Tell whether other items ask about half of what *candidate* states."""
    return _known(candidate, touched) >= HALF


def _known(candidate: Candidate, touched: Container[int]) -> float:
    """Return how much of the ground of *candidate* other items ask about already, 0 to 1."""
    ground = ground_of(candidate)
    return sum(each in touched for each in ground) / len(ground)


def _is(item: Item, *, truth: bool) -> bool:
    return item.type is ItemType.TRUE_FALSE and item.truth is truth


def is_plain(pair: Pair) -> bool:
    """Tell whether a rule of a statute is merely stated, as the statute has it."""
    return is_rule(pair[0]) and pair[1].item.form == "statement"


def is_copy(pair: Pair) -> bool:
    """Tell whether an item only states, truly, what a statute or a talk says."""
    item = pair[1].item
    return _is(item, truth=True) and (is_rule(pair[0]) or item.form == "statement")


def is_leftover(candidate: Candidate) -> bool:
    """Tell whether *candidate* is a panel of what a talk says and nothing published asks about."""
    return candidate.group.startswith(LEFT)


def is_rule(candidate: Candidate) -> bool:
    """Tell whether *candidate* asks about a rule of a statute."""
    return candidate.group.startswith("rule-")


def ground_of(candidate: Candidate) -> set[int]:
    """Return the stretches of text that the item covers, by number."""
    if not is_rule(candidate):
        return _ground_of_proof(candidate).union(*map(_ground_of_words, candidate.also))
    return _ground_of_proof(candidate).union(*map(_ground_of_rule, candidate.also))


def _ground_of_words(span: Span | Evidence) -> set[int]:
    return set(range(span.start // GRAIN, span.end // GRAIN + 1))


def _ground_of_rule(span: Span | Evidence) -> set[int]:
    return set(range(span.start // FINE + 1, max(span.end // FINE, span.start // FINE + 2)))


def _ground_of_proof(candidate: Candidate) -> set[int]:
    span = candidate.evidence
    if (
        candidate.pattern in {Pattern.LIST, Pattern.SET_PHRASE, Pattern.TERM}
        and candidate.key_spans
    ):
        return {-key.start for key in candidate.key_spans}
    if span.end - span.start > LONGEST_GROUND:
        return {-span.start}
    if is_rule(candidate):
        return _ground_of_rule(span)
    return _ground_of_words(span)
