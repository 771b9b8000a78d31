from __future__ import annotations

import io
import zipfile

import pytest

from tests.quizapp.learner.conftest import Deputy

WECHAT = {"User-Agent": "Mozilla/5.0 (Linux; Android 10) MicroMessenger/8.0.40"}


def test_the_page_says_what_an_update_does_not_do(deputy: Deputy) -> None:
    page = deputy.visitor.get("/decks").text

    assert "已经撤下的题，会留在您的 Anki 里" in page
    assert "学习进度不会丢" in page
    assert "在浏览器打开" not in page


def test_a_deck_comes_as_a_file_of_its_own(deputy: Deputy) -> None:
    answer = deputy.visitor.get("/decks/deck.apkg?kind=duty&type=single&type_in=yes")

    assert answer.status_code == 200
    assert answer.mimetype == "application/apkg"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "2026-03-02.apkg" in answer.headers["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.data)) as deck:
        assert "collection.anki2" in deck.namelist()


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("kind=obligation&type=single", "这些条件下没有题目"),
        ("document=999", "这些条件下没有题目"),
        ("kind=nonsense", "请在列出的选项里选。"),
        ("document=99999999999999999999", "没有这份文件"),
    ],
)
def test_what_cannot_be_downloaded_is_said(deputy: Deputy, query: str, sentence: str) -> None:
    answer = deputy.visitor.get(f"/decks/deck.apkg?{query}")

    assert answer.status_code == 422
    assert sentence in answer.text


def test_wechat_is_told_to_open_a_browser(deputy: Deputy) -> None:
    page = deputy.visitor.client.get("/decks", headers=WECHAT).text

    assert "在浏览器打开" in page
    assert "http://127.0.0.1:8000/decks" in page
    assert "/decks/qr.svg" in page


def test_the_code_for_another_device_is_a_picture(deputy: Deputy) -> None:
    answer = deputy.visitor.get("/decks/qr.svg")

    assert answer.mimetype == "image/svg+xml"
    assert answer.text.startswith("<svg")
