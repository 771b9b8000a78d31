"""Texts that come with the bank, as data: they are not under the project's licence."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class SourceText:
    """A text as it was received.

    Attributes:
        name: The file's name, with its extension.
        title: The Chinese title by which stems and explanations may name it.
        data: The bytes, never repaired; encoding and noise are the reader's business.
    """

    name: str
    title: str
    data: bytes


def built_in_speech() -> SourceText:
    """
    Return the speech that a fresh installation makes its first bank from.

    It is a public speech by the chair of a district people's congress standing committee, and
    is not under the project's licence; `README.md` beside it says where it comes from. The
    bytes are UTF-8 and still hold the half-width marks and the noise of the site that spread it.
    """
    name = "speech.txt"
    data = files("question_bank.sources").joinpath(name).read_bytes()
    return SourceText(name=name, title="在代表座谈会上的讲话", data=data)
