"""Run all checks, in a fixed order."""

from __future__ import annotations

from itertools import chain

from question_bank.questions.checks import keys, options, wording
from question_bank.questions.checks.subject import Check, Subject
from question_bank.questions.values import Finding, Item, ItemType

CHECKS: tuple[Check, ...] = (
    wording.stem_says_something,
    keys.key_is_valid,
    keys.options_differ,
    keys.copied_key_stands_in_source,
    keys.source_is_undamaged,
    keys.no_second_filler,
    options.distractor_is_never_true,
    wording.set_phrases_are_verbatim,
    wording.protected_phrases_are_not_altered,
    wording.stem_stands_alone,
    wording.stem_is_finished,
    wording.marks_are_paired,
    wording.no_noise,
    wording.no_function_word_is_blanked,
    options.no_all_of_the_above,
    keys.key_is_not_in_stem,
    keys.word_fits_twice,
    keys.one_right_option_in_multiple,
    options.key_shares_no_telling_words,
    options.label_shares_no_word,
    options.key_is_not_the_longest,
    options.lengths_are_alike,
    options.classes_are_alike,
    options.no_option_holds_another,
    options.absolutes_are_not_only_wrong,
    options.vague_words_come_from_the_source,
    wording.stem_has_its_size,
    wording.blanks_leave_enough,
    wording.praise_is_not_asked,
    wording.negatives_stand_out,
    wording.law_agrees,
    wording.widths_are_full,
    options.numbers_are_in_order,
    options.options_end_without_stop,
)

#: These look at options, so that they need not run where there are none.
OF_OPTIONS = frozenset(
    {
        keys.options_differ,
        keys.one_right_option_in_multiple,
        options.distractor_is_never_true,
        options.no_all_of_the_above,
        options.key_shares_no_telling_words,
        options.key_is_not_the_longest,
        options.lengths_are_alike,
        options.classes_are_alike,
        options.no_option_holds_another,
        options.absolutes_are_not_only_wrong,
        wording.negatives_stand_out,
        options.numbers_are_in_order,
        options.options_end_without_stop,
    }
)
#: These look at blanks.
OF_BLANKS = frozenset(
    {
        keys.no_second_filler,
        keys.word_fits_twice,
        wording.blanks_leave_enough,
        wording.no_function_word_is_blanked,
    }
)
#: These look at keys, which stand in options or blanks.
OF_KEYS = frozenset(
    {keys.key_is_not_in_stem, options.label_shares_no_word, wording.praise_is_not_asked}
)
WITHOUT_OPTIONS = tuple(check for check in CHECKS if check not in OF_OPTIONS)
WITHOUT_BLANKS = tuple(check for check in CHECKS if check not in OF_BLANKS)
WITHOUT_EITHER = tuple(check for check in CHECKS if check not in OF_OPTIONS | OF_BLANKS | OF_KEYS)
CHOICES = frozenset({ItemType.SINGLE, ItemType.MULTIPLE})


def run_checks(subject: Subject) -> tuple[Finding, ...]:
    """Return every finding on *subject*, in the order of `CHECKS`, none twice."""
    found = list(chain.from_iterable([check(subject) for check in _fitting(subject.item)]))
    return tuple(dict.fromkeys(found) if len(found) > 1 else found)


def _fitting(item: Item) -> tuple[Check, ...]:
    """Return the checks that may find anything on *item*."""
    has_options = bool(item.options) or item.type in CHOICES
    has_blanks = bool(item.blanks) or item.type is ItemType.CLOZE
    if has_options:
        return CHECKS if has_blanks else WITHOUT_BLANKS
    return WITHOUT_OPTIONS if has_blanks else WITHOUT_EITHER
