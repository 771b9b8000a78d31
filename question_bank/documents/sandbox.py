"""Read files of formats that can hurt in a child process with limits on time and memory."""

from __future__ import annotations

import json
import subprocess
import sys

from question_bank.errors import UnreadableDocumentError

#: Longest time, in seconds, that the child may take.
SECONDS = 30
#: The child gets the parent's search path, so that it runs wherever the parent does.
PROGRAM = "import sys; sys.path[:] = sys.argv[2:]; from question_bank.documents.child import main; main(sys.argv[1])"


def read_in_child(kind: str, data: bytes, name: str, *, seconds: float = SECONDS) -> str:
    """
    Return the text of *data*, a file of the format *kind*, read in a child process.

    Args:
        kind: ``web``, ``word`` or ``pdf``.
        data: The content of the file.
        name: For the error.
        seconds: How long the child may take.

    Raises:
        UnreadableDocumentError: If the child refuses the file, dies of it, or takes too long.
    """
    command = [sys.executable, "-I", "-B", "-c", PROGRAM, kind, *sys.path]
    try:
        # The command is this interpreter and a constant; the file goes in as input.
        done = subprocess.run(  # noqa: S603
            command, input=data, capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        raise UnreadableDocumentError("document.too_complex", name=name) from None
    return _text_of(done, name)


def _text_of(done: subprocess.CompletedProcess[bytes], name: str) -> str:
    """Return the text in the child's answer: one JSON object on its standard output."""
    if done.returncode != 0:
        raise UnreadableDocumentError("document.damaged", name=name)
    answer: dict[str, str] = json.loads(done.stdout)
    if "refused" in answer:
        raise UnreadableDocumentError(answer["refused"], name=name)
    return answer["text"]
