"""Find every key point of a document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from question_bank.documents import Document, Genre
from question_bank.keypoints.claims import find_claims
from question_bank.keypoints.clauses import Material, prepare
from question_bank.keypoints.contrasts import find_contrasts
from question_bank.keypoints.copulas import find_copulas
from question_bank.keypoints.couplets import find_couplets
from question_bank.keypoints.figures import find_figures
from question_bank.keypoints.formulas import find_formulas
from question_bank.keypoints.frames import find_frames
from question_bank.keypoints.keywords import find_keywords
from question_bank.keypoints.labelled import find_labelled, find_phases
from question_bank.keypoints.limits import find_limits
from question_bank.keypoints.lists import find_lists
from question_bank.keypoints.mottoes import find_mottoes
from question_bank.keypoints.norms import find_norms
from question_bank.keypoints.occurrences import Occurrences
from question_bank.keypoints.ordinals import find_ordinals
from question_bank.keypoints.phrases import find_confusable, find_set_phrases
from question_bank.keypoints.points import find_numbered, find_points
from question_bank.keypoints.quotations import find_quotations
from question_bank.keypoints.refrains import find_refrains
from question_bank.keypoints.statutes import find_in_statutes
from question_bank.keypoints.stretches import Stretches
from question_bank.keypoints.tables import find_tables
from question_bank.keypoints.values import KeyPoint, Pattern
from question_bank.keypoints.words import Segmenter
from question_bank.lexicon import Lexicon

#: In the order of what they are worth, best first.
FINDERS: tuple[Callable[[Material], Iterator[KeyPoint]], ...] = (
    find_set_phrases,
    find_labelled,
    find_phases,
    find_couplets,
    find_contrasts,
    find_keywords,
    find_ordinals,
    find_formulas,
    find_figures,
    find_limits,
    find_claims,
    find_confusable,
    find_copulas,
    find_frames,
    find_lists,
    find_quotations,
    find_mottoes,
    find_refrains,
    find_tables,
    find_points,
    find_numbered,
    find_norms,
)

#: A statute is no speech: its rules are read by a finder of their own.
FINDERS_OF_STATUTES: tuple[Callable[[Material], Iterator[KeyPoint]], ...] = (find_in_statutes,)

#: Patterns of which a key point may be another's part.
DOUBTFUL = frozenset(
    {
        *(Pattern.COUPLET, Pattern.COUNTED, Pattern.ORDINALS),
        *(Pattern.LIST, Pattern.FRAME, Pattern.TERM, Pattern.REFRAIN),
    }
)

#: So much longer than its name and its marks is a phrase that takes a quoted term along.
MORE_THAN_A_TERM = 2


def find_keypoints(
    document: Document,
    lexicon: Lexicon,
    segmenter: Segmenter,
    occurrences: Occurrences | None = None,
) -> tuple[KeyPoint, ...]:
    """
    Return the key points of *document*, by finder and then in reading order.

    Args:
        document: Where to look.
        lexicon: What is known beside it.
        segmenter: Cuts it into words.
        occurrences: Of its clean text, if the caller has them already.
    """
    material = prepare(document, lexicon, segmenter, occurrences)
    is_statute = document.genre is Genre.STATUTE
    finders = FINDERS_OF_STATUTES if is_statute else FINDERS
    found = [point for finder in finders for point in finder(material)]
    return tuple(_apart(found))


def _apart(found: Sequence[KeyPoint]) -> Iterator[KeyPoint]:
    """Yield the key points that are no other's part and tell nothing a second time."""
    phrases = _where(found, {Pattern.SET_PHRASE})
    labelled = _where(found, {Pattern.LABELLED, Pattern.CASES, Pattern.CLAIMS, Pattern.ORDINALS})
    coupled = _where(found, {Pattern.COUPLET})
    counted = _where(found, {Pattern.COUNTED})
    listed = _where(found, {Pattern.LABELLED})
    members = _rows_of_lists(found)
    for point in _once(found):
        if point.pattern not in DOUBTFUL or not (
            _belongs_to_a_phrase(point, phrases)
            or _is_labelled(point, labelled)
            or _is_counted(point, counted)
            or _is_coupled(point, coupled)
            or _is_told_twice(point, listed)
            or _is_part_of_a_list(point, members)
        ):
            yield point


def _once(found: Sequence[KeyPoint]) -> Iterator[KeyPoint]:
    """Yield *found* without what one finder met twice: a row of clauses that is a row of parts, too."""
    seen: set[tuple[object, ...]] = set()
    for point in found:
        what = (point.pattern, point.span, point.slots, point.note)
        if what not in seen:
            seen.add(what)
            yield point


def _where(found: Sequence[KeyPoint], patterns: set[Pattern]) -> Stretches:
    """Return where the key points of *patterns* among *found* stand."""
    stretches = Stretches()
    for point in found:
        if point.pattern in patterns:
            stretches.add(point.span.start, point.span.end)
    return stretches


def _rows_of_lists(found: Sequence[KeyPoint]) -> Stretches:
    """Return where the members of lists stand, from the first to the last."""
    stretches = Stretches()
    for point in found:
        if point.pattern is Pattern.LIST:
            stretches.add(point.slots[0].start, point.slots[-1].end)
    return stretches


def _is_part_of_a_list(point: KeyPoint, members: Stretches) -> bool:
    """Tell whether *point* is a row of some of the members that a list has."""
    if point.pattern is not Pattern.REFRAIN:
        return False
    start, end = point.span.start, point.span.end
    return any((a, b) != (start, end) for a, b in members.around(start, end))


def _is_labelled(point: KeyPoint, labelled: Stretches) -> bool:
    """Tell whether *point* is a couplet or a row that is a list with labels or ordinals already."""
    if point.pattern not in {Pattern.COUPLET, Pattern.COUNTED}:
        return False
    return any(any(labelled.around(slot.start, slot.end)) for slot in point.slots)


def _is_told_twice(point: KeyPoint, listed: Stretches) -> bool:
    """Tell whether *point* is a row of ordinals whose members are a list with labels already."""
    if point.pattern is not Pattern.ORDINALS:
        return False
    return any(any(listed.around(slot.start, slot.end)) for slot in point.slots)


def _is_counted(point: KeyPoint, counted: Stretches) -> bool:
    """Tell whether *point* cuts anew what the text itself counted, or a piece of it."""
    if point.pattern not in {Pattern.LIST, Pattern.FRAME}:
        return False
    return any(counted.around(point.slots[0].start, point.slots[-1].end))


def _is_coupled(point: KeyPoint, coupled: Stretches) -> bool:
    """Tell whether *point* counts pairs, which are asked pair by pair."""
    return point.pattern is Pattern.COUNTED and any(
        any(coupled.around(slot.start, slot.end)) for slot in point.slots
    )


def _belongs_to_a_phrase(point: KeyPoint, phrases: Stretches) -> bool:
    """Tell whether *point* is a term or list that stands inside a set phrase."""
    if point.pattern not in {Pattern.TERM, Pattern.LIST, Pattern.FRAME}:
        return False
    start, end = point.slots[0].start, point.slots[-1].end
    least = end - start + MORE_THAN_A_TERM if point.pattern is Pattern.TERM else 0
    return any(b - a > least for a, b in phrases.around(start, end))
