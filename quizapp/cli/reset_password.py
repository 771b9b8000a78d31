"""``quizapp reset-password``: a link by which a trainer sets a new password."""

from __future__ import annotations

import click

from quizapp.cli.bank import opened
from quizapp.cli.group import Command
from quizapp.cli.links import is_local, link_to_reset
from quizapp.cli.shell import Shell
from quizapp.languages import mark


@click.command(
    "reset-password", cls=Command, help=mark("生成一次性链接，七天内有效，由本人打开并重设密码。")
)
@click.argument("username", metavar="USERNAME")
@click.pass_obj
def command(shell: Shell, username: str) -> None:
    """Print the link."""
    settings = shell.settings
    with opened(settings) as database, database.writer() as session:
        link = link_to_reset(session, settings, username)
        session.commit()
    click.echo(link)
    if is_local(settings):
        shell.tell(mark("这个链接只能在本机打开；给别人用请先设定 QUIZAPP_PUBLIC_URL。"))
