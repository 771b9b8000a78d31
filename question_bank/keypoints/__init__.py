"""What is worth asking."""

from __future__ import annotations

from question_bank.keypoints.finding import find_keypoints
from question_bank.keypoints.values import KeyPoint, Kind, Member, Pattern, Span
from question_bank.keypoints.words import Segmenter, Word

__all__ = ["KeyPoint", "Kind", "Member", "Pattern", "Segmenter", "Span", "Word", "find_keypoints"]
