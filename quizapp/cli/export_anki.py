"""``quizapp export-anki``: the published questions as a deck."""

from __future__ import annotations

from pathlib import Path

import click

from question_bank.export.anki import DeckOptions, write_deck
from question_bank.export.notes import notes_for_export
from question_bank.storage.listing import QuestionFilter
from quizapp import system_clock
from quizapp.cli.bank import opened
from quizapp.cli.group import Command
from quizapp.cli.shell import Shell
from quizapp.languages import mark


@click.command(
    "export-anki",
    cls=Command,
    help=mark("把已发布的题导出为 Anki 牌组；以后再导入新版不会打乱学习进度。"),
)
@click.option("--out", required=True, metavar="FILE", help=mark("写到哪个文件，例如 履职学堂.apkg"))
@click.pass_obj
def command(shell: Shell, out: str) -> None:
    """Write the deck."""
    settings = shell.settings
    options = DeckOptions(root=settings.office) if settings.office else DeckOptions()
    with opened(settings) as database, database.reader() as session:
        found = notes_for_export(session, QuestionFilter())
        report = write_deck(found, Path(out), options=options, now=system_clock())
    shell.tell(
        mark("已写出 %(notes)s 题、%(cards)s 张卡片：%(file)s"),
        notes=report.notes,
        cards=report.cards,
        file=out,
    )
    if report.refused:
        shell.tell(mark("有 %(count)s 题不适合做卡片，没有写入。"), count=len(report.refused))
