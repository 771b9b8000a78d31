"""Gather the lines of a text into questions, each with its parts as written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from question_bank.export.exchange.lettered import marker, split_lettered
from question_bank.export.paste.lines import (
    Heading,
    Line,
    Start,
    heading_in,
    parts_of,
    start_in,
    style_of,
)

#: Where the options begin in a line that begins with the stem.
_OPTIONS_INSIDE: Final = re.compile(rf"(?<=[\s\u3000。？?:：)）_]){marker(0)}")


@dataclass(slots=True)
class Block:
    """
    One question as it is being gathered.

    Attributes:
        number: As written; 0 where questions are not numbered.
        heading: What stood above it.
        said: What its labels say, by part.
        stray: Lines that belong to no part.
        state: The part that an unlabelled line goes on.
    """

    number: int
    heading: Heading | None
    lines: list[Line] = field(default_factory=list)
    stem: str = ""
    options: list[str] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)
    stray: list[Line] = field(default_factory=list)
    state: str = "stem"
    is_closed: bool = False

    @property
    def is_complete(self) -> bool:
        """Whether it could stand as a question: it has an answer, or options."""
        return bool(self.options or self.said.get("answer"))

    def add(self, line: Line, text: str) -> None:
        """Add what *line* says; *text* is the line without the question's number."""
        self.lines.append(line)
        for part, piece in parts_of(text):
            if part:
                self._say(part, piece)
            elif piece:
                self._go_on(line, piece)

    def _say(self, part: str, text: str) -> None:
        before = self.said.get(part, "")
        self.said[part] = f"{before}\n{text}".strip() if before and text else before or text
        self.state = part

    def _go_on(self, line: Line, text: str) -> None:
        """Add a piece without a label to the part where it belongs."""
        if self.state in {"stem", "options"} and self._take_options(text):
            self.state = "options"
        elif self.state == "stem":
            self.stem = _joined(self.stem, text)
        elif self.state == "options":
            self.options[-1] = _joined(self.options[-1], text)
        elif self.state == "explanation" or (self.state == "answer" and not self.options):
            self.said[self.state] = f"{self.said[self.state]}\n{text}".strip()
        elif not self.said[self.state]:
            self.said[self.state] = text
        else:
            self.stray.append(line)

    def _take_options(self, text: str) -> bool:
        """Take options from a line that begins with the next letter, or holds the first inside."""
        found = split_lettered(text, len(self.options))
        if found is not None:
            self.options += found
            return True
        inside = None if self.options else _OPTIONS_INSIDE.search(text)
        rest = split_lettered(text[inside.start() :]) if inside else None
        if inside is None or rest is None or len(rest) < len(("A", "B")):
            return False
        self.stem = _joined(self.stem, text[: inside.start()].strip())
        self.options += rest
        return True


def _joined(one: str, other: str) -> str:
    """Return a line and the line that goes on with it, in one: Chinese needs no space."""
    is_latin = one[-1:].isascii() and one[-1:].isalnum() and other[:1].isascii()
    return f"{one} {other}" if is_latin else f"{one}{other}"


@dataclass(slots=True)
class Gathered:
    """The questions of a text, and the lines before, between and above them."""

    blocks: list[Block] = field(default_factory=list)
    strangers: list[Line] = field(default_factory=list)


def gather(lines: Sequence[Line]) -> Gathered:
    """Return the questions that *lines* hold, in order, and the lines that are in none."""
    style = style_of(lines)
    return _numbered(lines, style) if style else _unnumbered(lines)


def _numbered(lines: Sequence[Line], style: re.Pattern[str]) -> Gathered:
    gathered = Gathered()
    heading: Heading | None = None
    for line in lines:
        announced = heading_in(line.text)
        block = gathered.blocks[-1] if gathered.blocks else None
        start = start_in(line.text, style)
        if announced is not None:
            heading = announced
            _close(block)
        elif start is not None and _begins(start, block):
            gathered.blocks.append(Block(start.number, heading))
            gathered.blocks[-1].add(line, start.rest)
        elif block is None or block.is_closed:
            gathered.strangers.append(line)
        else:
            block.add(line, line.text)
    return gathered


def _begins(start: Start, block: Block | None) -> bool:
    """Tell whether a numbered line begins a question, and is no list inside the one above."""
    if block is None or block.is_closed or start.number == block.number + 1:
        return True
    if start.number == 1:
        return block.is_complete and block.state != "explanation"
    return start.number > block.number and block.is_complete and block.state != "explanation"


def _close(block: Block | None) -> None:
    if block is not None:
        block.is_closed = True


def _unnumbered(lines: Sequence[Line]) -> Gathered:
    """Return questions parted by empty lines, or by the answer of the one before."""
    gathered = Gathered()
    heading: Heading | None = None
    before = 0
    for line in lines:
        announced = heading_in(line.text)
        block = gathered.blocks[-1] if gathered.blocks else None
        if announced is not None:
            heading = announced
            _close(block)
        elif block is None or block.is_closed or _parts(line, block, line.number - before > 1):
            gathered.blocks.append(Block(0, heading))
            gathered.blocks[-1].add(line, line.text)
        else:
            block.add(line, line.text)
        before = line.number
    return gathered


def _parts(line: Line, block: Block, after_gap: bool) -> bool:  # noqa: FBT001  said by name where it is called
    """Tell whether an unnumbered line begins a new question."""
    if next(parts_of(line.text))[0] or split_lettered(line.text, len(block.options)) is not None:
        return False
    return "answer" in block.said or (after_gap and block.is_complete)


def numbers_with_runs(blocks: Sequence[Block]) -> Iterator[tuple[Block, int]]:
    """Yield each block with how often the numbers have begun anew before it, from 0."""
    run, before = 0, 0
    for block in blocks:
        run += block.number <= before
        before = block.number
        yield block, run
