"""What the page of import and export offers, and what was chosen of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from question_bank.export.exchange.values import Format
from question_bank.keypoints.values import Kind
from question_bank.questions.values import ItemType
from question_bank.storage import workbench
from question_bank.storage.listing import QuestionFilter
from question_bank.storage.models.values import Status
from quizapp.database import reader
from quizapp.languages import mark
from quizapp.names import kind_name, type_name
from quizapp.trainer.filters import STATUSES, Pair, number_in

#: Formats to take out, with what each is good for.
FORMATS: Final[Mapping[Format, str]] = {
    Format.EXCEL: mark("Excel：核对、修改，改好可以再导入"),
    Format.JSON: mark("JSON：整个题库，什么也不丢，适合搬家和存档"),
    Format.MOODLE: mark("Moodle XML：导入 Moodle，填空、反馈、标签都在"),
    Format.GIFT: mark("GIFT：Moodle 的纯文本格式，多空的填空题写不了"),
    Format.QTI: mark("QTI 2.1：其他学习平台通用的题目包"),
    Format.ANKI_TEXT: mark("Anki 文本：已有我们牌组的人更新用，只含已发布的题"),
}


@dataclass(frozen=True, slots=True)
class ExchangeChoice:
    """
    The page.

    Attributes:
        import_problem: Why nothing was read, in a sentence.
        export_problem: Why there is no file, in a sentence.
        text: What had been pasted.
    """

    formats: list[Pair]
    kinds: list[Pair]
    types: list[Pair]
    statuses: list[Pair]
    documents: list[Pair]
    chosen_format: str
    chosen: QuestionFilter
    import_problem: str = ""
    export_problem: str = ""
    text: str = ""


def exchange_choice(
    sent: MultiDict[str, str] | None = None,
    import_problem: str = "",
    export_problem: str = "",
) -> ExchangeChoice:
    """Return the page, with what was *sent* before still chosen."""
    said: MultiDict[str, str] = MultiDict() if sent is None else sent
    with reader() as session:
        titles = [(str(id_), title) for id_, title in workbench.document_titles(session)]
    return ExchangeChoice(
        formats=[(each.value, str(_(words))) for each, words in FORMATS.items()],
        kinds=[(kind.value, kind_name(kind)) for kind in Kind],
        types=[(each.value, type_name(each)) for each in ItemType],
        statuses=[(status.value, str(_(words))) for status, words in STATUSES.items()],
        documents=[("", str(_("全部文件"))), *titles],
        chosen_format=format_sent(said).value,
        chosen=filter_sent(said),
        import_problem=import_problem,
        export_problem=export_problem,
        text=said.get("text", ""),
    )


def format_sent(sent: MultiDict[str, str]) -> Format:
    """Return the format chosen; Excel where none was."""
    return next((each for each in FORMATS if each.value == sent.get("format")), Format.EXCEL)


def filter_sent(sent: MultiDict[str, str]) -> QuestionFilter:
    """Return which questions were chosen; what makes no sense is left out."""
    document = number_in(sent.get("document", ""))
    return QuestionFilter(
        kinds=tuple(kind for kind in Kind if kind.value in sent.getlist("kind")),
        types=tuple(each for each in ItemType if each.value in sent.getlist("type")),
        statuses=tuple(each for each in Status if each.value in sent.getlist("status")),
        document_id=int(document) if document else None,
    )
