"""
Load the site for a long time and watch it: ``soak.py --seconds 600 --visitors 8``.

Visitors wander through a freshly set up site as people do: they follow links and
fill in forms at random, with pauses. Fails if any answer is a 5xx, or if the
server's memory grows by more than half after the first quarter.
"""

from __future__ import annotations

import argparse
import http.client
import random
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode, urlsplit

from _running import Server, fresh_site

#: The longest pause of a visitor, in seconds.
PAUSE = 0.4
MOST_GROWTH = 1.5
WORDS = ("监督", "代表", "人民", "<b>", "'; --", "")


@dataclass
class Form:
    """A form of a page, with what is in it so far."""

    method: str
    action: str
    fields: list[tuple[str, str, str]] = field(default_factory=list)


class Page(HTMLParser):
    """Collects the links and forms of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[Form] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a visitor could use."""
        values = {name: value or "" for name, value in attrs}
        if tag == "a" and values.get("href", "").startswith("/"):
            self.links.append(values["href"])
        elif tag == "form":
            self.forms.append(Form(values.get("method", "get"), values.get("action", "")))
        elif tag in {"input", "button", "textarea", "select"} and self.forms and "name" in values:
            kind = values.get("type", "text")
            self.forms[-1].fields.append((kind, values["name"], values.get("value", "")))


class Visitor(threading.Thread):
    """Wanders until the time is over."""

    def __init__(self, port: int, seed: int, until: float) -> None:
        super().__init__(daemon=True)
        self.statuses: Counter[int] = Counter()
        self._random = random.Random(seed)  # noqa: S311 -- a walk, not a secret
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._cookies: dict[str, str] = {}
        self._until = until
        self._address = "/"

    def run(self) -> None:
        """Ask for one page after another."""
        page = self._ask("GET", "/", "")
        while time.monotonic() < self._until:
            time.sleep(self._random.uniform(0, PAUSE))
            usable = [form for form in page.forms if "preferences" not in form.action]
            if usable and self._random.random() < 0.6:  # noqa: PLR2004
                page = self._fill_in(self._random.choice(usable))
            else:
                page = self._ask("GET", self._random.choice(page.links or ["/"]), "")

    def _fill_in(self, form: Form) -> Page:
        body = urlencode([pair for each in form.fields for pair in self._answer(*each)])
        action = form.action or self._address
        if form.method.lower() == "get":
            return self._ask("GET", f"{action.split('?')[0]}?{body}", "")
        return self._ask("POST", action, body)

    def _answer(self, kind: str, name: str, value: str) -> list[tuple[str, str]]:
        if kind in {"radio", "checkbox", "submit"}:
            return [(name, value)] if self._random.random() < 0.5 else []  # noqa: PLR2004
        return [(name, value if kind == "hidden" else self._random.choice(WORDS))]

    def _ask(self, method: str, address: str, body: str) -> Page:
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        headers = {"Cookie": cookies, "Accept": "text/html"}
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, address, body, headers)
        answer = self._connection.getresponse()
        content = answer.read()
        self.statuses[answer.status] += 1
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, value = cookie.split(";")[0].split("=", 1)
            self._cookies[name] = value
        location = answer.headers.get("Location")
        if location:
            parts = urlsplit(location)
            return self._ask("GET", f"{parts.path}?{parts.query}".rstrip("?"), "")
        self._address = address
        is_page = "html" in (answer.headers.get("Content-Type") or "")
        return Page(content.decode() if is_page else "")


def main() -> int:
    """Set up, serve, visit, report; return 1 if something was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--visitors", type=int, default=8)
    options = parser.parse_args()
    with fresh_site() as server:
        return _watch(server, options)


def _watch(server: Server, options: argparse.Namespace) -> int:
    begun = time.monotonic()
    visitors = [Visitor(server.port, n, begun + options.seconds) for n in range(options.visitors)]
    for visitor in visitors:
        visitor.start()
    time.sleep(options.seconds / 4)
    early = server.megabytes()
    for visitor in visitors:
        visitor.join()
    late = server.megabytes()
    statuses = sum((visitor.statuses for visitor in visitors), Counter[int]())
    print(f"{statuses.total()} requests in {time.monotonic() - begun:.0f} s by {len(visitors)}")
    print("statuses:", dict(sorted(statuses.items())))
    print(f"memory: {early} MB after a quarter, {late} MB at the end")
    broken = any(status >= 500 for status in statuses)  # noqa: PLR2004
    return 1 if broken or late > early * MOST_GROWTH else 0


if __name__ == "__main__":
    sys.exit(main())
