"""What deputies and trainers choose about an Anki deck, as it stands in the address."""

from __future__ import annotations

from collections.abc import Mapping

from question_bank.export.anki import DeckOptions


def deck_options(sent: Mapping[str, str]) -> DeckOptions:
    """Return what was ticked."""
    return DeckOptions(
        blanks_together="blanks_together" in sent,
        type_in="type_in" in sent,
        hints="no_hints" not in sent,
    )
