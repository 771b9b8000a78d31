"""What benchmarks share: start a server, wait for it, ask what it used, end it."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from question_bank.storage.database import Database
from quizapp.config import Settings

HERE = Path(__file__).parent
QUIZAPP = (sys.executable, "-m", "quizapp")
#: Longest wait for a server to listen, and to end, in seconds.
SLOWEST_START, SLOWEST_END = 30, 30


@dataclass(frozen=True)
class Server:
    """A process that serves at ``127.0.0.1``."""

    pid: int
    port: int

    def processor_seconds(self) -> float:
        """Return the seconds of the processor that it and its children took; 0 if nobody tells."""
        ticks = sum(_ticks(each) for each in _with_children(self.pid))
        return ticks / os.sysconf("SC_CLK_TCK") if ticks else 0.0

    def megabytes(self) -> int:
        """Return the resident memory of it and its children; 0 if nobody tells."""
        return sum(_megabytes(each) for each in _with_children(self.pid))


def free_port() -> int:
    """Return a port at which nothing listens now."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@contextmanager
def running(command: Sequence[str], port: int, environment: dict[str, str]) -> Iterator[Server]:
    """Run *command*, which is to listen at *port*, until the block ends."""
    process = subprocess.Popen(command, env=os.environ | environment, cwd=HERE)
    try:
        _wait_for(port, process)
        yield Server(process.pid, port)
    finally:
        process.terminate()
        process.wait(SLOWEST_END)


@contextmanager
def fresh_site(
    command: Sequence[str] = (*QUIZAPP, "serve"),
    threads: int | None = None,
    prepare: Callable[[Database], None] | None = None,
) -> Iterator[Server]:
    """
    Set a site up in a folder of its own and run it until the block ends.

    Args:
        command: What serves it, told everything by the environment.
        threads: Requests answered at once, if not as many as usual.
        prepare: Is given the bank before anything is served.
    """
    port = free_port()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        environment = {"QUIZAPP_INSTANCE": folder, "QUIZAPP_PORT": str(port)}
        if threads is not None:
            environment["QUIZAPP_THREADS"] = str(threads)
        setup = [*QUIZAPP, "setup"]
        subprocess.run(setup, env=os.environ | environment, check=True, capture_output=True)
        if prepare is not None:
            bank = Database(Settings(instance=Path(folder)).database_url)
            prepare(bank)
            bank.close()
        with running(command, port, environment) as server:
            yield server


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + SLOWEST_START
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise SystemExit(f"nothing listens on port {port}")


def _with_children(pid: int) -> list[int]:
    """Return *pid* and all that it started, where the system lists them."""
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    children = listed.read_text().split() if listed.exists() else []
    return [pid, *(each for child in children for each in _with_children(int(child)))]


def _ticks(pid: int) -> int:
    """Return the clock ticks that the threads of a process ran, here and in the kernel."""
    stat = Path(f"/proc/{pid}/stat")
    # The name of the command stands in brackets and may hold anything.
    fields = stat.read_text().rpartition(")")[2].split() if stat.exists() else []
    return int(fields[11]) + int(fields[12]) if fields else 0


def _megabytes(pid: int) -> int:
    status = Path(f"/proc/{pid}/status")
    found = re.search(r"VmRSS:\s+(\d+)", status.read_text()) if status.exists() else None
    return int(found.group(1)) // 1024 if found else 0
