"""Every error is a page that says what to do, with a fitting status, in both languages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask, abort
from sqlalchemy import func, select

from question_bank.errors import (
    ConflictError,
    InvalidInputError,
    NotFoundError,
    QuestionBankError,
    StorageError,
    UnreadableDocumentError,
)
from question_bank.storage.database import Database
from question_bank.storage.models import Person
from quizapp.config import Settings
from quizapp.messages import STATUSES
from tests.quizapp.conftest import HTMX, Visitor, put_together

Break = Callable[[Exception | int], str]


@pytest.fixture(scope="module")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """A site with a page that fails as `breaks` says."""
    app = put_together(tmp_path_factory)

    @app.get("/broken", endpoint="broken")
    def broken() -> str:
        problem: Exception | int = app.extensions["problem"]
        if isinstance(problem, int):
            abort(problem)
        raise problem

    return app


@pytest.fixture
def breaks(app: Flask) -> Break:
    """Return a function that lets a page of the site fail, and its address."""

    def fail(problem: Exception | int) -> str:
        app.extensions["problem"] = problem
        return "/broken"

    return fail


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (NotFoundError("document.not_found", id=7), 404, "没有编号为 7 的文件"),
        (ConflictError("question.changed_meanwhile", id=7), 409, "别人刚刚改过第 7 题"),
        (InvalidInputError("item.no_stem"), 422, "题干不能是空的"),
        (UnreadableDocumentError("document.empty", name="a<b>.txt"), 422, "a&lt;b&gt;.txt 是空的"),
        (StorageError("database.busy"), 503, "题库正忙"),
        (QuestionBankError("export.nothing_to_export", refused=0), 422, "没有可以导出的题"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_an_error_of_the_bank_is_a_page_in_its_own_words(
    breaks: Break, visitor: Visitor, error: Exception, status: int, words: str
) -> None:
    answer = visitor.get(breaks(error))

    assert answer.status_code == status
    assert words in answer.text
    assert "<html" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("status", STATUSES)
def test_an_http_error_is_a_page_with_advice(breaks: Break, visitor: Visitor, status: int) -> None:
    answer = visitor.get(breaks(status))

    assert answer.status_code == status
    assert STATUSES[status][1] in answer.text


@pytest.mark.parametrize("status", STATUSES)
def test_in_english_no_chinese_is_left_but_names(
    breaks: Break, visitor: Visitor, status: int
) -> None:
    visitor.client.set_cookie("preferences", "language=en")

    answer = visitor.get(breaks(status))

    assert 'lang="en"' in answer.text
    assert STATUSES[status][0] not in answer.text
    assert STATUSES[status][1] not in answer.text


def test_htmx_gets_a_toast_and_keeps_its_page(breaks: Break, visitor: Visitor) -> None:
    answer = visitor.get(breaks(InvalidInputError("item.no_stem")), htmx=True)

    assert answer.status_code == 422
    assert "题干不能是空的" in answer.text
    assert "<html" not in answer.text
    assert answer.headers["HX-Retarget"] == "#toasts"
    assert answer.headers["HX-Reswap"] == "beforeend"


def test_an_unforeseen_error_is_a_kind_page(
    app: Flask, breaks: Break, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", value=False)
    secret = "the inner life of the program"

    answer = visitor.get(breaks(ZeroDivisionError(secret)))

    assert answer.status_code == 500
    assert "网站出了问题" in answer.text
    assert secret not in answer.text


@pytest.mark.parametrize(
    "address",
    [
        "/no-such-page",
        "/account/link/" + "x" * 5000,
        "/account/link/%00",
        "/%ff%fe",
        "/..%2f..%2fetc%2fpasswd",
        "/assets/x/..%2f..%2fpyproject.toml",
    ],
)
def test_an_address_that_is_none_is_a_404(visitor: Visitor, address: str) -> None:
    answer = visitor.get(address)

    assert answer.status_code == 404
    assert "<html" in answer.text


def test_a_wrong_method_says_which_are_right(visitor: Visitor) -> None:
    answer = visitor.get("/account/sign-out")

    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]
    assert "请从首页进入" in answer.text


@pytest.mark.parametrize("token", [{}, {"csrf_token": ""}, {"csrf_token": "forged"}])
def test_a_form_without_a_good_token_changes_nothing(
    visitor: Visitor, database: Database, token: dict[str, str]
) -> None:
    visitor.get("/preferences")

    answer = visitor.client.post("/preferences", data={"text": "elder", **token})

    assert answer.status_code == 400
    assert "页面放得太久了" in answer.text
    assert "刷新后再提交" in answer.text
    assert "Set-Cookie" not in answer.headers or "elder" not in answer.headers["Set-Cookie"]
    with database.reader() as session:
        assert session.scalar(select(func.count()).select_from(Person)) == 0


def test_a_token_of_another_session_is_refused(app: Flask, visitor: Visitor) -> None:
    other = Visitor(app.test_client())

    answer = visitor.client.post("/preferences", data={"csrf_token": other.token()})

    assert answer.status_code == 400


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["browser", "htmx"])
def test_a_paste_of_five_megabytes_is_too_large(visitor: Visitor, headers: dict[str, str]) -> None:
    form = {"csrf_token": visitor.token(), "username": "人" * 5_000_000}

    answer = visitor.client.post("/account/sign-in", data=form, headers=headers)

    assert answer.status_code == 413
    assert "内容太多" in answer.text or "请缩短文字" in answer.text


def test_a_form_with_thousands_of_fields_is_too_large(visitor: Visitor) -> None:
    fields = {f"field-{number}": "x" for number in range(3000)}

    answer = visitor.client.post(
        "/preferences",
        data={"csrf_token": visitor.token(), **fields},
        content_type="multipart/form-data",
    )

    assert answer.status_code == 413


@pytest.mark.parametrize("htmx", [False, True])
@pytest.mark.parametrize("address", ["/", "/cards", "/decks"])
def test_a_bank_without_tables_is_one_sentence_on_the_pages_that_read_it(
    app: Flask, visitor: Visitor, settings: Settings, address: str, *, htmx: bool
) -> None:
    app.extensions["quizapp.database"].close()
    for file in settings.instance.glob("quizapp.db*"):
        file.unlink()

    answer = visitor.get(address, htmx=htmx)

    assert answer.status_code == 503
    assert "题库的数据表还没有更新到这个版本，请运行 quizapp setup。" in answer.text


def test_a_file_that_is_no_bank_is_one_sentence(visitor: Visitor, settings: Settings) -> None:
    (settings.instance / "quizapp.db").write_bytes(b"no bank" * 1000)

    answer = visitor.get("/")

    assert answer.status_code == 503
    assert "已损坏，请用 quizapp restore 恢复最近的备份。" in answer.text
