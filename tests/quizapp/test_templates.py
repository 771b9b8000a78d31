"""Every template parses, has a title, and keeps to the rules of docs/design.md."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from flask import Flask

from quizapp import assets
from tests.quizapp.conftest import Visitor

FOLDER = assets.folder("templates")
TEMPLATES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.html"))
ICONS = set(
    re.findall(r'<symbol id="([\w-]+)"', (assets.folder("static") / "img/icons.svg").read_text())
)
LONGEST = 90  # lines
FORBIDDEN = {
    "inline style": r"<style\b|\sstyle=",
    "inline script": r"<script(?![^>]*\ssrc=)|\son[a-z]+=|\shx-on|javascript:",
    "unescaped text": r"\|\s*safe\b",
    "code in attributes": r'hx-vals="js:|hx-trigger="[^"]*\[',
    "foreign address": r'(?:src|href|action)="(?:https?:)?//',
}


def source(name: str) -> str:
    text = (FOLDER / name).read_text("utf-8")
    return re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL)


def test_each_parses_and_has_a_title_if_it_is_a_page(app: Flask) -> None:
    blocks = {name: set(app.jinja_env.get_template(name).blocks) for name in TEMPLATES}
    extending = [name for name in TEMPLATES if re.search(r"\{% extends", source(name))]
    whole = [name for name in TEMPLATES if "<html" in source(name)]

    assert len(extending) > 50
    assert [name for name in extending if "title" not in blocks[name]] == []
    assert [name for name in whole if "<title>" not in source(name)] == []


@pytest.mark.parametrize("rule", FORBIDDEN)
def test_each_keeps_to_the_content_policy(rule: str) -> None:
    found = {name: re.findall(FORBIDDEN[rule], source(name), re.IGNORECASE) for name in TEMPLATES}

    assert {name: code for name, code in found.items() if code} == {}


def test_each_is_short_enough_to_be_read() -> None:
    lengths = {name: len((FOLDER / name).read_text("utf-8").splitlines()) for name in TEMPLATES}

    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}


def test_each_names_only_pictures_that_exist() -> None:
    named = {
        name: set(re.findall(r'icon\(["\']([\w-]+)["\']\)', source(name))) for name in TEMPLATES
    }

    assert {name: icons - ICONS for name, icons in named.items() if icons - ICONS} == {}


def test_every_form_that_changes_something_carries_the_token() -> None:
    forms = {name: re.findall(r"<form\b.*?</form>", source(name), re.DOTALL) for name in TEMPLATES}
    changing = [
        (name, form)
        for name, found in forms.items()
        for form in found
        if re.search(r'method="post"', form)
    ]

    assert len(changing) > 50
    assert [name for name, form in changing if "csrf_token" not in form] == []


def test_the_shell_tells_htmx_how_to_behave(visitor: Visitor) -> None:
    page = visitor.get("/preferences").text
    found = re.search(r"name=\"htmx-config\"\s+content='([^']+)'", page)

    assert found is not None
    config = json.loads(unescape(found[1]))
    assert config["allowEval"] is False
    assert "style" not in config["attributesToSettle"]
    assert config["includeIndicatorStyles"] is False
    assert config["selfRequestsOnly"] is True
    assert {"code": "422", "swap": True} in config["responseHandling"]


def test_the_shell_gives_scripts_their_words(visitor: Visitor) -> None:
    page = visitor.get("/preferences").text
    found = re.search(r"name=\"words\"\s+content='([^']+)'", page)

    assert found is not None
    assert json.loads(unescape(found[1]))["unsaved"] == "尚未保存，正在重试"


def test_a_reader_can_skip_to_the_text(visitor: Visitor) -> None:
    page = visitor.get("/preferences").text

    assert 'href="#main">跳到正文</a>' in page
    assert len(re.findall(r"<main\b", page)) == len(re.findall(r"<h1\b", page)) == 1
    assert 'id="main"' in page


@pytest.mark.parametrize("htmx", [False, True])
def test_an_unknown_address_says_what_to_do(visitor: Visitor, *, htmx: bool) -> None:
    answer = visitor.get("/no-such-page", htmx=htmx)

    assert answer.status_code == 404
    assert 'role="alert"' in answer.text
    assert ("回首页" in answer.text) is not htmx
