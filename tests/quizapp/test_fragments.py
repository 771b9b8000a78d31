from __future__ import annotations

import json

import pytest
from flask import Flask, get_flashed_messages, make_response

from quizapp import fragments
from tests.quizapp.conftest import Visitor

HTMX = {"HX-Request": "true"}


def test_a_browser_gets_the_whole_page(visitor: Visitor) -> None:
    answer = visitor.get("/preferences")

    assert answer.text.startswith("<!DOCTYPE html>")
    assert "显示与操作" in answer.text


def test_htmx_gets_the_part_it_asked_for(visitor: Visitor) -> None:
    answer = visitor.get("/preferences", htmx=True)

    assert "<html" not in answer.text
    assert "显示与操作" in answer.text
    assert {"HX-Request", "HX-Boosted"} <= set(answer.vary)


@pytest.mark.parametrize("header", ["HX-Boosted", "HX-History-Restore-Request", "HX-Request-Type"])
def test_what_replaces_the_page_gets_the_whole_page(app: Flask, header: str) -> None:
    value = "full" if header == "HX-Request-Type" else "true"

    answer = app.test_client().get("/preferences", headers={**HTMX, header: value})

    assert answer.text.startswith("<!DOCTYPE html>")


def test_a_form_that_was_filled_in_wrongly_keeps_its_status(app: Flask) -> None:
    with app.test_request_context("/preferences", headers=HTMX):
        answer = fragments.page("preferences.html", block="main", status=422)

    assert answer.status_code == 422


def test_a_browser_is_sent_on_with_303(app: Flask) -> None:
    with app.test_request_context("/"):
        answer = fragments.redirect("/preferences")

    assert (answer.status_code, answer.headers["Location"]) == (303, "/preferences")


def test_htmx_is_told_to_load_the_next_page(app: Flask) -> None:
    with app.test_request_context("/", headers=HTMX):
        answer = fragments.redirect("/文件?name=讲话")

    assert answer.status_code == 200
    assert answer.headers["HX-Redirect"].isascii()
    assert "Location" not in answer.headers


def test_htmx_shows_a_notice_at_once(app: Flask) -> None:
    with app.test_request_context("/", headers=HTMX):
        answer = fragments.notify(make_response("part"), "已保存", "success")
        kept = get_flashed_messages()

    events = json.loads(answer.headers["HX-Trigger-After-Settle"])
    assert events == {"notice": {"message": "已保存", "level": "success"}}
    assert answer.headers["HX-Trigger-After-Settle"].isascii()
    assert kept == []


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_notice_before_a_redirect_waits_for_the_next_page(
    app: Flask, headers: dict[str, str]
) -> None:
    with app.test_request_context("/", headers=headers):
        fragments.notify(fragments.redirect("/"), "已保存", "success")
        kept = get_flashed_messages(with_categories=True)

    assert kept == [("success", "已保存")]


def test_two_events_of_one_answer_are_both_fired(app: Flask) -> None:
    with app.test_request_context("/", headers=HTMX):
        answer = fragments.trigger(make_response(""), "first", number=1)
        fragments.trigger(answer, "second")

    events = json.loads(answer.headers["HX-Trigger-After-Settle"])
    assert events == {"first": {"number": 1}, "second": {}}


def test_a_view_can_choose_place_and_address(app: Flask) -> None:
    with app.test_request_context("/", headers=HTMX):
        answer = fragments.retarget(make_response(""), "#rows", "outerHTML")
        fragments.push_url(answer, "/a")
        fragments.replace_url(answer, "/b")

    assert answer.headers["HX-Retarget"] == "#rows"
    assert answer.headers["HX-Reswap"] == "outerHTML"
    assert answer.headers["HX-Push-Url"] == "/a"
    assert answer.headers["HX-Replace-Url"] == "/b"


def test_navigation_knows_which_pages_there_are(app: Flask) -> None:
    with app.app_context():
        assert fragments.has_page("preferences.show")
        assert not fragments.has_page("nowhere.show")
