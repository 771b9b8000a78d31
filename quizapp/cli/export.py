"""``quizapp export``: the bank, or a part of it, in a format of exchange."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Final

import click

from question_bank.export.exchange.formats import FILE_TYPES, write_bank
from question_bank.export.exchange.values import Format
from question_bank.keypoints.values import Kind
from question_bank.questions.values import ItemType
from question_bank.storage.imports import record_export
from question_bank.storage.listing import QuestionFilter
from question_bank.storage.models.values import Status
from quizapp import system_clock
from quizapp.cli.bank import opened
from quizapp.cli.files import write_bytes
from quizapp.cli.group import Command
from quizapp.cli.shell import Shell
from quizapp.languages import mark

_FORMATS: Final = [each.value for each in FILE_TYPES] + [Format.ANKI_TEXT.value]


@click.command(
    "export",
    cls=Command,
    help=mark("把题库导出为 Excel、JSON、GIFT、Moodle XML、QTI 2.1 或 Anki 文本。"),
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(list(dict.fromkeys(_FORMATS))),
    required=True,
    help=mark("文件格式"),
)
@click.option("--out", required=True, metavar="FILE", help=mark("写到哪个文件，例如 题库.xlsx"))
@click.option(
    "--status",
    multiple=True,
    type=click.Choice([s.value for s in Status]),
    help=mark("只要这个状态的题，可以写几次"),
)
@click.option(
    "--type",
    "types",
    multiple=True,
    type=click.Choice([t.value for t in ItemType]),
    help=mark("只要这种题型，可以写几次"),
)
@click.option(
    "--kind",
    multiple=True,
    type=click.Choice([k.value for k in Kind]),
    help=mark("只要这类内容，可以写几次"),
)
@click.pass_obj
def command(
    shell: Shell,
    format_name: str,
    out: str,
    status: tuple[str, ...],
    types: tuple[str, ...],
    kind: tuple[str, ...],
) -> None:
    """Write the file, whole or not at all."""
    wanted = QuestionFilter(
        kinds=tuple(map(Kind, kind)),
        types=tuple(map(ItemType, types)),
        statuses=tuple(map(Status, status)),
    )
    now, file = system_clock(), BytesIO()
    with opened(shell.settings) as database:
        with database.reader() as session:
            written = write_bank(session, Format(format_name), wanted, file, now)
        write_bytes(Path(out), file.getvalue())
        with database.writer() as session:
            details: dict[str, str | int] = {"format": format_name, "written": written.written}
            record_export(session, by_id=None, details=details, now=now)
            session.commit()
    shell.tell(mark("已写出 %(count)s 题：%(file)s"), count=written.written, file=out)
    if written.left_out:
        shell.tell(mark("有 %(count)s 题这种格式写不了，没有写入。"), count=written.left_out)
