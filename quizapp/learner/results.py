"""What a finished practice comes to, line by line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask_babel import gettext as _
from markupsafe import Markup

from quizapp.languages import mark
from quizapp.learner.sheets import Sheet
from quizapp.learner.stems import plain_stem

#: How each verdict looks on the answer sheet: look, picture and words.
LOOKS: Final = {
    "right": ("right", "check", mark("答对了")),
    "near": ("near", "near", mark("差一点")),
    "part": ("near", "near", mark("对了一部分")),
    "wrong": ("wrong", "cross", mark("没答对")),
    "unanswered": ("open", "dot", mark("没有答")),
    "unmarked": ("open", "dot", mark("请对照参考答案")),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One question of the result; *origin* is as in `Sheet`."""

    slot: int
    stem: Markup
    expected: str
    verdict: str
    origin: str = ""

    @property
    def look(self) -> str:
        """Its look on the answer sheet."""
        return LOOKS[self.verdict][0]

    @property
    def picture(self) -> str:
        """The picture that says the same as its colour."""
        return LOOKS[self.verdict][1]

    @property
    def words(self) -> str:
        """The same in words."""
        return str(_(LOOKS[self.verdict][2]))


@dataclass(frozen=True, slots=True)
class Result:
    """
    A finished practice.

    Attributes:
        lines: In the order asked, never empty.
        time: How long it took, in words.
    """

    attempt_id: int
    lines: tuple[Line, ...]
    time: str

    @property
    def count(self) -> int:
        """Questions asked."""
        return len(self.lines)

    @property
    def right(self) -> int:
        """Questions answered rightly in whole."""
        return sum(line.verdict == "right" for line in self.lines)

    @property
    def share(self) -> float:
        """Share of them, 0 to 1."""
        return self.right / self.count

    @property
    def missed(self) -> tuple[Line, ...]:
        """What was not answered rightly."""
        return tuple(line for line in self.lines if line.verdict != "right")


def line_of(sheet: Sheet) -> Line:
    """Return the line of one answered question."""
    stem = plain_stem(sheet.item.stem)
    return Line(sheet.slot, stem, sheet.expected, sheet.verdict, sheet.origin)
