"""Find every key point of a document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from question_bank.documents import Document
from question_bank.keypoints.claims import find_claims
from question_bank.keypoints.clauses import Material, prepare
from question_bank.keypoints.copulas import find_copulas
from question_bank.keypoints.frames import find_frames
from question_bank.keypoints.labelled import find_labelled, find_phases
from question_bank.keypoints.lists import find_lists
from question_bank.keypoints.norms import find_norms
from question_bank.keypoints.phrases import find_confusable, find_set_phrases
from question_bank.keypoints.points import find_points
from question_bank.keypoints.quotations import find_quotations
from question_bank.keypoints.statutes import find_enumerations, find_quantities
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


def find_keypoints(
    document: Document, lexicon: Lexicon, segmenter: Segmenter
) -> tuple[KeyPoint, ...]:
    """Return the key points of *document*, by finder and then in reading order."""
    material = prepare(document, lexicon, segmenter)
    found = [point for finder in FINDERS for point in finder(material)]
    return tuple(point for point in found if not _belongs_to_a_phrase(point, found))


def _belongs_to_a_phrase(point: KeyPoint, found: Sequence[KeyPoint]) -> bool:
    """Tell whether *point* is a term or list that stands inside a set phrase."""
    if point.pattern not in {Pattern.TERM, Pattern.LIST, Pattern.FRAME}:
        return False
    start, end = point.slots[0].start, point.slots[-1].end
    return any(
        other.pattern is Pattern.SET_PHRASE
        and other.span.start <= start
        and end <= other.span.end
        and (
            other.span.end - other.span.start > end - start + 2 or point.pattern is not Pattern.TERM
        )
        for other in found
    )
