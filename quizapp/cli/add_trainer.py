"""``quizapp add-trainer``: a link by which a trainer makes an account."""

from __future__ import annotations

import click

from question_bank.storage.models.values import Role
from quizapp.cli.bank import opened
from quizapp.cli.group import Command
from quizapp.cli.links import is_local, link_for_trainer
from quizapp.cli.shell import Shell
from quizapp.languages import mark


@click.command(
    "add-trainer",
    cls=Command,
    help=mark("为培训人员生成一次性注册链接，七天内有效，由本人打开并设定用户名和密码。"),
)
@click.option(
    "--role",
    type=click.Choice([Role.AUTHOR.value, Role.REVIEWER.value, Role.ADMIN.value]),
    default=Role.AUTHOR.value,
    help=mark("author 出题，reviewer 还能签发，admin 还能管理人员"),
)
@click.pass_obj
def command(shell: Shell, role: str) -> None:
    """Print the link."""
    settings = shell.settings
    with opened(settings) as database, database.writer() as session:
        link = link_for_trainer(session, settings, Role(role))
        session.commit()
    click.echo(link)
    if is_local(settings):
        shell.tell(mark("这个链接只能在本机打开；给别人用请先设定 QUIZAPP_PUBLIC_URL。"))
