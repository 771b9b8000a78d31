"""What the page shows on which a question is written or changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flask import Response, url_for
from flask_babel import gettext as _
from flask_login import current_user

from question_bank.keypoints.values import Kind
from question_bank.questions.mending import mended
from question_bank.questions.values import GAP, Finding, Item, ItemType
from question_bank.storage import workbench
from question_bank.storage.models.values import Status
from quizapp import fragments
from quizapp.database import reader
from quizapp.idempotency import submission_token
from quizapp.languages import mark
from quizapp.names import kind_name, type_name
from quizapp.trainer.blueprint import is_reviewer, may_sign, needs_another
from quizapp.trainer.checking import ShownFinding, check, shown_findings
from quizapp.trainer.differences import Change
from quizapp.trainer.drafts import Offer
from quizapp.trainer.forms import QuestionForm, item_of
from quizapp.trainer.loading import Loaded
from quizapp.trainer.preview import Preview
from quizapp.trainer.problems import Problem
from quizapp.trainer.reading import QuotePlace
from quizapp.trainer.rows import with_rows_for_blanks
from quizapp.trainer.sourcing import Proof, proof_of

#: How to write the stem of each type.
STEM_HINTS: Final[Mapping[ItemType, str]] = {
    ItemType.CLOZE: mark("空的位置打四条下划线 ____，要加粗的字用 ** 括起来。"),
    ItemType.SINGLE: mark("填答案的位置打全角括号（　　），尽量放在句末；要加粗的字用 ** 括起来。"),
    ItemType.MULTIPLE: mark("填答案的位置打全角括号（　　），用“……的有（　　）。”来问。"),
    ItemType.TRUE_FALSE: mark("写一句能判断对错的话，写明出处，如“讲话第二部分指出，……”。"),
    ItemType.SHORT_ANSWER: mark("一次只问一件事，写明出处。"),
}
DIFFICULTIES: Final = (
    mark("1 一看就认得"),
    mark("2 容易"),
    mark("3 一般"),
    mark("4 较难"),
    mark("5 要记住几处原文"),
)


@dataclass(frozen=True, slots=True)
class Button:
    """A way to end the form: what it sends and its words."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Similar:
    """A question of the bank with a stem much like this one."""

    id: int
    stem: str
    likeness: int


@dataclass(frozen=True, slots=True)
class Editor:
    """
    The page of a form.

    Attributes:
        loaded: The stored question; `None` for a new one.
        conflict: What saving would change in a wording that came in between;
            `None` unless one did.
        parts_changed: Whether the rows no longer fit the stem and are sent anew.
        offer: Something half-written that is there; `None` if nothing.
        shown_version: The state that a half-written form was made from.
        note: What this form holds, in a sentence; empty where that is plain.
        proof: Where the source stands; `None` without one.
        hits: Places of a quote that was looked for, if there are several.
        source_missing: Whether a quote was looked for that stands nowhere.
        documents: Texts to choose a source from, as pairs of number and title.
    """

    form: QuestionForm
    item: Item
    found: tuple[Finding, ...]
    similar: tuple[Similar, ...]
    loaded: Loaded | None = None
    problems: Sequence[Problem] = ()
    conflict: tuple[Change, ...] | None = None
    parts_changed: bool = False
    offer: Offer | None = None
    shown_version: int | None = None
    note: str = ""
    proof: Proof | None = None
    hits: tuple[Proof, ...] = ()
    source_missing: bool = False
    documents: tuple[tuple[str, str], ...] = ()

    @property
    def question_id(self) -> int | None:
        """The number of the stored question."""
        return self.loaded.row.id if self.loaded else None

    @property
    def lock_version(self) -> int:
        """The state of the stored question that this page shows; 0 for a new one."""
        if self.shown_version is not None:
            return self.shown_version
        return self.loaded.row.lock_version if self.loaded else 0

    @property
    def title(self) -> str:
        """The heading."""
        if self.loaded:
            return str(_("改第 %(number)s 号题", number=self.loaded.row.id))
        return str(_("新建%(type)s题", type=type_name(self.form.type)))

    @property
    def action(self) -> str:
        """Where the form goes."""
        if self.loaded:
            return url_for("questions.save", question_id=self.loaded.row.id)
        return url_for("questions.create", type=self.form.type.value)

    @property
    def submission(self) -> str:
        """A token of this page's form."""
        return submission_token()

    @property
    def errors(self) -> dict[str | None, str]:
        """The first sentence about each field."""
        return dict(reversed(self.problems))

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been typed that could be checked."""
        return is_empty(self.item)

    @property
    def findings(self) -> tuple[ShownFinding, ...]:
        """What the checks say, worded, the gravest first."""
        return shown_findings(self.found)

    @property
    def preview(self) -> Preview:
        """What the deputies' templates need."""
        place = self.place
        return Preview(mended(self.item), place.title if place else "")

    @property
    def place(self) -> QuotePlace | None:
        """Where the source stands."""
        return self.proof.place if self.proof else None

    @property
    def source_document(self) -> str:
        """The number of the text that was chosen, or that the source stands in; maybe empty."""
        return self.form.document or (str(self.proof.document_id) if self.proof else "")

    @property
    def stem_hint(self) -> str:
        """How to write the stem."""
        return str(_(STEM_HINTS[self.form.type]))

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """The kinds as pairs of value and words."""
        first = [] if self.form.kind else [("", str(_("请选择")))]
        return [*first, *((kind.value, kind_name(kind)) for kind in Kind)]

    @property
    def difficulties(self) -> list[tuple[str, str]]:
        """The difficulties as pairs of value and words."""
        return [(str(level), str(_(words))) for level, words in enumerate(DIFFICULTIES, start=1)]

    @property
    def buttons(self) -> tuple[Button, ...]:
        """How the form may be ended, the main way first, the least consequential last."""
        status = self.loaded.row.status if self.loaded else None
        return tuple(
            Button(value, str(_(words))) for value, words in endings(status, self._author_id)
        )

    @property
    def needs_another(self) -> bool:
        """Whether somebody else has to sign what is written here."""
        return needs_another(self._author_id)

    @property
    def _author_id(self) -> int | None:
        author_id: int | None = current_user.person_id
        return self.loaded.row.author_id if self.loaded else author_id


def endings(status: Status | None, author_id: int | None) -> list[tuple[str, str]]:
    """Return how this trainer may end the form of a question with *status* (`None`: new)."""
    publish, review = ("publish", mark("保存并发布")), ("review", mark("保存并提交复核"))
    save = ("save", mark("存为草稿") if status is None else mark("保存"))
    if status is Status.PUBLISHED:
        sign = [("publish", mark("保存并签发"))] if may_sign(author_id) else []
        keep = [("save", mark("保存，暂不签发")), ("review", mark("保存，退回复核"))]
        return [*sign, *keep] if is_reviewer() else [review]
    is_draft = status in {None, Status.DRAFT}
    may_publish = may_sign(author_id) and status is not Status.RETIRED
    return [*([publish] if may_publish else []), *([review] if is_draft else []), save]


def editor_for(
    form: QuestionForm,
    loaded: Loaded | None = None,
    *,
    problems: Sequence[Problem] = (),
    conflict: tuple[Change, ...] | None = None,
    proof: Proof | None = None,
) -> Editor:
    """
    Return the page of *form*, checked as it stands, with a row for each blank.

    Args:
        form: As typed.
        loaded: The stored question; `None` for a new one.
        problems: What is wrong with it.
        conflict: What somebody else changed meanwhile.
        proof: What its source names, if that is known already.
    """
    fitted = with_rows_for_blanks(form)
    item = typed_item(fitted, loaded)
    proof = proof or proof_of(form, loaded)
    similar, documents = _from_the_bank(item, loaded)
    return Editor(
        form=fitted,
        item=item,
        found=() if is_empty(item) else check(item, proof.source if proof else None),
        similar=similar,
        loaded=loaded,
        problems=problems,
        conflict=conflict,
        parts_changed=len(fitted.blanks) != len(form.blanks),
        proof=proof,
        documents=documents,
    )


def is_empty(item: Item) -> bool:
    """Tell whether a stem has nothing but what a new form puts there."""
    return not item.stem.replace(GAP, "").strip(" \u3000。_")


def typed_item(form: QuestionForm, loaded: Loaded | None) -> Item:
    """Return the item that *form* describes; a stored one keeps how it was made."""
    if loaded is None:
        return item_of(form)
    return item_of(form, loaded.item.form, loaded.row.last_part_number)


def editor_page(editor: Editor, *, block: str = "editor", status: int = 200) -> Response:
    """Answer with the page, or with what htmx asked of it."""
    return fragments.page("trainer/edit.html", block=block, status=status, editor=editor)


def _from_the_bank(
    item: Item, loaded: Loaded | None
) -> tuple[tuple[Similar, ...], tuple[tuple[str, str], ...]]:
    """Return questions much like this one, and the texts that a source may stand in."""
    but = loaded.row.id if loaded else None
    with reader() as session:
        found = workbench.similar_questions(session, item.stem, but=but)
        titles = workbench.document_titles(session)
    similar = tuple(Similar(each.id, each.stem.replace("**", ""), each.likeness) for each in found)
    return similar, tuple((str(number), title) for number, title in titles)
