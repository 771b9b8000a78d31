"""
The two languages of the site and of its commands.

Source sentences are Chinese; `translations/` holds the English catalogue. Code
outside a request (commands, settings) asks `speaker` for a ``gettext``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from babel.support import NullTranslations, Translations

LANGUAGES: Final = ("zh", "en")
DEFAULT_LANGUAGE: Final = "zh"
CATALOGUES: Final = Path(__file__).resolve().parent / "translations"
LANGUAGE_VARIABLE: Final = "QUIZAPP_LANGUAGE"


def mark(sentence: str) -> str:
    """Return *sentence* as it is; marks it for the catalogue, to be translated when shown."""
    return sentence


def speaker(language: str) -> Callable[[str], str]:
    """Return the function that turns a source sentence into *language*."""
    return _catalogue(language).gettext


@cache
def _catalogue(language: str) -> NullTranslations:
    return Translations.load(CATALOGUES, [language])


def language_of_commands(environ: Mapping[str, str]) -> str:
    """
    Choose the language of commands.

    The setting decides; without it an English locale of the shell gets English
    and every other one Chinese. A misspelt setting is reported elsewhere.
    """
    wanted = environ.get(LANGUAGE_VARIABLE, "").strip()
    if wanted in LANGUAGES:
        return wanted
    locale = environ.get("LC_ALL") or environ.get("LC_MESSAGES") or environ.get("LANG") or ""
    return "en" if locale.lower().startswith("en") else DEFAULT_LANGUAGE
