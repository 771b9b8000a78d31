"""Papers to print: variants, keys and answer sheets as Word files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from random import SystemRandom
from typing import Final

from flask import Response, request, send_file, url_for
from flask_babel import gettext as _
from flask_login import current_user

from question_bank.errors import InvalidInputError
from question_bank.export.word_paper.answer_sheet import Holder, sheets_file
from question_bank.export.word_paper.bundle import File, bundle
from question_bank.export.word_paper.page import file_name
from question_bank.export.word_paper.paper import key_file, paper_file
from question_bank.export.word_paper.texts import number
from question_bank.export.word_paper.values import KeyPlace, PrintedPaper, Source, print_sections
from question_bank.practice.printing import VARIANTS, new_code, variant_layouts
from question_bank.storage import audiences, frozen, paper_sheets, papers, spare_sheets
from question_bank.storage.audit import Deed, record
from question_bank.storage.documents import get_version, text_of
from question_bank.storage.drawn import Drawn
from question_bank.storage.frozen import FrozenPaper
from question_bank.storage.models import Paper, PaperSheet, PaperVersion
from question_bank.storage.models.values import PaperState, ScoringRule
from question_bank.storage.texts import where_in
from quizapp import clock, fragments, office
from quizapp.database import Session, reader, writer
from quizapp.languages import mark
from quizapp.messages import wording_of_error
from quizapp.routing import row_number
from quizapp.trainer.papers_blueprint import is_link_local, public_address
from quizapp.trainer.papers_blueprint import papers as bp
from quizapp.trainer.papers_choices import SCORING_RULES
from quizapp.trainer.papers_keys import with_keys_in_force

KEY_PLACES: Final = {
    KeyPlace.NOWHERE: mark("不要答案"),
    KeyPlace.APART: mark("另成一个文件"),
    KeyPlace.AT_END: mark("放在卷末"),
    KeyPlace.AFTER_EACH: mark("放在每题后面"),
}
#: People whose sheets are made at once, and sheets of one file.
MOST_SHEETS: Final = 200
IN_A_FILE: Final = 50
MOST_BLANKS: Final = 50


#: Who writes the name by hand.
NOBODY: Final = paper_sheets.Addressee(0, "", "")


@dataclass(frozen=True, slots=True)
class PrintChoice:
    """
    What is to be printed.

    Attributes:
        variants: Names, at least one.
        group_id: Whose answer sheets are wanted; `None` for nobody's.
        blanks: Sheets without a name, besides.
    """

    variants: tuple[str, ...] = VARIANTS[:1]
    key: KeyPlace = KeyPlace.APART
    group_id: int | None = None
    blanks: int = 0


@bp.get("/<int:paper_id>/print", endpoint="printing")
def show(paper_id: int) -> Response:
    """Offer what can be printed of a frozen paper."""
    return _page(paper_id, PrintChoice())


@bp.post("/<int:paper_id>/print", endpoint="print_files")
def download(paper_id: int) -> Response:
    """Send what was chosen: one Word file, or several in an archive."""
    choice, now = _choice_sent(), clock.now()
    try:
        with writer() as session:
            paper = papers.get_paper(session, paper_id)
            papers.require_state(paper, PaperState.FROZEN)
            version = frozen.get_version(session, paper_id)
            printed, holders = _laid_out(session, paper, version, choice)
            details: dict[str, str | int] = {"variants": "".join(choice.variants)}
            details |= {"sheets": len(holders)} if holders else {}
            deed = Deed("paper.print", current_user.person_id, "paper", paper.id, details)
            record(session, deed, now)
            session.commit()
    except InvalidInputError as error:
        return _page(paper_id, choice, wording_of_error(error), 422)
    title = frozen.read_snapshot(version.snapshot).title
    file = bundle(_files(printed, holders, choice), file_name(title, extension="zip"), now)
    return send_file(
        BytesIO(file.content),
        mimetype=file.media_type,
        as_attachment=True,
        download_name=file.name,
    )


def _page(paper_id: int, choice: PrintChoice, problem: str = "", status: int = 200) -> Response:
    with reader() as session:
        paper = papers.get_paper(session, paper_id)
        groups = [(str(id_), name) for id_, name in audiences.list_groups(session)]
    return fragments.page(
        "trainer/paper_print.html",
        block="main",
        status=status,
        paper=paper,
        is_frozen=paper.state is PaperState.FROZEN,
        choice=choice,
        variants=[(str(count), _variants_in_words(count)) for count in range(1, 5)],
        keys=[(each.value, str(_(words))) for each, words in KEY_PLACES.items()],
        groups=[("", str(_("不印答题卡"))), *groups],
        most=MOST_SHEETS,
        most_blanks=MOST_BLANKS,
        is_link_local=is_link_local(),
        problem=problem,
    )


def _variants_in_words(count: int) -> str:
    if count == 1:
        return str(_("一种（按定稿的顺序）"))
    return str(_("%(names)s，题目和选项顺序不同", names="、".join(VARIANTS[:count])))


def _choice_sent() -> PrintChoice:
    """Return what was chosen; what makes no sense is as at first."""
    sent = request.form
    counts = {str(count): count for count in range(1, len(VARIANTS) + 1)}
    key = next((each for each in KeyPlace if each.value == sent.get("key")), KeyPlace.APART)
    names = VARIANTS[: counts.get(sent.get("variants", ""), 1)]
    blanks = min(row_number(sent.get("blanks", "")) or 0, MOST_BLANKS)
    return PrintChoice(names, key, row_number(sent.get("group", "")), blanks)


def _laid_out(
    session: Session, paper: Paper, version: PaperVersion, choice: PrintChoice
) -> tuple[dict[str, PrintedPaper], list[Holder]]:
    """Return the variants, and whose sheets; what is printed now is printed so for good."""
    now, rng = clock.now(), SystemRandom()
    described = frozen.read_snapshot(version.snapshot)
    layouts = variant_layouts(described, choice.variants)
    kept = paper_sheets.ensure_variants(session, version.id, layouts, lambda: new_code(rng), now)
    sources, marked = _sources(session, described), with_keys_in_force(session, version, described)
    several = len(choice.variants) > 1
    printed = {
        name: replace(
            _head_of(paper, described),
            variant=name if several else "",
            code=sheet.check_code,
            sections=print_sections(marked, _drawn(sheet), sources),
        )
        for name, sheet in kept.items()
    }
    named = _named(session, kept, choice.group_id)
    spares = spare_sheets.add_spares(session, kept, choice.blanks, lambda: new_code(rng), now)
    return printed, named + [_holder(NOBODY, sheet) for sheet in spares]


def _named(session: Session, kept: dict[str, PaperSheet], group_id: int | None) -> list[Holder]:
    """Return whose sheets are printed, with their numbers."""
    if group_id is None:
        return []
    now, rng = clock.now(), SystemRandom()
    people = paper_sheets.addressees(session, group_id, MOST_SHEETS + 1)
    if not people:
        raise InvalidInputError("sheet.nobody_in_group")
    if len(people) > MOST_SHEETS:
        raise InvalidInputError("sheet.too_many_people", most=MOST_SHEETS)
    ids = [each.person_id for each in people]
    sheets = paper_sheets.ensure_sheets(session, kept, ids, lambda: new_code(rng), now)
    return [_holder(each, sheets[each.person_id]) for each in people]


def _head_of(paper: Paper, described: FrozenPaper) -> PrintedPaper:
    scoring = SCORING_RULES[described.scoring_rule]
    if described.scoring_rule is ScoringRule.FIXED and described.part_points is not None:
        scoring += f"（每项{number(described.part_points)}分）"
    return PrintedPaper(
        title=described.title,
        variant="",
        code="",
        sections=(),
        office=office.current().name,
        instructions=described.instructions,
        scoring=scoring,
        minutes=paper.time_limit_seconds // 60 if paper.time_limit_seconds else None,
    )


def _sources(session: Session, described: FrozenPaper) -> dict[int, Source]:
    """Return where each question stands in its document, in words, by question."""
    titles = frozen.titles_asked(session, described)
    texts, found = {}, {}
    for each in described.questions:
        if each.source is None:
            continue
        version_id = each.source["document_version_id"]
        if version_id not in texts:
            texts[version_id] = text_of(get_version(session, version_id))
        place = where_in(texts[version_id], each.source["start"])
        title = titles[each.question_id]
        found[each.question_id] = Source(place, each.source["quote"], title)
    return found


def _drawn(sheet: PaperSheet) -> list[Drawn]:
    return [Drawn.from_data(each) for each in sheet.layout]


def _holder(person: paper_sheets.Addressee, sheet: PaperSheet) -> Holder:
    code = sheet.check_code
    # A code that leads to this very machine would lead a phone nowhere.
    link = code if is_link_local() else public_address(url_for("papers.enter", code=code))
    return Holder(person.name, person.group, sheet.variant, code, link)


def _files(
    printed: dict[str, PrintedPaper], holders: Sequence[Holder], choice: PrintChoice
) -> list[File]:
    now = clock.now()
    files = []
    for paper in printed.values():
        name = f"（{paper.variant}卷）" if paper.variant else ""
        files.append(File(file_name(paper.title, name), paper_file(paper, choice.key, now)))
        if choice.key is KeyPlace.APART:
            key = key_file(paper, now)
            files.append(File(file_name(paper.title, f"{name}参考答案及解析"), key))
    for start in range(0, len(holders), IN_A_FILE):
        part = holders[start : start + IN_A_FILE]
        title = next(iter(printed.values())).title
        name = f" 答题卡{start + 1}-{start + len(part)}"
        files.append(File(file_name(title, name), sheets_file(printed, part, now)))
    return files
