"""What runs in the child process: limits first, then one file from standard input."""

from __future__ import annotations

import json
import sys

from question_bank.documents.pdf import text_of_pdf
from question_bank.documents.reading import LONGEST
from question_bank.documents.webpages import text_of_page
from question_bank.documents.word import text_of_word
from question_bank.errors import UnreadableDocumentError

#: Most memory, in bytes of address space, and most processor time, in seconds.
MEMORY = 1_000_000_000
SECONDS = 30
READERS = {"web": text_of_page, "word": text_of_word, "pdf": text_of_pdf}


def main(kind: str) -> None:
    """Read a file of the format *kind* from standard input, answer with one JSON object."""
    limit_resources()
    answer = _answer(kind, sys.stdin.buffer.read())
    sys.stdout.write(json.dumps(answer))


def limit_resources() -> None:
    """
    Limit memory, time and files of this process for good.

    Windows has no such limits: there the parent's clock alone ends a child.
    """
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 -- exists on POSIX only.

    wanted = {
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_CPU: SECONDS,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for limit, most in wanted.items():
        _, hard = resource.getrlimit(limit)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(limit, (allowed, allowed))
        except (OSError, ValueError):
            # macOS has no limit on address space; the others hold all the same.
            continue


def _answer(kind: str, data: bytes) -> dict[str, str]:
    try:
        text = READERS[kind](data)
    except UnreadableDocumentError as error:
        return {"refused": error.message_id}
    except MemoryError:
        return {"refused": "document.too_complex"}
    except RecursionError:
        return {"refused": "document.damaged"}
    return {"text": text[: LONGEST + 1]}
