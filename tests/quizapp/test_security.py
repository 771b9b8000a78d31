"""What guards every page."""

from __future__ import annotations

import pytest
from flask import Flask, request

from quizapp import create_app
from quizapp.config import Settings
from tests.quizapp.conftest import Clock, Visitor

PAGES = ["/preferences", "/account/sign-in", "/no-such-page"]


@pytest.mark.parametrize("address", PAGES)
def test_every_page_forbids_foreign_and_inline_code(visitor: Visitor, address: str) -> None:
    policy = visitor.get(address).headers["Content-Security-Policy"]

    directives = dict(part.split(" ", 1) for part in policy.split("; "))
    assert directives["default-src"] == directives["script-src"] == "'self'"
    assert directives["style-src"] == "'self'"
    assert directives["frame-ancestors"] == "'none'"
    assert directives["form-action"] == "'self'"
    assert "unsafe" not in policy


@pytest.mark.parametrize("address", PAGES)
def test_no_page_needs_what_the_policy_forbids(visitor: Visitor, address: str) -> None:
    page = visitor.get(address).text

    assert "<script>" not in page
    assert "<style" not in page
    assert " style=" not in page
    assert " onclick=" not in page
    assert "http://" not in page.replace("http://www.w3.org", "")


def test_other_headers_stand_on_pages_and_files(visitor: Visitor, app: Flask) -> None:
    with app.test_request_context():
        file = app.jinja_env.globals["asset_url"]("css/app.css")  # type: ignore[operator]

    for address in ("/preferences", file):
        headers = visitor.get(address).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert "camera=()" in headers["Permissions-Policy"]
        assert "Strict-Transport-Security" not in headers


@pytest.mark.parametrize(
    ("url", "secure"), [("https://q.example", True), ("http://q.example", False)]
)
def test_cookies_are_secure_exactly_with_tls(settings: Settings, url: str, *, secure: bool) -> None:
    app = create_app(Settings(instance=settings.instance, public_url=url, secret_key="k" * 16))
    answer = app.test_client().get("/preferences", base_url=url)

    cookie = answer.headers["Set-Cookie"]
    assert ("Secure" in cookie) is secure
    assert ("Strict-Transport-Security" in answer.headers) is secure
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


@pytest.mark.parametrize(("proxies", "seen"), [(0, "127.0.0.1"), (1, "10.9.8.7")])
def test_forwarded_addresses_are_believed_only_behind_a_proxy(
    settings: Settings, clock: Clock, proxies: int, seen: str
) -> None:
    app = create_app(
        Settings(instance=settings.instance, trusted_proxies=proxies, secret_key="k" * 16), clock
    )

    @app.get("/address")
    def address() -> str:
        return request.remote_addr or ""

    answer = app.test_client().get("/address", headers={"X-Forwarded-For": "6.6.6.6, 10.9.8.7"})

    assert answer.text == seen


def test_nothing_is_kept_by_caches_on_the_way(visitor: Visitor) -> None:
    answer = visitor.get("/preferences")

    assert "private" in answer.headers["Cache-Control"]
    assert "Cookie" in answer.headers["Vary"]
