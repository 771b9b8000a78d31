"""``quizapp work``: do what takes longer than a click."""

from __future__ import annotations

import click

from quizapp.cli.bank import opened
from quizapp.cli.group import Command
from quizapp.cli.shell import Shell
from quizapp.languages import mark


@click.command(
    "work",
    cls=Command,
    help=mark(
        "做网站交代的任务（读文件、出题），按 Ctrl-C 停止。"
        "quizapp serve 自己会带一个；几台机器分工时才单独运行。"
    ),
)
@click.option("--until-closed", is_flag=True, hidden=True)
@click.pass_obj
def command(shell: Shell, *, until_closed: bool) -> None:
    """Do jobs until interrupted."""
    settings = shell.settings
    with opened(settings):
        pass  # Its state was checked; the runner opens it for itself.
    # Its modules load the generator.
    from quizapp.jobs.runner import work  # noqa: PLC0415

    work(settings, until_closed=until_closed)
