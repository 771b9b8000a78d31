"""What a newer version of a text no longer says anywhere, and who still says it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from question_bank.documents.comparing import Comparison
from question_bank.documents.values import Sentence

#: So many code points in a row are no chance likeness but the words of the text.
SHORTEST = 6


def runs_gone(comparison: Comparison) -> frozenset[str]:
    """Return the runs of `SHORTEST` code points of changed sentences that the new text lacks."""
    gone = {run for each in sentences_changed(comparison) for run in _runs(each.text)}
    if gone:
        gone.difference_update(_runs(comparison.new.clean_text))
    return frozenset(gone)


def quotes(texts: Iterable[str], gone: frozenset[str]) -> bool:
    """Tell whether one of *texts* still says what `runs_gone` found."""
    return bool(gone) and any(run in gone for text in texts for run in _runs(text))


def sentences_quoted(
    comparison: Comparison, texts: Iterable[str], gone: frozenset[str]
) -> list[Sentence]:
    """Return the changed old sentences that *texts* still quote, in reading order."""
    said = {run for text in texts for run in _runs(text)} & gone
    return [each for each in sentences_changed(comparison) if not said.isdisjoint(_runs(each.text))]


def sentences_changed(comparison: Comparison) -> Iterator[Sentence]:
    """Yield the old sentences that were reworded or went, in reading order."""
    for change in comparison.changes:
        if change.tag != "equal":
            yield from comparison.old.sentences[change.old_start : change.old_end]


def _runs(text: str) -> Iterator[str]:
    return (text[at : at + SHORTEST] for at in range(len(text) - SHORTEST + 1))
