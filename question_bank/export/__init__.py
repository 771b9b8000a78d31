"""Decks and files for other programs, and reading them back."""
