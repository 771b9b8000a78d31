"""Find every key point of a document."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from question_bank.documents import Document
from question_bank.keypoints.claims import find_claims
from question_bank.keypoints.clauses import Material, prepare
from question_bank.keypoints.frames import find_frames
from question_bank.keypoints.labelled import find_labelled, find_phases
from question_bank.keypoints.lists import find_lists
from question_bank.keypoints.norms import find_norms
from question_bank.keypoints.phrases import find_confusable, find_set_phrases
from question_bank.keypoints.points import find_points
from question_bank.keypoints.quotations import find_quotations
from question_bank.keypoints.statutes import find_enumerations, find_quantities
from question_bank.keypoints.values import KeyPoint
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
    return tuple(found for finder in FINDERS for found in finder(material))
