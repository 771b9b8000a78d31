"""``quizapp restore``: the bank as a backup has it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from question_bank.errors import ConflictError
from question_bank.storage.database import Database
from quizapp.cli.group import Command
from quizapp.cli.shell import Shell
from quizapp.languages import mark


@click.command(
    "restore", cls=Command, help=mark("用备份替换题库的全部内容，请先停下网站；现在的内容会丢失。")
)
@click.argument("file", metavar="FILE")
@click.option("--force", is_flag=True, help=mark("替换已有的题库"))
@click.pass_obj
def command(shell: Shell, file: str, *, force: bool) -> None:
    """Replace the bank by the copy in *file*, and bring its tables up to date."""
    with closing(Database(shell.settings.database_url)) as database:
        if database.file is not None and database.file.exists() and not force:
            raise ConflictError("file.exists", name=str(database.file))
        database.restore(Path(file))
        database.upgrade()
    shell.tell(mark("已用 %(file)s 恢复题库。"), file=file)
