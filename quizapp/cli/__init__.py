"""
The commands of ``quizapp``, each in a module that is loaded when it runs.

Errors end in one sentence on standard error and a status other than 0: 1 for
what went wrong, 2 for a command that was written wrongly, 130 when interrupted.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Mapping, Sequence

import click

from question_bank.errors import QuestionBankError
from quizapp.cli.group import Commands
from quizapp.cli.shell import Shell
from quizapp.cli.usage import wording_of_usage
from quizapp.languages import mark

FAILED, MISUSED, INTERRUPTED = 1, 2, 130


def run(arguments: Sequence[str], environ: Mapping[str, str] = os.environ) -> int:
    """Run the command in *arguments*; return the status to leave with."""
    _speak_utf8()
    shell = Shell.from_environment(environ)
    try:
        return _run(shell, arguments)
    except click.UsageError as error:
        return _complain(shell, wording_of_usage(error, shell.gettext), MISUSED)
    except QuestionBankError as error:
        return _complain(shell, shell.wording_of(error), FAILED)
    except (click.Abort, KeyboardInterrupt):
        return _complain(shell, shell.say("command.interrupted"), INTERRUPTED)


def _run(shell: Shell, arguments: Sequence[str]) -> int:
    group = Commands(help=shell.gettext(mark("履职学堂：把讲话和法律变成题库、测验和卡片。")))
    try:
        # Without arguments click would count the help as a mistake.
        status = group.main(
            list(arguments) or ["--help"], "quizapp", standalone_mode=False, obj=shell
        )
    except BrokenPipeError:
        # The reader, such as `head`, has enough: nothing to say, nothing left to flush.
        sys.stdout = io.StringIO()
        return FAILED
    return status if isinstance(status, int) else 0


def _complain(shell: Shell, sentence: str, status: int) -> int:
    shell.complain(sentence)
    return status


def _speak_utf8() -> None:
    """Write UTF-8 whatever the console's code page, and line ends as they are."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
