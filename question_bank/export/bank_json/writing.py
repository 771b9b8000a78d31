"""Write a bank as JSON, one question a line, so that two exports can be compared."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime

from question_bank.export.bank_json.questions import question_to_json
from question_bank.export.exchange.values import PortableQuestion


def bank_json_pieces(questions: Iterable[PortableQuestion], now: datetime) -> Iterator[bytes]:
    """Yield the file in pieces, a question at a time; together it fits ``schema.json``."""
    head = {"format": "quizapp-bank", "version": 1, "exported_at": now.isoformat()}
    yield f'{json.dumps(head, ensure_ascii=False)[:-1]}, "questions": [\n'.encode()
    between = ""
    for question in questions:
        line = json.dumps(question_to_json(question), ensure_ascii=False)
        yield (between + line).encode()
        between = ",\n"
    yield b"\n]}\n"
