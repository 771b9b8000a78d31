"""
A real site on a free port of this machine, and a real Chromium that looks at it.

A page fails its test when it asks for anything outside 127.0.0.1 or writes an
error to its console.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    expect,
    sync_playwright,
)

from question_bank.storage.database import Database
from quizapp.config import Settings
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
#: How often, and how many seconds apart, the server is asked whether it is there.
TRIES, PAUSE = 300, 0.1


@dataclass(frozen=True, slots=True)
class Site:
    """A running site: where browsers find it, and where its bank is."""

    address: str
    database_url: str


@dataclass
class Watch:
    """What a page did that it must not do; without slots, for Playwright marks its listeners."""

    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def request(self, request: Request) -> None:
        """Note a request that leaves this machine."""
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname != "127.0.0.1":
            self.outside.append(request.url)

    def console(self, message: ConsoleMessage) -> None:
        """Note an error; those of a refused form and of a line that a test cuts are expected."""
        refused = "422" in message.text and "Failed to load resource" in message.text
        cut = ("ERR_INTERNET_DISCONNECTED", "htmx:sendError", "htmx:afterRequest")
        is_cut = any(words in message.text for words in cut)
        if message.type == "error" and not (refused or is_cut):
            self.errors.append(message.text)

    def failure(self, error: Exception) -> None:
        """Note an exception that nobody caught."""
        self.errors.append(str(error))


@contextmanager
def serve(instance: Path) -> Iterator[Site]:
    """
    Serve a small bank kept in *instance*, on a free port, as ``quizapp serve`` does.

    Where ``QUIZAPP_TEST_BANK`` names the file of a bank, it goes on with a copy of that.
    """
    settings = Settings(instance=instance, port=_free_port())
    bank = Database(settings.database_url)
    if large := os.environ.get("QUIZAPP_TEST_BANK"):
        shutil.copyfile(large, str(bank.engine.url.database))
    bank.upgrade()
    with bank.writer() as session:
        fill(session)
        session.commit()
    bank.close()
    given = {"QUIZAPP_INSTANCE": str(instance), "QUIZAPP_PORT": str(settings.port)}
    command = [sys.executable, "-m", "quizapp", "serve"]
    with subprocess.Popen(
        command, env={**os.environ, **given}, stdout=subprocess.DEVNULL
    ) as server:
        try:
            _wait_for(server, settings.port)
            yield Site(settings.public_url, settings.database_url)
        finally:
            server.terminate()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _wait_for(server: subprocess.Popen[bytes], port: int) -> None:
    """Return when the server answers at *port*."""
    for _ in range(TRIES):
        assert server.poll() is None, "the server has ended"
        with suppress(OSError), urlopen(f"http://127.0.0.1:{port}/preferences", timeout=5):
            return
        time.sleep(PAUSE)
    raise AssertionError("the server does not answer")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Chromium of this machine, once for all journeys."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert found, "Chromium is not installed; `make system` says which packages are missing."
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def common_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site for all journeys of deputies, who change nothing for each other."""
    with serve(tmp_path_factory.mktemp("site")) as running:
        yield running


@pytest.fixture(scope="module")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site for the journeys of one module, whose trainers change the bank."""
    with serve(tmp_path_factory.mktemp("site")) as running:
        yield running


@pytest.fixture(scope="module")
def site(common_site: Site) -> Site:
    """Where the journeys of a module go; each comes as a new visitor."""
    return common_site


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
