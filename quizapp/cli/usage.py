"""Word what click says of a command that was written wrongly."""

from __future__ import annotations

from collections.abc import Callable

import click

from question_bank.errors import QuestionBankError
from quizapp.messages import wording_of_error


def wording_of_usage(error: click.UsageError, gettext: Callable[[str], str]) -> str:
    """Return one sentence for *error*."""
    return wording_of_error(_as_ours(error), gettext)


def _as_ours(error: click.UsageError) -> QuestionBankError:  # noqa: PLR0911 -- a table of cases
    match error:
        case click.NoSuchOption():
            return QuestionBankError("command.no_option", option=error.option_name)
        case click.MissingParameter():
            return QuestionBankError("command.missing", parameter=_name_of(error.param))
        case click.BadParameter():
            return QuestionBankError(
                "command.bad_value", parameter=_name_of(error.param), reason=error.message
            )
        case click.NoSuchCommand():
            return QuestionBankError("command.no_command", command=error.command_name)
        case _:
            return QuestionBankError("command.usage", reason=error.format_message())


def _name_of(parameter: click.Parameter | None) -> str:
    if parameter is None:
        return ""
    if isinstance(parameter, click.Option):
        return max(parameter.opts, key=len)
    return parameter.make_metavar(click.Context(click.Command("quizapp")))
