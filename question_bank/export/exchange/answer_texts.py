"""A model answer and an explanation in the one text that other programs have for both."""

from __future__ import annotations

from typing import Final

_MARK: Final = "解析："


def joined(answer: str, explanation: str) -> str:
    """Return both texts in one; `parted` gives them back."""
    lines = [_guarded(line) for line in answer.split("\n")]
    return "\n".join([*lines, f"{_MARK}{explanation}"] if explanation else lines)


def parted(text: str) -> tuple[str, str]:
    """Return the model answer and the explanation in *text*."""
    lines = text.split("\n")
    at = next((n for n, line in enumerate(lines) if line.startswith(_MARK)), len(lines))
    answer = "\n".join(map(_bare, lines[:at]))
    return answer, "\n".join(lines[at:]).removeprefix(_MARK)


def _guarded(line: str) -> str:
    """Return a line of an answer so that it does not begin like the explanation."""
    return f"\\{line}" if line.lstrip("\\").startswith(_MARK) else line


def _bare(line: str) -> str:
    is_guarded = line.startswith("\\") and line.lstrip("\\").startswith(_MARK)
    return line[1:] if is_guarded else line
