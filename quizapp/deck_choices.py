"""What deputies and trainers choose about an Anki deck: in forms, in addresses, for a job."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from werkzeug.datastructures import MultiDict

from question_bank.export.anki import DeckOptions
from question_bank.keypoints.values import Kind
from question_bank.questions.values import ItemType
from question_bank.storage.listing import QuestionFilter

#: The fields of both forms; only they go from a form into an address.
FIELDS: Final = (
    *("shelf", "kind", "type", "document", "signed"),
    *("blanks_together", "type_in", "no_hints"),
)


@dataclass(frozen=True, slots=True)
class DeckWanted:
    """
    A deck that somebody wants.

    Attributes:
        among: Numbers of the only questions that count; `None` for all.
    """

    wanted: QuestionFilter
    among: Collection[int] | None = None
    options: DeckOptions = field(default_factory=DeckOptions)

    def to_json(self) -> dict[str, Any]:
        """Return what `from_json` understands."""
        wanted = self.wanted
        return {
            "kinds": list(wanted.kinds),
            "types": list(wanted.types),
            "document_id": wanted.document_id,
            "signed": wanted.signed,
            "among": None if self.among is None else sorted(self.among),
            "options": asdict(self.options),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> DeckWanted:
        """Return the deck that `to_json` wrote down."""
        wanted = QuestionFilter(
            kinds=tuple(map(Kind, stored["kinds"])),
            types=tuple(map(ItemType, stored["types"])),
            document_id=stored["document_id"],
            signed=stored["signed"],
        )
        return cls(wanted, stored["among"], DeckOptions(**stored["options"]))


def deck_options(sent: Mapping[str, str]) -> DeckOptions:
    """Return what was ticked."""
    return DeckOptions(
        blanks_together="blanks_together" in sent,
        type_in="type_in" in sent,
        hints="no_hints" not in sent,
    )


def as_query(sent: MultiDict[str, str]) -> dict[str, Any]:
    """Return the fields of a form as arguments of an address."""
    return dict(_sent_fields(sent))


def _sent_fields(sent: MultiDict[str, str]) -> Iterator[tuple[str, list[str]]]:
    for name in FIELDS:
        values = [value for value in sent.getlist(name) if value]
        if values:
            yield name, values
