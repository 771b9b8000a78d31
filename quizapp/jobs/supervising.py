"""Keep a runner beside the server: start it, start it again when it dies, end it at the end."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

from quizapp.jobs.processes import end_group

#: Waits before a runner that died is started again, in seconds: longer each time it dies young.
WAITS: Final = (0.5, 2.0, 10.0, 60.0)
#: One that lived this long is healthy, in seconds.
HEALTHY: Final = 60.0
#: Longest wait for a runner to end, in seconds.
LAST_BREATH: Final = 5.0
COMMAND: Final = ("-m", "quizapp", "work", "--until-closed")


@contextmanager
def runner_beside() -> Iterator[None]:
    """Have a runner at work until the block ends; none is left behind, however it ends."""
    ended = threading.Event()
    # The first is started here, before the server forks its worker: one that is forked while
    # a thread starts a process would hold that thread's pipe open, and the thread with it.
    first = _started()
    keeper = threading.Thread(target=_keep, args=(first, ended), name="runner", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        ended.set()
        keeper.join()


def _keep(process: subprocess.Popen[bytes], ended: threading.Event) -> None:
    deaths = 0
    while True:
        lived_long = _watch(process, ended)
        _end(process)
        deaths = 1 if lived_long else deaths + 1
        if ended.wait(WAITS[min(deaths, len(WAITS)) - 1]):
            return
        process = _started()


def _started() -> subprocess.Popen[bytes]:
    """
    Start a runner in a group of its own, so that Ctrl-C reaches only the server.

    It ends when its standard input closes: that happens even if this process is killed.
    """
    # The name exists on Windows only.
    flags = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
    return subprocess.Popen(  # noqa: S603 -- this interpreter and a constant
        [sys.executable, *COMMAND],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        start_new_session=sys.platform != "win32",
        creationflags=flags,
    )


def _watch(process: subprocess.Popen[bytes], ended: threading.Event) -> bool:
    """Return when the runner has died or is to end; tell whether it lived long."""
    lived = 0.0
    while not ended.wait(0.2):
        if process.poll() is not None:
            break
        lived += 0.2
    return lived >= HEALTHY


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a runner, and what it may have left behind when it died."""
    if process.stdin is not None:
        with suppress(OSError):
            process.stdin.close()
    with suppress(subprocess.TimeoutExpired):
        process.wait(LAST_BREATH)
    has_group = sys.platform != "win32"
    if process.returncode is None or has_group:
        end_group(process.pid)
    process.wait()
