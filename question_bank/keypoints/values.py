"""What the second stage hands on."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import NamedTuple


class Kind(enum.StrEnum):
    """What a key point teaches; the Chinese names belong to the site."""

    DUTY = "duty"
    RIGHT = "right"
    OBLIGATION = "obligation"
    SLOGAN = "slogan"
    SYSTEM = "system"
    METHOD = "method"


class Pattern(enum.StrEnum):
    """What a text does where a key point stands; each yields its own items."""

    LIST = "list"
    FRAME = "frame"
    LABELLED = "labelled"
    COUPLET = "couplet"
    CONTRAST = "contrast"
    FIGURE = "figure"
    KEYWORD = "keyword"
    ORDINALS = "ordinals"
    COUNTED = "counted"
    LIMIT = "limit"
    MOTTO = "motto"
    REFRAIN = "refrain"
    TABLE = "table"
    CLAIMS = "claims"
    CASES = "cases"
    PHASES = "phases"
    POINTS = "points"
    SET_PHRASE = "set_phrase"
    CONFUSABLE = "confusable"
    COPULA = "copula"
    QUOTATION = "quotation"
    ATTRIBUTION = "attribution"
    TERM = "term"
    NORM = "norm"
    NUMBER = "number"
    ENUMERATION = "enumeration"
    ACTOR = "actor"
    MODE = "mode"
    BINDING = "binding"
    DEFINITION = "definition"
    COMPOSITION = "composition"


class Span(NamedTuple):
    """
    A stretch of the clean text; a tuple, since so many are made.

    Attributes:
        start: First code point.
        end: One past the last.
        text: Exactly ``clean_text[start:end]``, never empty.
    """

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Member:
    """
    One of several parallel things.

    Attributes:
        content: What it says.
        label: What it is called, for a labelled list, claim, case or phase.
        section: Index of the section it stands in.
    """

    content: Span
    label: Span | None = None
    section: int = 0


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """
    Something worth asking, with the parallel group it belongs to.

    Attributes:
        pattern: What the text does here.
        kind: What it teaches.
        topic: What it is about: the head of a list, the label's family, the law's article.
        span: The stretch that proves it, one or more whole clauses.
        section: Index of the section it stands in.
        members: The parallel things, in reading order; empty where there are none.
        slots: What may be asked for, in reading order, each inside `span`.
        head: The words that open a list, before its first member; may be `None`.
        is_open: Whether a list says 等, so that it does not claim to be complete.
        is_closed: Whether the text itself counts the members.
        confidence: How sure the boundaries are, 0 to 1.
        importance: How much a trainer needs it, 0 to 1.
        note: What the item builder needs beside; the confusable set's id, the source's name.
    """

    pattern: Pattern
    kind: Kind
    topic: str
    span: Span
    section: int
    members: tuple[Member, ...] = ()
    slots: tuple[Span, ...] = ()
    head: Span | None = None
    is_open: bool = False
    is_closed: bool = False
    confidence: float = 1.0
    importance: float = 0.5
    note: str = ""
