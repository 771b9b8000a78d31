"""One question as JSON has it."""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from question_bank.export.exchange.values import Part, PortableQuestion, PortableSource
from question_bank.keypoints.values import Kind
from question_bank.questions.values import Blank, Item, ItemType, NearMiss, Option


def question_to_json(question: PortableQuestion) -> dict[str, Any]:
    """Return everything of *question* but what is unsaid of it."""
    item = question.item
    return {
        "guid": question.guid,
        "type": item.type.value,
        "form": item.form,
        "kind": item.kind.value,
        "stem": item.stem,
        "options": [asdict(option) for option in item.options],
        "blanks": [_blank_to_json(blank) for blank in item.blanks],
        "unordered": item.unordered,
        "truth": item.truth,
        "model_answer": item.model_answer,
        "word_bank": list(item.word_bank),
        "explanation": item.explanation,
        "difficulty": item.difficulty,
        "points": str(question.points),
        "tags": list(question.tags),
        "status": question.status or None,
        "status_reason": question.status_reason,
        "fact": question.fact,
        "source": asdict(question.source) if question.source else None,
    }


def question_from_json(
    stored: dict[str, Any], unsaid: frozenset[Part] = frozenset()
) -> PortableQuestion:
    """Return the question that `question_to_json` wrote; *stored* fits the schema."""
    source = stored.get("source")
    return PortableQuestion(
        item=_item(stored),
        guid=stored.get("guid", ""),
        points=Decimal(stored.get("points", "1")),
        tags=tuple(stored.get("tags", ())),
        status=stored.get("status") or "",
        status_reason=stored.get("status_reason", ""),
        fact=stored.get("fact", ""),
        source=_source(source) if source else None,
        unsaid=unsaid,
    )


def _source(stored: dict[str, Any]) -> PortableSource:
    return PortableSource(
        stored["document"], stored["quote"], stored.get("sha256", ""), int(stored.get("start", 0))
    )


def _item(stored: dict[str, Any]) -> Item:
    return Item(
        type=ItemType(stored["type"]),
        form=stored.get("form", "authored"),
        kind=Kind(stored.get("kind", Kind.SYSTEM.value)),
        stem=stored["stem"],
        options=tuple(_option(at, each) for at, each in enumerate(stored.get("options", ()), 1)),
        blanks=tuple(_blank(at, each) for at, each in enumerate(stored.get("blanks", ()), 1)),
        unordered=stored.get("unordered", False),
        truth=stored.get("truth"),
        model_answer=stored.get("model_answer", ""),
        word_bank=tuple(stored.get("word_bank", ())),
        explanation=stored.get("explanation", ""),
        difficulty=int(stored.get("difficulty", 2)),
    )


def _option(place: int, stored: dict[str, Any]) -> Option:
    return Option(
        number=int(stored.get("number", place)),
        text=stored["text"],
        correct=stored["correct"],
        feedback=stored.get("feedback", ""),
    )


def _blank(place: int, stored: dict[str, Any]) -> Blank:
    misses = tuple(
        NearMiss(miss["text"], miss.get("feedback", "")) for miss in stored.get("near_misses", ())
    )
    return Blank(int(stored.get("number", place)), tuple(stored["accepted"]), misses)


def _blank_to_json(blank: Blank) -> dict[str, Any]:
    return {
        "number": blank.number,
        "accepted": list(blank.accepted),
        "near_misses": [asdict(miss) for miss in blank.near_misses],
    }
