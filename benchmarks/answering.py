"""
How much does an answer cost? Answers a second beside a view with one key read and one commit.

Both are asked of the same site on the same SQLite bank (synchronous=FULL) by sixteen deputies
who keep their connections, in turns, ROUNDS times; the median counts. An answer is what a phone
sends and gets: its token checked, the session recognised, the answer marked and stored, the
page's part with verdict, reasons and source sent back. Every other one is wrong.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

DEPUTIES = 16
#: Questions of one practice, as people choose them.
LENGTH = "20"
TOKEN = re.compile(r'name="csrf-token" content="([^"]+)"')
FIELD = re.compile(r'name="(option|truth|blank-\d+)"\s+value="([^"]*)"')
HERE = Path(__file__).parent


@dataclass
class Deputy:
    """A browser with the requests it is going to send."""

    cookie: str
    requests: list[bytes] = field(default_factory=list)


@contextmanager
def _site(threads: int) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        environment = os.environ | {"QUIZAPP_INSTANCE": folder, "QUIZAPP_PORT": str(port)}
        setup = [sys.executable, "-m", "quizapp", "setup"]
        subprocess.run(setup, env=environment, check=True, stdout=subprocess.DEVNULL)
        command = [sys.executable, str(HERE / "_answering_app.py"), str(port), str(threads)]
        process = subprocess.Popen(command, env=environment, cwd=HERE)
        try:
            _wait_for(port)
            yield port
        finally:
            process.terminate()
            process.wait(20)


def _wait_for(port: int) -> None:
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"nothing listens on port {port}")


def _prepare(port: int, answers: int) -> Deputy:
    """Begin practices of somebody until there are *answers* questions to be answered."""
    cookies = HTTPCookieProcessor()
    browser = build_opener(cookies)
    site = f"http://127.0.0.1:{port}"
    deputy = Deputy("")
    for number in itertools.count():
        token = TOKEN.findall(browser.open(f"{site}/preferences").read().decode())[0]
        form = {"csrf_token": token, "mode": "random", "length": LENGTH}
        first = browser.open(f"{site}/practice", urlencode(form).encode())
        deputy.cookie = "; ".join(f"{each.name}={each.value}" for each in cookies.cookiejar)
        attempt = first.url.split("/")[-2]
        count = int(re.findall(r"1 / (\d+)<", first.read().decode())[0])
        for slot in range(1, count + 1):
            page = browser.open(f"{site}/practice/{attempt}/{slot}").read().decode()
            deputy.requests.append(_answer(deputy, page, token, f"/practice/{attempt}/{slot}"))
        if len(deputy.requests) >= answers or number > answers:
            return deputy
    raise AssertionError("itertools.count never ends")


def _answer(deputy: Deputy, page: str, token: str, path: str) -> bytes:
    """Return the request that answers *page*: choices by the first or last field, blanks by a word."""
    fields = FIELD.findall(page)
    blanks = [(name, "代表") for name, _value in fields if name.startswith("blank")]
    chosen = blanks or [fields[len(deputy.requests) % 2 - 1]]
    submission = re.findall(r'name="submission" value="([^"]+)"', page)[0]
    form = [("csrf_token", token), ("submission", submission), ("shown_at", "1"), *chosen]
    return _request("POST", path, deputy.cookie, urlencode(form))


def _request(method: str, path: str, cookie: str = "", body: str = "") -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: bench"]
    if cookie:
        lines += [f"Cookie: {cookie}", "HX-Request: true"]
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


async def _send(port: int, requests: Iterator[bytes], until: float) -> int:
    """Send *requests* one after another until the moment *until*; return how many were answered."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    done = 0
    while time.perf_counter() < until:
        request = next(requests, None)
        if request is None:
            raise SystemExit("too few questions were prepared: raise --answers")
        writer.write(request)
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        if b" 200" not in head.split(b"\r\n", 1)[0]:
            raise SystemExit(f"unexpected answer: {head[:80]!r}")
        length = re.findall(rb"content-length: (\d+)", head)
        await reader.readexactly(int(length[0]))
        done += 1
    writer.close()
    return done


async def _load(port: int, queues: Sequence[Iterator[bytes]], seconds: float) -> float:
    until = time.perf_counter() + seconds
    done = await asyncio.gather(*(_send(port, queue, until) for queue in queues))
    return sum(done) / seconds


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--threads", type=int, default=4)
    parser.add_argument("--answers", type=int, default=200, help="prepared for each deputy")
    options = parser.parse_args()
    samples: dict[str, list[float]] = {"commit": [], "answer": []}
    with _site(options.threads) as port:
        deputies = [_prepare(port, options.answers) for _ in range(DEPUTIES)]
        answers = [iter(each.requests) for each in deputies]
        reads = [
            itertools.cycle([_request("GET", f"/commit/{number + 1}")])
            for number in range(DEPUTIES)
        ]
        asyncio.run(_load(port, reads, 0.5))
        asyncio.run(_load(port, answers, 0.5))
        for _ in range(options.rounds):
            samples["commit"].append(asyncio.run(_load(port, reads, options.seconds)))
            samples["answer"].append(asyncio.run(_load(port, answers, options.seconds)))
    medians = {name: statistics.median(each) for name, each in samples.items()}
    print(f"one key read and one commit  {medians['commit']:6.0f}/s")
    print(f"one answer                   {medians['answer']:6.0f}/s")
    print(f"ratio                        {medians['answer'] / medians['commit']:6.2f}")


if __name__ == "__main__":
    main()
