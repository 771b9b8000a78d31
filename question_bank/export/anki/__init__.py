"""Decks for Anki that a learner can import again and again without losing anything."""

from question_bank.export.anki.deck import write_deck
from question_bank.export.anki.values import DeckOptions, DeckReport, ExportNote, Refusal

__all__ = ["DeckOptions", "DeckReport", "ExportNote", "Refusal", "write_deck"]
