"""Turn errors into pages that say what to do next. The only place that knows both."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from flask import Flask, Response, current_app, make_response
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError, TooManyRequests

from question_bank.errors import (
    ConflictError,
    InvalidInputError,
    NotFoundError,
    QuestionBankError,
    StorageError,
    UnreadableDocumentError,
)
from quizapp import fragments, messages, security

#: Where a toast goes when htmx asked for something that failed.
TOASTS: Final = "#toasts"
STATUSES: Final[dict[type[QuestionBankError], int]] = {
    NotFoundError: 404,
    ConflictError: 409,
    InvalidInputError: 422,
    UnreadableDocumentError: 422,
    StorageError: 503,
    QuestionBankError: 422,
}


@dataclass(frozen=True, slots=True)
class Problem:
    """
    What a page says of an error.

    Attributes:
        status: HTTP status, 400 or above.
        title: What happened, in a few words.
        message: What happened or what to do, in a sentence.
    """

    status: int
    title: str
    message: str


def init_app(app: Flask) -> None:
    """Register the handlers."""
    app.register_error_handler(QuestionBankError, _of_the_bank)
    app.register_error_handler(CSRFError, _of_an_old_form)
    app.register_error_handler(HTTPException, _of_http)
    app.register_error_handler(InternalServerError, _of_http)


def status_of(error: QuestionBankError) -> int:
    """Return the HTTP status for *error*."""
    return next(STATUSES[kind] for kind in type(error).__mro__ if kind in STATUSES)


def _of_the_bank(error: QuestionBankError) -> Response:
    status = status_of(error)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        current_app.logger.error("%s", error, exc_info=error)
    title, _advice = messages.wording_of_status(status)
    return _answer(Problem(status, title, messages.wording_of_error(error)))


def _of_an_old_form(_error: CSRFError) -> Response:
    return _answer(Problem(400, *messages.wording_of_old_form()))


def _of_http(error: HTTPException) -> Response:
    if error.response is not None or error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return make_response(error.get_response())
    response = _answer(Problem(error.code, *messages.wording_of_status(error.code)))
    if isinstance(error, TooManyRequests):
        response.headers["Retry-After"] = str(security.seconds_to_wait())
    # Such as Allow of a 405.
    for name, value in error.get_headers():
        if name.lower() not in {"content-type", "content-length"}:
            response.headers[name] = value
    return response


def _answer(problem: Problem) -> Response:
    response = fragments.page(
        "errors/error.html", block="toast", status=problem.status, problem=problem
    )
    response.headers["Cache-Control"] = "no-store"
    if fragments.wants_fragment():
        fragments.retarget(response, TOASTS, "beforeend")
    return response
