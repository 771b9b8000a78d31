from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp import preferences
from quizapp.preferences import Preferences
from tests.quizapp.conftest import Visitor


@pytest.mark.parametrize(
    ("name", "value"), [(n, v) for n, values in preferences.CHOICES.items() for v in values]
)
def test_each_choice_is_kept_and_shown(visitor: Visitor, name: str, value: str) -> None:
    answer = visitor.post("/preferences", {name: value, "next": "/preferences"})
    page = visitor.get("/preferences").text

    assert answer.status_code == 303
    shown = {"zh": "zh-Hans"}.get(value, value)
    attribute = {"language": "lang"}.get(name, f"data-{name}")
    assert f'{attribute}="{shown}"' in page


def test_the_other_choices_stay(visitor: Visitor) -> None:
    visitor.post("/preferences", {"text": "elder"})
    visitor.post("/preferences", {"theme": "dark"})

    page = visitor.get("/preferences").text

    assert 'data-text="elder"' in page
    assert 'data-theme="dark"' in page


@pytest.mark.parametrize("value", ["", "huge", '"><script>', "标准"])
def test_an_unknown_value_changes_nothing(visitor: Visitor, value: str) -> None:
    visitor.post("/preferences", {"text": "large"})
    visitor.post("/preferences", {"text": value})

    assert 'data-text="large"' in visitor.get("/preferences").text


def test_htmx_loads_the_page_anew(visitor: Visitor) -> None:
    answer = visitor.post("/preferences", {"text": "large", "next": "/"}, htmx=True)

    assert answer.headers["HX-Redirect"] == "/"


def test_the_page_has_english_words(visitor: Visitor) -> None:
    visitor.post("/preferences", {"language": "en"})

    assert '<html lang="en"' in visitor.get("/preferences").text


@pytest.mark.parametrize(
    "path",
    [
        "",
        "practice",
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "/\tevil",
        "/a\nb",
        "///evil.example",
    ],
)
def test_only_paths_of_this_site_are_followed(path: str) -> None:
    assert preferences.safe_path(path, "/home") == "/home"


@pytest.mark.parametrize("path", ["/", "/practice?kind=duty&page=2", "/文件"])
def test_paths_of_this_site_are_followed(path: str) -> None:
    assert preferences.safe_path(path, "/home") == path


@given(st.text())
def test_any_cookie_can_be_read(cookie: str) -> None:
    chosen = preferences.from_cookie(cookie)

    for name, values in preferences.CHOICES.items():
        assert getattr(chosen, name) in values


@given(st.builds(Preferences, **{n: st.sampled_from(v) for n, v in preferences.CHOICES.items()}))
def test_what_is_written_is_read_back(chosen: Preferences) -> None:
    assert preferences.from_cookie(preferences.to_cookie(chosen)) == chosen
