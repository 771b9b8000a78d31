"""Which kinds of job there are, and where each is done."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Final

from quizapp.jobs.work import Kind

#: Each kind with the module and the function that does it; loaded when one is done.
KINDS: Final[Mapping[str, str]] = {
    "document.add": "quizapp.jobs.texts:add",
    "document.version": "quizapp.jobs.texts:add_version",
    "document.generate": "quizapp.jobs.texts:generate_again",
    "document.unrepair": "quizapp.jobs.repairs:put_back",
    "bank.import": "quizapp.jobs.imports:confirm",
    "deck.make": "quizapp.jobs.decks:make",
}


def kind_named(name: str) -> Kind | None:
    """Return what does jobs of the kind *name*; `None` if this program knows no such kind."""
    place = KINDS.get(name)
    if place is None:
        return None
    module, _, function = place.partition(":")
    kind: Kind = getattr(import_module(module), function)
    return kind
