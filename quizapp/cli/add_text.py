"""``quizapp add-text``: files in, questions in the bank that wait for a trainer."""

from __future__ import annotations

from pathlib import PurePath

import click

from question_bank.errors import InvalidInputError, UnreadableDocumentError
from quizapp.cli import FAILED
from quizapp.cli.bank import opened
from quizapp.cli.files import read_bytes
from quizapp.cli.group import Command
from quizapp.cli.shell import Shell
from quizapp.cli.texts import SourceFile, Texts
from quizapp.languages import mark


@click.command(
    "add-text",
    cls=Command,
    help=mark(
        "由文件出题并存入题库，网站运行时也可以；能读 txt、md、html、docx、pdf。"
        "新题先待审，由培训人员发布。"
    ),
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--title", default="", metavar="TEXT", help=mark("文件的标题，一次只加一个文件时可用")
)
@click.option("--publish", is_flag=True, help=mark("没有疑问的题直接发布，标明“未经签发”"))
@click.pass_obj
def command(shell: Shell, files: tuple[str, ...], title: str, *, publish: bool) -> int:
    """Add each file; return the status to leave with."""
    if title and len(files) > 1:
        raise click.UsageError(shell.gettext(mark("--title 只能用于一个文件。")))
    settings = shell.settings
    with opened(settings) as database:
        texts = Texts(shell, database, settings.instance / "cache", publish=publish)
        added = [_add(shell, texts, name, title) for name in files]
    if not publish and any(created for created in added):
        shell.tell(mark("新题都在待审，请登录网站后审阅、发布。"))
    return FAILED if None in added else 0


def _add(shell: Shell, texts: Texts, name: str, title: str) -> int | None:
    """Add one file and return the number of new questions; say why and return `None` if bad."""
    try:
        source = _source(name, title)
        if texts.is_up_to_date(source):
            shell.tell(mark("%(name)s：这个文件已经在题库里。"), name=source.name)
            return 0
        words = shell.gettext(mark("由 %(name)s 出题")) % {"name": source.name}
        return texts.add(source, words).created
    except (InvalidInputError, UnreadableDocumentError) as error:
        # The other files are good all the same.
        shell.complain(shell.wording_of(error))
        return None


def _source(name: str, title: str) -> SourceFile:
    return SourceFile(
        read_bytes(name), _storable(PurePath(name).name), " ".join(_storable(title).split())
    )


def _storable(argument: str) -> str:
    """Return *argument* without the stand-ins for bytes that are no UTF-8."""
    return argument.encode(errors="replace").decode()
