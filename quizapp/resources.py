"""What the generator works with, the bank's own words included."""

from __future__ import annotations

from pathlib import Path

from question_bank.lexicon import Lexicon, load_lexicon
from question_bank.pipeline import Resources, load_resources
from question_bank.storage.database import Database
from question_bank.storage.own_words import lexicon_of


class KeptResources:
    """Loads lexicon and segmenter when they are first needed, and anew when words were added."""

    def __init__(self, database: Database, cache: Path) -> None:
        """
        Prepare to load.

        Args:
            database: The bank whose words join the shipped ones.
            cache: A private folder for the segmenter.
        """
        self._database, self._cache = database, cache
        self._kept: Resources | None = None

    def lexicon(self) -> Lexicon:
        """Return the lexicon as it is now, without loading the segmenter."""
        with self._database.reader() as session:
            return lexicon_of(session, load_lexicon())

    def get(self) -> Resources:
        """Return lexicon and segmenter as they are now."""
        lexicon = self.lexicon()
        if self._kept is None or self._kept.lexicon.fingerprint != lexicon.fingerprint:
            self._kept = load_resources(lexicon, cache=self._cache)
        return self._kept
