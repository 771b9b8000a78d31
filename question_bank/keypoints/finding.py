"""Find every key point of a document."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from question_bank.documents import Document
from question_bank.keypoints.claims import find_claims
from question_bank.keypoints.clauses import Material, prepare
from question_bank.keypoints.copulas import find_copulas
from question_bank.keypoints.frames import find_frames
from question_bank.keypoints.labelled import find_labelled, find_phases
from question_bank.keypoints.lists import find_lists
from question_bank.keypoints.norms import find_norms
from question_bank.keypoints.occurrences import Occurrences
from question_bank.keypoints.phrases import find_confusable, find_set_phrases
from question_bank.keypoints.points import find_points
from question_bank.keypoints.quotations import find_quotations
from question_bank.keypoints.statutes import find_enumerations, find_quantities
from question_bank.keypoints.stretches import Stretches
from question_bank.keypoints.values import KeyPoint, Pattern
from question_bank.keypoints.words import Segmenter
from question_bank.lexicon import Lexicon

#: In the order of what they are worth, best first.
FINDERS: tuple[Callable[[Material], Iterator[KeyPoint]], ...] = (
    find_set_phrases,
    find_enumerations,
    find_quantities,
    find_labelled,
    find_phases,
    find_claims,
    find_confusable,
    find_copulas,
    find_frames,
    find_lists,
    find_quotations,
    find_points,
    find_norms,
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
    found = [point for finder in FINDERS for point in finder(material)]
    phrases = Stretches()
    for point in found:
        if point.pattern is Pattern.SET_PHRASE:
            phrases.add(point.span.start, point.span.end)
    return tuple(point for point in found if not _belongs_to_a_phrase(point, phrases))


def _belongs_to_a_phrase(point: KeyPoint, phrases: Stretches) -> bool:
    """Tell whether *point* is a term or list that stands inside a set phrase."""
    if point.pattern not in {Pattern.TERM, Pattern.LIST, Pattern.FRAME}:
        return False
    start, end = point.slots[0].start, point.slots[-1].end
    least = end - start + MORE_THAN_A_TERM if point.pattern is Pattern.TERM else 0
    return any(b - a > least for a, b in phrases.around(start, end))
