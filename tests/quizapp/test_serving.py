"""The real server in a process of its own: it answers, says what is wrong, and ends cleanly."""

from __future__ import annotations

import signal
import socket
from pathlib import Path

import pytest

from question_bank.errors import InvalidInputError
from question_bank.storage.database import Database
from quizapp.jobs.runner import LOCK
from quizapp.serving import check_address
from tests.quizapp.processes import PATIENCE, Start, status_of, wait_until


def test_serves_until_ctrl_c_ends_it(start: Start, port: int, tmp_path: Path) -> None:
    process = start("serve")
    # A runner that is still starting would take its time to end.
    assert wait_until(lambda: status_of(port) == 200 and (tmp_path / LOCK).exists())

    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=PATIENCE)

    assert process.returncode == 0
    assert "Traceback" not in err
    assert f"http://127.0.0.1:{port}" in err
    assert out == ""
    assert status_of(port) is None


def test_a_taken_port_is_one_sentence(start: Start, port: int) -> None:
    with socket.create_server(("127.0.0.1", port)):
        _, err = start("serve").communicate(timeout=PATIENCE)

    assert f"端口 {port} 已被占用" in err
    assert "QUIZAPP_PORT" in err
    assert err.count("\n") == 1


def test_a_bank_of_a_newer_program_is_one_sentence(
    start: Start, environment: dict[str, str]
) -> None:
    database = Database(f"sqlite:///{environment['QUIZAPP_INSTANCE']}/quizapp.db")
    with database.writer() as session:
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        session.commit()
    database.close()

    process = start("serve")
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
