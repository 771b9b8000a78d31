"""The real server in a process of its own: it answers, says what is wrong, and ends cleanly."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from question_bank.errors import InvalidInputError
from question_bank.storage.database import Database
from quizapp.serving import check_address

#: A busy machine may need long; nothing here is about speed. In seconds.
PATIENCE = 60
Serve = Callable[[], "subprocess.Popen[str]"]


@pytest.fixture
def port() -> int:
    """A port that nobody uses."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        number: int = free.getsockname()[1]
        return number


@pytest.fixture
def environment(tmp_path: Path, port: int, empty_bank: Path) -> dict[str, str]:
    """The variables of a site that is set up, on an empty bank."""
    (tmp_path / "quizapp.db").write_bytes(empty_bank.read_bytes())
    return os.environ | {
        "QUIZAPP_INSTANCE": str(tmp_path),
        "QUIZAPP_PORT": str(port),
        "QUIZAPP_LANGUAGE": "zh",
    }


@pytest.fixture
def serve(environment: dict[str, str]) -> Iterator[Serve]:
    """Return a function that starts the site; what still runs at the end is killed."""
    started: list[subprocess.Popen[str]] = []

    def start() -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "quizapp", "serve"],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


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


def wait_until(is_so: Callable[[], bool]) -> bool:
    """Tell whether *is_so* came true while we had patience."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if is_so():
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_serves_until_it_is_told_to_end(serve: Serve, port: int, ending: signal.Signals) -> None:
    process = serve()
    assert wait_until(lambda: status_of(port) == 200)

    process.send_signal(ending)
    out, err = process.communicate(timeout=PATIENCE)

    assert process.returncode == 0
    assert "Traceback" not in err
    assert f"http://127.0.0.1:{port}" in err
    assert out == ""
    assert status_of(port) is None


def test_leaves_nothing_behind_when_it_is_killed(serve: Serve, port: int) -> None:
    process = serve()
    assert wait_until(lambda: status_of(port) == 200)

    process.kill()

    assert wait_until(lambda: status_of(port) is None)


def test_a_taken_port_is_one_sentence(serve: Serve, port: int) -> None:
    with socket.create_server(("127.0.0.1", port)):
        _, err = serve().communicate(timeout=PATIENCE)

    assert f"端口 {port} 已被占用" in err
    assert "QUIZAPP_PORT" in err
    assert err.count("\n") == 1


def test_a_bank_of_a_newer_program_is_one_sentence(
    serve: Serve, environment: dict[str, str]
) -> None:
    database = Database(f"sqlite:///{environment['QUIZAPP_INSTANCE']}/quizapp.db")
    with database.writer() as session:
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        session.commit()
    database.close()

    process = serve()
    _, err = process.communicate(timeout=PATIENCE)

    assert process.returncode == 1
    assert "9999" in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("host", ["203.0.113.7", "no-such-host.invalid"])
def test_an_address_that_is_not_ours_is_named(host: str, port: int) -> None:
    with pytest.raises(InvalidInputError, match=r"serving\.address"):
        check_address(host, port)


def test_a_free_port_is_fine_until_somebody_takes_it(port: int) -> None:
    check_address("127.0.0.1", port)

    with socket.create_server(("127.0.0.1", port)), pytest.raises(InvalidInputError):
        check_address("127.0.0.1", port)
