"""Checks of the options: never true, alike in class and length, giving nothing away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import permutations
from statistics import median

from question_bank.questions.checks.subject import Subject, finding, normalised
from question_bank.questions.quantities import quantity, size_of
from question_bank.questions.values import GAP, Finding, ItemType, Level

CHOICES = {ItemType.SINGLE, ItemType.MULTIPLE}
#: Forms whose wrong options are true, but of a sibling: the stem asks which.
MATCHING = {
    *("label", "content", "case", "claim", "attribution", "phase", "part", "enumeration"),
    *("couplet", "contrast", "figure", "panel"),
}
ALL_OR_NONE = re.compile(
    "以上(?:都|均|全|皆|各项)|(?:都|均|全部|皆)(?:对|正确|不对|不正确|错误)$|^[ABCDEFＡＢＣＤ][和、与及]"
)
#: Names of bodies tell nothing of the answer, and one in another is no part of it.
BODIES = re.compile(
    "(?:人民代表大会)?常务委员会|人民代表大会|人民政府|监察委员会|人民法院|人民检察院"
)
CODES = re.compile("[①②③④⑤⑥⑦⑧]")
#: Characters that make a verb with 有: 享有, 具有.
PART_OF_VERB = frozenset("享具拥所没含")
CLASSES = (
    re.compile(
        "^(?:第?[0-9一二三四五六七八九十百千两]+|百分之|[一二三四五六七八九十]+分之|过半数)"
    ),
    re.compile("^《.*》$"),
    re.compile("(?:机关|法院|检察院|政府|委员会|常委会|代表大会|人大|主席团)$"),
)


def distractor_is_never_true(subject: Subject) -> Iterator[Finding]:
    """Block a wrong option that the topic also has, or that fills the stem's frame somewhere."""
    item = subject.item
    if item.type not in CHOICES or "不属于" in item.stem or item.form in MATCHING:
        return
    for entry in subject.lexicon.also_true_for(item.stem):
        if entry.provenance.is_decisive:
            for text in item.distractors:
                if entry.refuses_option(text):
                    yield finding("options.also_true", Level.BLOCK, option=text)
    yield from _fills_frame(subject)


def _fills_frame(subject: Subject) -> Iterator[Finding]:
    corpus, stem = subject.corpus, subject.item.stem
    if corpus is None or GAP not in stem or "不属于" in stem:
        return
    before, _, after = stem.partition(GAP)
    left = re.split("[，。：；“”]", before)[-1][-4:]
    right = re.split("[，。：；“”]", after)[0][:4]
    if len(left) + len(right) < 3:  # noqa: PLR2004
        return
    for text in subject.item.distractors:
        if corpus.has(left + text + right):
            yield finding("options.fills_frame", Level.BLOCK, option=text)


def no_all_of_the_above(subject: Subject) -> Iterator[Finding]:
    """Refuse 以上都对 and codes such as ①②; ask when a trainer typed them."""
    level = Level.BLOCK if subject.is_generated else Level.REVIEW
    for option in subject.item.options:
        if ALL_OR_NONE.search(option.text) or CODES.search(option.text):
            yield finding("options.all_of_the_above", level, option=option.text)


def key_is_not_the_longest(subject: Subject) -> Iterator[Finding]:
    """Ask about a key that stands out by its length."""
    keys, wrong = subject.keys, subject.distractors
    if subject.item.type is not ItemType.SINGLE or not wrong or not keys:
        return
    lengths = [len(text) for text in wrong]
    key = len(keys[0])
    if key >= 1.5 * median(lengths) and key >= max(lengths) + 4:
        yield finding("options.key_longest", Level.REVIEW)


def lengths_are_alike(subject: Subject) -> Iterator[Finding]:
    """Ask about options of which one is three times as long as another."""
    lengths = [len(option.text) for option in subject.item.options]
    if lengths and max(lengths) >= 3 * min(lengths) and max(lengths) - min(lengths) >= 6:  # noqa: PLR2004
        yield finding("options.unlike_length", Level.REVIEW)


def classes_are_alike(subject: Subject) -> Iterator[Finding]:
    """Ask about a key of another class than all wrong options: a number among words, say."""
    keys, wrong = subject.keys, subject.distractors
    if subject.item.type not in CHOICES or not keys or not wrong:
        return
    for shape in CLASSES:
        is_key = [bool(shape.search(text)) for text in keys]
        is_wrong = [bool(shape.search(text)) for text in wrong]
        if (all(is_key) and not any(is_wrong)) or (not any(is_key) and all(is_wrong)):
            yield finding("options.unlike_class", Level.REVIEW)
            return


def key_shares_no_telling_words(subject: Subject) -> Iterator[Finding]:
    """
    Ask about three characters that stem and key share and no wrong option has.

    The stem of a panel names a law and its chapter only, which all options are about.
    """
    if subject.item.type not in CHOICES or subject.item.form == "panel":
        return
    stem, wrong = subject.words_of_stem, subject.distractors
    size = 3
    for key in subject.keys:
        for run in _runs(BODIES.sub("\n", key), size):
            if run in stem and "\n" not in run and not any(run in text for text in wrong):
                yield finding("options.shared_words", Level.REVIEW, words=run)
                return


def label_shares_no_word(subject: Subject) -> Iterator[Finding]:
    """Ask about two characters that a matched label and its content share alone."""
    item = subject.item
    if item.form not in {"label", "content", "case", "claim", "attribution"} or not subject.keys:
        return
    for run in _runs(subject.keys[0], 2):
        if run in subject.words_of_stem and not any(run in text for text in subject.distractors):
            yield finding("options.label_shows", Level.REVIEW, words=run)
            return


def _runs(text: str, size: int) -> list[str]:
    return [text[i : i + size] for i in range(len(text) - size + 1)]


def no_option_holds_another(subject: Subject) -> Iterator[Finding]:
    """Ask about an option that contains another."""
    if all(quantity(option.text) is not None for option in subject.item.options):
        return
    if subject.item.form == "actor":
        return
    texts = [normalised(option.text) for option in subject.item.options]
    for one, other in permutations(texts, 2):
        if one and one != other and one in other:
            yield finding("options.contained", Level.REVIEW, option=one)
            return


def absolutes_are_not_only_wrong(subject: Subject) -> Iterator[Finding]:
    """Ask about absolute words that stand in wrong options only, unless these are true of the statute."""
    if subject.item.form == "panel":
        return
    wrong, right = "\n".join(subject.distractors), "\n".join(subject.keys)
    if not wrong or subject.item.type not in CHOICES:
        return
    words = subject.lexicon.word_list("absolute")
    in_wrong = [word for word in words if word in wrong]
    if in_wrong and not any(word in right for word in words):
        yield finding("options.absolute", Level.REVIEW, word=in_wrong[0])


def vague_words_come_from_the_source(subject: Subject) -> Iterator[Finding]:
    """Ask about vague words that the source does not have."""
    quote = subject.evidence.quote if subject.evidence else ""
    told = "".join(subject.texts)
    if subject.lexicon.index.vague.search(told) is None:
        return
    for word in [each for each in subject.lexicon.word_list("vague") if each in told]:
        if _says(told, word) and word not in quote and not _from_options(subject, word):
            yield finding("wording.vague", Level.REVIEW, word=word)
            return


def _says(told: str, word: str) -> bool:
    """Tell whether *told* has *word* by itself: 享有的 does not say 有的."""
    start = told.find(word)
    while start >= 0:
        if told[max(0, start - 1) : start] not in PART_OF_VERB:
            return True
        start = told.find(word, start + 1)
    return False


def _from_options(subject: Subject, word: str) -> bool:
    """Tell whether the source has *word* elsewhere, in a sentence the options quote."""
    return subject.corpus is not None and subject.corpus.has(word)


def numbers_are_in_order(subject: Subject) -> Iterator[Finding]:
    """Mend options that are all numbers and stand out of order."""
    values = [size_of(option.text) for option in subject.item.options]
    known = [value for value in values if value is not None]
    if len(known) == len(values) > 1 and known != sorted(known):
        yield finding("options.numbers_unordered", Level.FIX)


def options_end_without_stop(subject: Subject) -> Iterator[Finding]:
    """Mend an option that closes with a full stop."""
    if any(_closes(option.text) for option in subject.item.options):
        yield finding("options.full_stop", Level.FIX)


def _closes(text: str) -> bool:
    return text.endswith(("。", "；", "，", "."))
