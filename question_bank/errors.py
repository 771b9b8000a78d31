"""
Every error the question bank raises on purpose.

An error carries a message id and its parameters; the site words it in the
reader's language. ``str(error)`` is for logs.
"""

from __future__ import annotations


class QuestionBankError(Exception):
    """
    Base of all errors here.

    Attributes:
        message_id: Names the sentence the site shows, such as ``document.empty``.
        parameters: What the sentence mentions: names, numbers, limits.
    """

    def __init__(self, message_id: str, **parameters: str | int) -> None:
        shown = ", ".join(f"{name}={value!r}" for name, value in sorted(parameters.items()))
        super().__init__(f"{message_id}({shown})")
        self.message_id = message_id
        self.parameters = parameters


class UnreadableDocumentError(QuestionBankError):
    """A file could not be turned into text; `message_id` says why."""


class NotFoundError(QuestionBankError):
    """Nothing has this number, name or address."""


class InvalidInputError(QuestionBankError):
    """Something typed or sent does not make sense; nothing was changed."""


class ConflictError(QuestionBankError):
    """Somebody else changed the same thing in between; nothing was changed."""


class StorageError(QuestionBankError):
    """The database cannot be opened, is too new, or refused a write."""
