"""What every command is given: the environment, the language, the settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from question_bank.errors import QuestionBankError
from quizapp.languages import language_of_commands, mark, speaker
from quizapp.messages import wording_of_error

if TYPE_CHECKING:
    from quizapp.config import Settings


@dataclass(frozen=True, slots=True)
class Shell:
    """
    The surroundings of a command.

    Attributes:
        environ: The environment variables.
        language: zh or en.
        gettext: Turns a source sentence into that language.
    """

    environ: Mapping[str, str]
    language: str
    gettext: Callable[[str], str]

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Shell:
        """Choose the language by *environ*."""
        language = language_of_commands(environ)
        return cls(environ, language, speaker(language))

    @property
    def settings(self) -> Settings:
        """
        The settings, read when a command needs them.

        Raises:
            InvalidInputError: If a variable has a value that makes no sense.
        """
        from quizapp.config import Settings  # noqa: PLC0415 -- help needs no settings

        return Settings.from_environment(self.environ)

    def wording_of(self, error: QuestionBankError) -> str:
        """Say *error* in one sentence."""
        return wording_of_error(error, self.gettext)

    def say(self, message_id: str, **parameters: str | int) -> str:
        """Return the sentence called *message_id*."""
        return self.wording_of(QuestionBankError(message_id, **parameters))

    def tell(self, sentence: str, **parameters: str | int | float) -> None:
        """Show a marked source *sentence* of progress on standard error."""
        click.echo(self.gettext(sentence) % parameters, err=True)

    def complain(self, sentence: str) -> None:
        """Show what went wrong, in the reader's language, on standard error."""
        click.echo(self.gettext(mark("错误：")) + sentence, err=True)
