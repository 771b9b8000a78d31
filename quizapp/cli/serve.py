"""``quizapp serve``: the site, until it is interrupted."""

from __future__ import annotations

import click

from quizapp.cli.bank import opened
from quizapp.cli.group import Command
from quizapp.cli.shell import Shell
from quizapp.languages import mark
from quizapp.security import kept_secret_key
from quizapp.serving import check_address, serve


@click.command(
    "serve", cls=Command, help=mark("启动网站，按 Ctrl-C 停止。先运行一次 quizapp setup。")
)
@click.option("--setup", "with_setup", is_flag=True, help=mark("启动前先做 quizapp setup 的事"))
@click.pass_obj
def command(shell: Shell, *, with_setup: bool) -> None:
    """Serve the site."""
    settings = shell.settings
    check_address(settings.host, settings.port)
    if with_setup:
        # Its modules are slow to load, and not needed without the option.
        from quizapp.cli.setup import prepare  # noqa: PLC0415

        prepare(shell, settings)
    with opened(settings):
        pass  # Its state was checked; the worker opens it for itself.
    if not settings.secret_key:
        kept_secret_key(settings.instance)
    shell.tell(mark("网站在 %(url)s ，按 Ctrl-C 停止。"), url=settings.public_url)
    serve(settings)
