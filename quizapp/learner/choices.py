"""What a deputy wants to practise or download: kinds, types, document, length."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, TypeVar

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from question_bank.export.anki import DeckOptions
from question_bank.keypoints.values import Kind
from question_bank.questions.values import ItemType
from question_bank.storage.deck_rows import Shelf
from question_bank.storage.pools import Offer
from quizapp.learner.drawing import PracticeMode
from quizapp.names import kind_name, type_name
from quizapp.routing import row_number

#: Lengths on offer; everything there is, is ``all``.
LENGTHS: Final = ("5", "10", "20", "all")
#: What ``all`` comes to at most: more than anybody answers in one sitting.
LONGEST: Final = 500
#: Types that are marked at once; short answers need a reader.
PRACTISED: Final = (ItemType.SINGLE, ItemType.MULTIPLE, ItemType.TRUE_FALSE, ItemType.CLOZE)

E = TypeVar("E", bound=StrEnum)
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Choice:
    """
    What was ticked; empty means all.

    Attributes:
        document_id: `None` for all documents.
        length: Questions wanted, 1 or more.
        problems: What makes no sense, as field and sentence; empty if all is well.
        tag_id: `None` for all, with or without tags.
    """

    kinds: tuple[Kind, ...] = ()
    types: tuple[ItemType, ...] = ()
    document_id: int | None = None
    length: int = 5
    problems: tuple[Pair, ...] = ()
    tag_id: int | None = None


def read_choice(form: MultiDict[str, str]) -> Choice:
    """Read the fields ``kind``, ``type``, ``document``, ``tag`` and ``length`` of *form*."""
    problems: list[Pair] = []
    kinds = _known("kind", form.getlist("kind"), Kind, problems)
    types = _known("type", form.getlist("type"), ItemType, problems)
    gone = _("没有这份文件，请重新选。")
    document_id = _number("document", form.get("document", ""), gone, problems)
    tag_id = _number("tag", form.get("tag", ""), _("没有这个标签，请重新选。"), problems)
    length = form.get("length", LENGTHS[0])
    if length not in LENGTHS:
        problems.append(("length", str(_("请在列出的题数里选一个。"))))
        length = LENGTHS[0]
    count = LONGEST if length == "all" else int(length)
    return Choice(kinds, types, document_id, count, tuple(problems), tag_id)


def kind_choices(kinds: Iterable[Kind]) -> list[Pair]:
    """Return *kinds* as pairs of value and words, in the order of `Kind`."""
    wanted = set(kinds)
    return [(kind.value, kind_name(kind)) for kind in Kind if kind in wanted]


def type_choices(types: Iterable[ItemType]) -> list[Pair]:
    """Return *types* as pairs of value and words, as far as they are marked at once."""
    wanted = set(types)
    return [(each.value, type_name(each)) for each in PRACTISED if each in wanted]


def length_choices() -> list[Pair]:
    """Return the lengths on offer as pairs of value and words."""
    return [
        (length, str(_("全部")) if length == "all" else str(_("%(count)s 题", count=length)))
        for length in LENGTHS
    ]


def _known(name: str, sent: Sequence[str], values: type[E], problems: list[Pair]) -> tuple[E, ...]:
    known = {each.value: each for each in values}
    if not all(text in known for text in sent):
        problems.append((name, str(_("请在列出的选项里选。"))))
    return tuple(each for each in values if each.value in sent)


def _number(name: str, text: str, sentence: object, problems: list[Pair]) -> int | None:
    number = row_number(text)
    if text and number is None:
        problems.append((name, str(sentence)))
    return number


@dataclass(frozen=True, slots=True)
class Offered:
    """What the bank has, as pairs of value and words that forms offer."""

    offer: Offer

    @property
    def total(self) -> int:
        """All questions on offer."""
        return self.offer.total

    @property
    def kinds(self) -> list[Pair]:
        """The kinds there are questions of."""
        return kind_choices(self.offer.kinds)

    @property
    def types(self) -> list[Pair]:
        """The types there are questions of."""
        return type_choices(self.offer.types)

    @property
    def documents(self) -> list[Pair]:
        """The documents there are questions on."""
        return [(str(number), title) for number, title in self.offer.documents]

    @property
    def tags(self) -> list[Pair]:
        """The tags that questions carry."""
        return [(str(number), name) for number, name in self.offer.tags]


@dataclass(frozen=True, slots=True)
class Choosing:
    """The page on which a practice is chosen: what there is, and what was ticked."""

    offered: Offered
    choice: Choice
    mode: PracticeMode
    errors: tuple[Pair, ...]

    @property
    def modes(self) -> list[Pair]:
        """The ways to practise on offer; today's five stand on the first page."""
        return [
            (PracticeMode.RANDOM.value, str(_("随机"))),
            (PracticeMode.UNSEEN.value, str(_("没做过的"))),
            (PracticeMode.WEAK.value, str(_("多练弱项"))),
            (PracticeMode.WRONG.value, str(_("错题"))),
            (PracticeMode.BOOKMARKED.value, str(_("收藏"))),
            (PracticeMode.IN_ORDER.value, str(_("按原文顺序"))),
        ]

    @property
    def lengths(self) -> list[Pair]:
        """The lengths on offer."""
        return length_choices()

    @property
    def longest(self) -> int:
        """How many questions are asked at most."""
        return LONGEST

    @property
    def length(self) -> str:
        """The length that is ticked."""
        return "all" if self.choice.length == LONGEST else str(self.choice.length)


@dataclass(frozen=True, slots=True)
class Adding:
    """
    The form that makes cards.

    Attributes:
        limit: New cards a day.
        source: ``bookmarked`` for bookmarks only, else all.
    """

    offered: Offered
    limit: int
    errors: tuple[Pair, ...] = ()
    choice: Choice = Choice()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Downloading:
    """
    The page that offers a deck.

    Attributes:
        shelf: Which of somebody's own questions are wanted; `None` for all there are.
    """

    offered: Offered
    errors: tuple[Pair, ...] = ()
    chosen: Choice = Choice()
    options: DeckOptions = field(default_factory=DeckOptions)
    shelf: Shelf | None = None

    @property
    def shelves(self) -> list[Pair]:
        """All questions, or one of somebody's shelves."""
        return [
            ("all", str(_("全部题目"))),
            (Shelf.WRONG.value, str(_("我的错题"))),
            (Shelf.DUE.value, str(_("今天到期的卡片"))),
            (Shelf.BOOKMARKED.value, str(_("我的收藏"))),
        ]
