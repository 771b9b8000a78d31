"""Two versions of a text side by side: which sentences stayed, came, went or were reworded."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

from question_bank.documents.values import Document, Sentence

Tag = Literal["equal", "replace", "delete", "insert"]
TAGS: Final[tuple[Tag, ...]] = ("equal", "replace", "delete", "insert")


@dataclass(frozen=True, slots=True)
class Change:
    """
    What became of some sentences.

    Attributes:
        tag: Whether they stayed, were reworded, went or came.
        old_start: Number of the first old sentence, from 0.
        old_end: One past the last.
        new_start: Number of the first new sentence.
        new_end: One past the last.
    """

    tag: Tag
    old_start: int
    old_end: int
    new_start: int
    new_end: int


def changes_between(old: Document, new: Document) -> tuple[Change, ...]:
    """Return what became of all sentences, in reading order; stretches that stayed included."""
    # Sentences that come again and again tell nothing of place: difflib leaves them out.
    matcher = SequenceMatcher(
        None, [each.text for each in old.sentences], [each.text for each in new.sentences]
    )
    return tuple(
        Change(tag, first, last, start, end)
        for tag, first, last, start, end in matcher.get_opcodes()
    )


def changes_to_json(changes: Sequence[Change]) -> list[list[int]]:
    """Return *changes* as lists of numbers, the tag by its place in `TAGS`."""
    return [
        [TAGS.index(each.tag), each.old_start, each.old_end, each.new_start, each.new_end]
        for each in changes
    ]


def changes_from_json(stored: Sequence[Sequence[int]]) -> tuple[Change, ...]:
    """Return what `changes_to_json` wrote."""
    return tuple(Change(TAGS[tag], *rest) for tag, *rest in stored)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions with what became of each sentence."""

    old: Document
    new: Document
    changes: tuple[Change, ...]

    def new_place(self, start: int, end: int) -> int | None:
        """Return where an old stretch begins now if its sentences stayed as they were."""
        touched = _touched(self.old.sentences, start, end)
        if not touched:
            return None
        change = self._old_change(touched.start)
        if change.tag != "equal" or touched.stop > change.old_end:
            return None
        sentence = self.new.sentences[change.new_start + touched.start - change.old_start]
        moved = start + sentence.start - self.old.sentences[touched.start].start
        return moved if self._is_same(start, end, moved) else None

    def old_place(self, start: int, end: int) -> int | None:
        """Return where a new stretch began before if its sentences stayed as they were."""
        touched = _touched(self.new.sentences, start, end)
        if not touched:
            return None
        change = self._new_change(touched.start)
        if change.tag != "equal" or touched.stop > change.new_end:
            return None
        sentence = self.old.sentences[change.old_start + touched.start - change.new_start]
        moved = start + sentence.start - self.new.sentences[touched.start].start
        return moved if self._is_same(moved, moved + end - start, start) else None

    def whole_sentences(self, start: int, end: int) -> tuple[int, int]:
        """Return the old stretch of the sentences that an old stretch touches."""
        touched = _touched(self.old.sentences, start, end)
        if not touched:
            return (start, end)
        sentences = self.old.sentences
        return sentences[touched.start].start, sentences[touched.stop - 1].end

    def count_sentences(self, start: int, end: int) -> int:
        """Return how many old sentences an old stretch touches, at least 1."""
        return max(1, len(_touched(self.old.sentences, start, end)))

    def now_in_place_of(self, start: int, end: int) -> tuple[int, int]:
        """Return the new stretch that stands where an old one stood; empty if it went."""
        touched = _touched(self.old.sentences, start, end)
        if not touched:
            return (0, 0)
        spans = [_now(each, touched) for each in self._old_changes(touched)]
        numbers = [number for span in spans for number in span]
        if not numbers:
            return (0, 0)
        sentences = self.new.sentences
        return sentences[min(numbers)].start, sentences[max(numbers)].end

    def _is_same(self, start: int, end: int, moved: int) -> bool:
        old, new = self.old.clean_text, self.new.clean_text
        return old[start:end] == new[moved : moved + end - start]

    def _old_change(self, sentence: int) -> Change:
        found = bisect_right(self.changes, sentence, key=lambda each: each.old_start) - 1
        while self.changes[found].old_start == self.changes[found].old_end:
            found -= 1
        return self.changes[found]

    def _new_change(self, sentence: int) -> Change:
        found = bisect_right(self.changes, sentence, key=lambda each: each.new_start) - 1
        while self.changes[found].new_start == self.changes[found].new_end:
            found -= 1
        return self.changes[found]

    def _old_changes(self, touched: range) -> Iterator[Change]:
        for each in self.changes:
            if each.old_start < touched.stop and touched.start < each.old_end:
                yield each


def _now(change: Change, touched: range) -> range:
    """Return the numbers of the new sentences that stand for the *touched* old ones."""
    if change.tag != "equal":
        return range(change.new_start, change.new_end)
    shift = change.new_start - change.old_start
    first, last = max(touched.start, change.old_start), min(touched.stop, change.old_end)
    return range(first + shift, last + shift)


def _touched(sentences: Sequence[Sentence], start: int, end: int) -> range:
    """Return the numbers of the sentences that share a code point with a stretch."""
    first = bisect_right(sentences, start, key=lambda each: each.start) - 1
    first = max(first, 0)
    if first < len(sentences) and sentences[first].end <= start:
        first += 1
    last = bisect_left(sentences, end, key=lambda each: each.start)
    return range(first, last)
