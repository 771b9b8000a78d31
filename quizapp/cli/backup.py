"""``quizapp backup``: a copy of the bank while the site runs."""

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
    "backup",
    cls=Command,
    help=mark("把 SQLite 题库完整地备份到文件，网站运行时也可以；PostgreSQL 请用 pg_dump。"),
)
@click.argument("file", metavar="FILE")
@click.option("--force", is_flag=True, help=mark("覆盖已有的文件"))
@click.pass_obj
def command(shell: Shell, file: str, *, force: bool) -> None:
    """Write a checked copy of the bank."""
    target = Path(file)
    if target.exists() and not force:
        raise ConflictError("file.exists", name=file)
    with closing(Database(shell.settings.database_url)) as database:
        database.backup(target)
    size = target.stat().st_size / 1_000_000
    shell.tell(mark("已备份到 %(file)s，%(size).1f MB。"), file=file, size=size)
