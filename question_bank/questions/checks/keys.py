"""Checks of the key: there is one, it is proved, and no other answer is right."""

from __future__ import annotations

import re
from collections.abc import Iterator

from question_bank.keypoints import Span
from question_bank.questions.checks.subject import Subject, finding, normalised
from question_bank.questions.corpus import BREAK, REACH, Corpus, Filler
from question_bank.questions.values import BLANK, GAP, Finding, ItemType, Level

FEWEST_OPTIONS = 2
#: What no answer of words has; how much longer than a key another answer may be, in characters.
NUMBER, NUMBER_OR_SPACE = re.compile("[0-9]"), re.compile("[0-9\\s]")
MOST_TIMES, SPARE, COPULA = 2, 4, "是"


def key_is_valid(subject: Subject) -> Iterator[Finding]:
    """Block an item whose key is missing, empty, or of the wrong number."""
    if _is_broken(subject):
        yield finding("key.invalid", Level.BLOCK)


def _is_broken(subject: Subject) -> bool:
    item = subject.item
    if item.type is ItemType.CLOZE:
        count = len(item.blanks)
        return not count or item.stem.count(BLANK) != count or not all(subject.keys)
    if item.type is ItemType.TRUE_FALSE:
        return item.truth is None
    if item.type is ItemType.SHORT_ANSWER:
        return not item.model_answer.strip()
    right, is_single = sum(option.correct for option in item.options), item.type is ItemType.SINGLE
    fewest = FEWEST_OPTIONS if is_single else FEWEST_OPTIONS + 1
    return right < 1 or (is_single and right > 1) or len(item.options) < fewest


def one_right_option_in_multiple(subject: Subject) -> Iterator[Finding]:
    """Ask about a multiple choice with a single right option, or with nothing wrong."""
    item = subject.item
    if item.type is ItemType.MULTIPLE and sum(option.correct for option in item.options) == 1:
        yield finding("key.only_one_right", Level.REVIEW)
    if (
        item.type is ItemType.MULTIPLE
        and subject.is_generated
        and all(o.correct for o in item.options)
    ):
        yield finding("key.all_right", Level.REVIEW)


def options_differ(subject: Subject) -> Iterator[Finding]:
    """Block two options that read alike once width, marks and numerals are set aside."""
    seen: dict[str, str] = {}
    for option in subject.item.options:
        plain = normalised(option.text)
        if not plain or plain in seen:
            yield finding("options.equal", Level.BLOCK, option=option.text)
        seen[plain] = option.text


def copied_key_stands_in_source(subject: Subject) -> Iterator[Finding]:
    """Block a copied key that is not, letter for letter, where it is said to be copied from."""
    if subject.evidence is None or subject.document is None:
        return
    text = subject.document.clean_text
    if text[subject.evidence.start : subject.evidence.end] != subject.evidence.quote:
        yield finding("evidence.quote_differs", Level.BLOCK)
    for span in subject.key_spans:
        inside = subject.evidence.start <= span.start and span.end <= subject.evidence.end
        if not inside or text[span.start : span.end] != span.text or span.text not in subject.keys:
            yield finding("evidence.key_missing", Level.BLOCK, key=span.text)


def source_is_undamaged(subject: Subject) -> Iterator[Finding]:
    """Block an item whose source is flagged as damaged or as the author's slip."""
    if subject.evidence is None or subject.document is None:
        return
    if subject.document.is_flagged(subject.evidence.start, subject.evidence.end):
        yield finding("evidence.damaged", Level.BLOCK)
    quote = subject.evidence.quote
    for phrase, note in subject.lexicon.index.slips:
        if phrase in quote and _uses(subject.item.stem + "".join(subject.keys), phrase):
            yield finding("evidence.slip", Level.BLOCK, phrase=phrase, note=note.text)


def _uses(told: str, phrase: str) -> bool:
    return phrase in told.replace(BLANK, "").replace(GAP, "") or phrase[:6] in told


def no_second_filler(subject: Subject) -> Iterator[Finding]:
    """Block a cloze whose blank the source fills with other words in the same place."""
    item, corpus = subject.item, subject.corpus
    if item.type is not ItemType.CLOZE or corpus is None:
        return
    accepted = {text for blank in item.blanks for text in blank.accepted}
    for span in subject.key_spans:
        here = corpus.place(span.start)
        for filler in corpus.fillers(span.start, span.end).all:
            is_other = filler.text not in accepted and filler.place == here
            is_other = is_other and _is_like(span.text, filler.text)
            is_other = is_other and _is_in_like_words(corpus, span, filler.text)
            is_other = is_other and not _is_shown_in_row(subject, filler)
            if is_other and not (_other_point(subject) or _is_other_case(subject, span, filler)):
                yield finding("key.second_filler", Level.BLOCK, text=filler.text)


def _is_like(key: str, other: str) -> bool:
    """Tell whether *other* could be written where *key* belongs: no line of a table, no half sentence."""
    is_number = NUMBER.search(key) is not None
    is_plain = (is_number or not NUMBER_OR_SPACE.search(other)) and (COPULA in key) >= (
        COPULA in other
    )
    return is_plain and len(other) <= MOST_TIMES * len(key) + SPARE


def _is_in_like_words(corpus: Corpus, span: Span, other: str) -> bool:
    """
    Tell whether *other* stands in the source as the key does, where words are on one side only.

    By six characters 由人民代表大会____ is like 人民代表大会制度; by those before them it is not.
    """
    if BREAK.split(span.text)[0] == other:
        return False
    frame = corpus.frame(span.start, span.end)
    if frame.left and frame.right:
        return True
    wide = corpus.frame(span.start, span.end, 2 * REACH)
    return corpus.has(wide.left + other + wide.right)


def _is_shown_in_row(subject: Subject, filler: Filler) -> bool:
    """Tell whether the stem is a row whose members may change places, and *filler* one of those it shows."""
    is_row = subject.item.unordered and subject.item.form == "couplet"
    return is_row and filler.text in subject.item.stem


def _is_other_case(subject: Subject, span: Span, filler: Filler) -> bool:
    """
    Tell whether the words of a rule before its number, which the stem shows, set *filler* apart.

    硕士学位答辩委员会……不少于三人 and 博士学位答辩委员会……不少于五人 share no more than a frame.
    """
    if subject.item.form != "number" or subject.evidence is None or subject.corpus is None:
        return False
    told = subject.evidence.quote[: span.start - subject.evidence.start]
    return bool(told) and not subject.corpus.has(told + filler.text)


def _other_point(subject: Subject) -> bool:
    """Tell whether the stem names its point, which sets it apart from the rest of its part."""
    return "部分第" in subject.item.stem


def word_fits_twice(subject: Subject) -> Iterator[Finding]:
    """Ask about a cloze whose key fits its sentence in more than one place."""
    item = subject.item
    if item.type is ItemType.CLOZE and len(set(subject.keys)) < len(subject.keys):
        yield finding("key.repeated", Level.REVIEW)


def key_is_not_in_stem(subject: Subject) -> Iterator[Finding]:
    """Ask about a key that can be read in the stem, or that the rest of its name there tells."""
    stem = subject.words_of_stem
    for key in subject.keys:
        if (len(key) > 1 and key in stem) or _is_told_by_name(subject, key):
            yield finding("stem.shows_key", Level.REVIEW, key=key)


def _is_told_by_name(subject: Subject, key: str) -> bool:
    """Tell whether the stem has the rest of a name of which *key* is a part: ＿＿、批评和意见."""
    if subject.item.type is not ItemType.CLOZE:
        return False
    names = subject.lexicon.index.named_by.get(key, ())
    return any(name.replace(key, BLANK) in subject.item.stem for name in names)
