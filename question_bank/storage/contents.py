"""What a deputy sees of a question: as a value, as JSON, as a hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from functools import lru_cache
from typing import Any

from question_bank.keypoints.values import Kind
from question_bank.questions.values import (
    Blank,
    Evidence,
    Finding,
    Item,
    ItemType,
    NearMiss,
    Option,
)
from question_bank.storage.models import Question

#: Fields of an item that no deputy sees: they may change without a new wording.
_UNSEEN = frozenset({"form", "difficulty"})


def item_of(row: Question) -> Item:
    """Return the item as it stands now; reads the row's options and blanks."""
    return Item(
        type=row.type,
        form=row.form,
        kind=row.kind,
        stem=row.stem,
        options=tuple(
            Option(part.number, part.text, part.correct, part.feedback) for part in row.options
        ),
        blanks=tuple(
            Blank(part.number, tuple(part.accepted), _near_misses(part.near_misses))
            for part in row.blanks
        ),
        unordered=row.unordered,
        truth=row.truth,
        model_answer=row.model_answer,
        word_bank=tuple(row.word_bank),
        explanation=row.explanation,
        difficulty=row.difficulty,
    )


def texts_in(item: Item) -> Iterator[str]:
    """Yield everything that an item says, its key and its feedback included."""
    yield from (item.stem, item.model_answer, item.explanation, *item.word_bank)
    for option in item.options:
        yield from (option.text, option.feedback)
    for blank in item.blanks:
        yield from blank.accepted
        for miss in blank.near_misses:
            yield from (miss.text, miss.feedback)


def evidence_of(row: Question) -> Evidence | None:
    """Return the stretch that proves the key, or `None` where a trainer gave none."""
    if row.source_start is None or row.source_end is None or row.source_quote is None:
        return None
    return Evidence(row.source_start, row.source_end, row.source_quote)


def findings_of(row: Question) -> tuple[Finding, ...]:
    """Return what the checks say of the question, in their order."""
    return tuple(
        Finding(found.name, found.level, tuple((name, value) for name, value in found.parameters))
        for found in row.findings
    )


def item_to_json(item: Item) -> dict[str, Any]:
    """Return the whole item as JSON has it; `item_from_json` gives it back."""
    return json.loads(json.dumps(asdict(item)))  # type: ignore[no-any-return]


def item_from_json(stored: Mapping[str, Any]) -> Item:
    """Return the item that `item_to_json` wrote."""
    plain = {name: stored[name] for name in ("form", "stem", "unordered", "truth", "model_answer")}
    return Item(
        **plain,
        type=ItemType(stored["type"]),
        kind=Kind(stored["kind"]),
        options=tuple(Option(**option) for option in stored["options"]),
        blanks=tuple(
            Blank(blank["number"], tuple(blank["accepted"]), _near_misses(blank["near_misses"]))
            for blank in stored["blanks"]
        ),
        word_bank=tuple(stored["word_bank"]),
        explanation=stored["explanation"],
        difficulty=stored["difficulty"],
    )


@lru_cache(maxsize=2048)
def item_from_text(stored: str) -> Item:
    """Return the item that `item_to_json` wrote, of its JSON; one read lately is at hand."""
    return item_from_json(json.loads(stored))


def findings_to_json(findings: tuple[Finding, ...]) -> list[dict[str, Any]]:
    """Return findings as JSON has them."""
    return [
        {
            "name": finding.name,
            "level": finding.level.value,
            "parameters": [list(pair) for pair in finding.parameters],
        }
        for finding in findings
    ]


def content_hash(item: Item, quote: str = "") -> str:
    """
    Return the SHA-256, in hexadecimal, of everything a deputy sees.

    Args:
        item: The item.
        quote: The source sentence shown with its answer.
    """
    seen = {name: value for name, value in item_to_json(item).items() if name not in _UNSEEN}
    text = json.dumps([seen, quote], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _near_misses(stored: list[Any]) -> tuple[NearMiss, ...]:
    return tuple(NearMiss(miss["text"], miss["feedback"]) for miss in stored)
