"""``quizapp version``."""

from __future__ import annotations

import sys
from importlib.metadata import version

import click

from quizapp.cli.group import Command
from quizapp.languages import mark


@click.command("version", cls=Command, help=mark("显示版本。"))
def command() -> None:
    """Print the version of the program and of Python."""
    click.echo(f"quizapp {version('quizapp')} (Python {sys.version.split()[0]})")
