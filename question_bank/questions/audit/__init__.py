"""What can be said of a bank as a whole, where each check sees one item only."""

from question_bank.questions.audit.coverage import (
    DocumentCoverage,
    PointCovered,
    SectionCoverage,
    coverage_of,
)
from question_bank.questions.audit.duplicates import LikePair, near_duplicates
from question_bank.questions.audit.figures import BankFigures, Entry, figures_of
from question_bank.questions.audit.testwise import ReaderScore, expected_score, score_reader

__all__ = [
    "BankFigures",
    "DocumentCoverage",
    "Entry",
    "LikePair",
    "PointCovered",
    "ReaderScore",
    "SectionCoverage",
    "coverage_of",
    "expected_score",
    "figures_of",
    "near_duplicates",
    "score_reader",
]
