"""What the wrong-answer book and the bookmarks have in common: filters and pages."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request, url_for

from question_bank.storage.kept import Shelf
from question_bank.storage.pools import Offer
from question_bank.storage.slices import Slice
from quizapp.learner.choices import Pair, kind_choices, read_choice
from quizapp.routing import number_of_query


@dataclass(frozen=True, slots=True)
class Asked:
    """Which part of a shelf the address asks for."""

    kind: str
    document: str
    number: int
    shelf: Shelf


@dataclass(frozen=True, slots=True)
class ShelfPage:
    """
    One page of kept questions.

    Attributes:
        endpoint: Of the page.
        undo: The number of the question that was just taken off, or nothing.
    """

    endpoint: str
    found: Slice
    asked: Asked
    offer: Offer
    undo: int | None = None

    @property
    def kinds(self) -> list[Pair]:
        """The kinds there are questions of."""
        return kind_choices(self.offer.kinds)

    @property
    def documents(self) -> list[Pair]:
        """The documents there are questions on."""
        return [(str(number), title) for number, title in self.offer.documents]

    @property
    def is_filtered(self) -> bool:
        """Whether only a part is looked at."""
        return bool(self.asked.kind or self.asked.document)

    @property
    def previous(self) -> str | None:
        """The address of the page before."""
        return self._page(self.found.number - 1) if self.found.number > 1 else None

    @property
    def following(self) -> str | None:
        """The address of the page after."""
        return self._page(self.found.number + 1) if self.found.number < self.found.pages else None

    def _page(self, number: int) -> str:
        kind, document = self.asked.kind or None, self.asked.document or None
        return url_for(self.endpoint, page=number, kind=kind, document=document)


def read_shelf() -> Asked:
    """Read which part of a shelf this request asks for; what makes no sense means all."""
    choice = read_choice(request.args)
    kinds = choice.kinds[:1]
    document_id = choice.document_id
    return Asked(
        kind=kinds[0].value if kinds else "",
        document=str(document_id) if document_id is not None else "",
        number=number_of_query("page"),
        shelf=Shelf(kinds, document_id),
    )
