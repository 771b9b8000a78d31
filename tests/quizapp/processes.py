"""The program in processes of its own: started, asked, and killed at the end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

#: A busy machine may need long; nothing here is about speed. In seconds.
PATIENCE = 60
Start = Callable[..., "subprocess.Popen[str]"]


@contextmanager
def starting(environment: dict[str, str]) -> Iterator[Start]:
    """Give a function that starts ``quizapp``; what still runs at the end is killed."""
    started: list[subprocess.Popen[str]] = []

    def begin(*arguments: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "quizapp", *arguments],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )
        started.append(process)
        return process

    yield begin
    for process in started:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def wait_until(is_so: Callable[[], bool]) -> bool:
    """Tell whether *is_so* came true while we had patience."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if is_so():
            return True
        time.sleep(0.1)
    return False


def status_of(port: int) -> int | None:
    """Return the status of the sign-in page, or None if nobody listens."""
    try:
        with urllib.request.urlopen(
            f"http://127.0.0.1:{port}/account/sign-in", timeout=PATIENCE
        ) as answer:
            number: int = answer.status
            return number
    except urllib.error.URLError:
        return None
