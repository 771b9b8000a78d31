"""
A real site on a free port of this machine, and a real Chromium that looks at it.

A page fails its test when it asks for anything outside 127.0.0.1 or writes an
error to its console.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import waitress
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

from quizapp import create_app
from quizapp.config import Settings
from quizapp.database import EXTENSION
from tests.bank import fill

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1440, "height": 900}
#: Longest wait for anything on a page, in milliseconds.
PATIENCE = 10_000


@dataclass(frozen=True, slots=True)
class Site:
    """A running site."""

    app: Flask
    address: str


@dataclass(slots=True)
class Watch:
    """What a page did that it must not do."""

    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def request(self, request: Request) -> None:
        """Note a request that leaves this machine."""
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname != "127.0.0.1":
            self.outside.append(request.url)

    def console(self, message: ConsoleMessage) -> None:
        """Note an error; one that the browser writes for a refused form is expected."""
        expected = "422" in message.text and "Failed to load resource" in message.text
        if message.type == "error" and not expected:
            self.errors.append(message.text)

    def failure(self, error: Exception) -> None:
        """Note an exception that nobody caught."""
        self.errors.append(str(error))


@contextmanager
def serve(instance: Path) -> Iterator[Site]:
    """Serve a small bank kept in *instance*, on a free port."""
    app = create_app(Settings(instance=instance, secret_key="for the browser tests only"))
    bank = app.extensions[EXTENSION]
    bank.upgrade()
    with bank.writer() as session:
        fill(session)
        session.commit()
    server: Any = waitress.create_server(app, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield Site(app, f"http://127.0.0.1:{server.effective_port}")
    finally:
        server.close()
        thread.join()
        bank.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Chromium of this machine, once for all journeys."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert found, "Chromium is not installed; `make system` says which packages are missing."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A site of its own for each journey."""
    with serve(tmp_path) as running:
        yield running


@pytest.fixture
def open_page(chromium: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """
    Return what opens a page of *site* as a new visitor; options are those of a context.

    At the end of the test every page must have behaved, see `Watch`.
    """
    watch = Watch()
    with ExitStack() as contexts:

        def opened(**options: Any) -> Page:
            options = {"viewport": PHONE, "locale": "zh-CN", "base_url": site.address} | options
            context: BrowserContext = chromium.new_context(**options)
            contexts.callback(context.close)
            context.set_default_timeout(PATIENCE)
            context.on("request", watch.request)
            context.on("console", watch.console)
            context.on("weberror", lambda error: watch.failure(error.error))
            return context.new_page()

        yield opened
    assert watch.outside == []
    assert watch.errors == []


@pytest.fixture
def phone(open_page: Callable[..., Page]) -> Page:
    """A phone with JavaScript."""
    return open_page(has_touch=True, is_mobile=True)


@pytest.fixture
def plain_phone(open_page: Callable[..., Page]) -> Page:
    """A phone without JavaScript."""
    return open_page(java_script_enabled=False)
