"""
Puts random histories through the real Anki scheduler; prints one JSON line a review.

Run as a program of its own: Anki reads its test switch, which turns chance off, once in
a process. Time passes by moving a card's dates into the past.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from pathlib import Path

from anki.collection import Collection
from anki.scheduler.v3 import SchedulingState

BUTTONS = ("again", "hard", "good", "easy")
DAY = 86_400


def main(cards: int, reviews: int, seed: int) -> None:
    """Study *cards* new cards, *reviews* times each."""
    rng = random.Random(seed)  # noqa: S311  test data, not a secret
    with tempfile.TemporaryDirectory() as folder:
        collection = Collection(str(Path(folder) / "collection.anki2"))
        collection.set_config("fsrs", val=True)
        for number in range(cards):
            card = add_card(collection, number)
            for _ in range(reviews):
                sys.stdout.write(json.dumps(study(collection, card, rng)) + "\n")
        collection.close()


def add_card(collection: Collection, number: int) -> int:
    kind = collection.models.by_name("Basic")
    if kind is None:
        raise LookupError("Anki has no note type called Basic")
    note = collection.new_note(kind)
    note["Front"] = str(number)
    collection.add_note(note, collection.decks.id("Default"))  # type: ignore[arg-type]
    return note.cards()[0].id


def study(collection: Collection, card_id: int, rng: random.Random) -> dict[str, object]:
    """Let some time pass, read what each button would do, and press one."""
    card = collection.get_card(card_id)  # type: ignore[arg-type]
    gap = pick_gap(card.ivl, rng) if card.reps else 0
    if card.last_review_time is not None:
        card.last_review_time -= gap
        card.due -= gap // DAY
        collection.update_card(card)
    states = collection._backend.get_scheduling_states(card_id)  # noqa: SLF001  what Anki's own reviewer asks
    now = time.time()
    rating = rng.choices((1, 2, 3, 4), weights=(2, 2, 5, 1))[0]
    card = collection.get_card(card_id)  # type: ignore[arg-type]
    card.start_timer()
    answer = collection.sched.build_answer(  # type: ignore[union-attr]
        card=card,
        states=states,
        rating=rating - 1,  # type: ignore[arg-type]
    )
    collection.sched.answer_card(answer)  # type: ignore[union-attr]
    return {
        "gap": gap,
        "now": now,
        "rating": rating,
        "first": card.reps == 0,
        "kept": kept_memory(collection, card_id),
        "buttons": [outcome(getattr(states, button)) for button in BUTTONS],
    }


def pick_gap(interval: int, rng: random.Random) -> int:
    """Return the seconds until the next review: the same day, early, on time, or late."""
    days = rng.choice((0, 0, 1, interval, interval, interval + rng.randint(0, 9), interval * 3))
    return days * DAY + rng.choice((0, 0, 600, rng.randrange(DAY)))


def kept_memory(collection: Collection, card_id: int) -> tuple[float, float]:
    memory = collection.get_card(card_id).memory_state  # type: ignore[arg-type]
    if memory is None:
        raise LookupError("Anki kept no memory: is FSRS switched on?")
    return memory.stability, memory.difficulty


def outcome(state: SchedulingState) -> dict[str, object]:
    normal = state.normal
    kind = normal.WhichOneof("kind")
    learning = normal.relearning.learning if kind == "relearning" else normal.learning
    memory = (normal.review if kind == "review" else learning).memory_state
    days = normal.review.scheduled_days if kind == "review" else 0
    wait = days * DAY if kind == "review" else learning.scheduled_secs
    return {
        "state": kind,
        "wait": wait,
        "stability": memory.stability,
        "difficulty": memory.difficulty,
    }


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
