"""Questions made from key points, and the reasons to refuse them."""

from __future__ import annotations

from question_bank.questions.values import (
    BLANK,
    GAP,
    Blank,
    Evidence,
    Finding,
    Item,
    ItemType,
    Level,
    NearMiss,
    Option,
    Question,
    Verdict,
)

__all__ = [
    "BLANK",
    "GAP",
    "Blank",
    "Evidence",
    "Finding",
    "Item",
    "ItemType",
    "Level",
    "NearMiss",
    "Option",
    "Question",
    "Verdict",
]
