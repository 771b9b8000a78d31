"""The wheel carries all that the checkout has, and runs without it."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
#: Run where the checkout cannot be seen: builds a bank, then asks for pages.
PROBE = """
import os, pathlib, sys
import question_bank, quizapp
from quizapp.cli import run
from quizapp.config import Settings
assert run(["setup"], os.environ) == 0
app = quizapp.create_app(Settings.from_environment(os.environ))
client = app.test_client()
with app.test_request_context():
    assets = [app.jinja_env.globals["asset_url"](f) for f in ("css/app.css", "vendor/htmx.min.js")]
for address in ("/", "/account/sign-in", *assets):
    answer = client.get(address)
    assert answer.status_code == 200, address
client.set_cookie("preferences", "language=en")
assert "Sign in" in client.get("/account/sign-in").text
print(pathlib.Path(quizapp.__file__).resolve())
print(pathlib.Path(question_bank.__file__).resolve())
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout."""
    out = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    [built] = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def contents(wheel: Path) -> set[str]:
    """The names of the files in the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def site_packages(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, installed by pip into a folder of its own, without its dependencies."""
    folder = tmp_path_factory.mktemp("site-packages")
    subprocess.run(
        [
            *(sys.executable, "-m", "pip", "install", "--no-deps", "--no-index", "--quiet"),
            *("--disable-pip-version-check", "--target", str(folder), str(wheel)),
        ],
        check=True,
        capture_output=True,
    )
    return folder


def tracked(*folders: str) -> set[str]:
    """Return the files of the checkout that belong to *folders*."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--", *folders],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return {name for name in listed.stdout.split("\0") if name and (ROOT / name).exists()}


def test_carries_every_module_and_its_data(contents: set[str]) -> None:
    assert tracked("question_bank", "quizapp") <= contents


@pytest.mark.parametrize("folder", ["templates", "static"])
def test_carries_templates_and_static_files_inside_the_package(
    contents: set[str], folder: str
) -> None:
    assert {f"quizapp/{name}" for name in tracked(folder)} <= contents


@pytest.mark.parametrize(
    "name",
    [
        "question_bank/sources/speech.txt",
        "question_bank/lexicon/data/set_phrases.jsonl",
        "question_bank/storage/migrations/env.py",
        "quizapp/translations/en/LC_MESSAGES/messages.mo",
        "quizapp/templates/base.html",
        "quizapp/static/vendor/htmx.min.js",
        "quizapp/py.typed",
        "question_bank/py.typed",
    ],
)
def test_carries_what_the_site_cannot_do_without(contents: set[str], name: str) -> None:
    assert name in contents


def test_puts_nothing_else_beside_other_packages(contents: set[str]) -> None:
    tops = {name.split("/")[0] for name in contents}

    assert {top for top in tops if not top.endswith(".dist-info")} == {"quizapp", "question_bank"}


def test_carries_no_tests_and_no_databases(contents: set[str]) -> None:
    assert not [name for name in contents if "tests/" in name or name.endswith((".db", ".pyc"))]


def test_names_its_command_licence_and_python(wheel: Path, contents: set[str]) -> None:
    info = next(name.split("/")[0] for name in contents if ".dist-info/" in name)
    with zipfile.ZipFile(wheel) as archive:
        metadata = Parser().parsestr(archive.read(f"{info}/METADATA").decode())
        commands = archive.read(f"{info}/entry_points.txt").decode()

    assert f"{info}/licenses/LICENSE" in contents
    assert metadata["Requires-Python"] == ">=3.11"
    assert metadata["License-Expression"] == "MIT"
    assert "quizapp = quizapp.__main__:main" in commands


def test_runs_where_the_checkout_cannot_be_seen(site_packages: Path, tmp_path: Path) -> None:
    surroundings = os.environ | {
        "PYTHONPATH": str(site_packages),
        "PYTHONSAFEPATH": "1",
        "QUIZAPP_INSTANCE": str(tmp_path / "instance"),
    }

    done = subprocess.run(
        [sys.executable, "-c", PROBE],
        cwd=tmp_path,
        env=surroundings,
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )

    assert done.returncode == 0, done.stderr
    for place in done.stdout.split():
        assert Path(place).is_relative_to(site_packages.resolve())
    assert (tmp_path / "instance" / "quizapp.db").is_file()


def test_an_installed_wheel_keeps_its_files_in_the_users_folder(
    site_packages: Path, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import quizapp.config as c; print(c.default_instance())"],
        cwd=tmp_path,
        env=os.environ
        | {
            "PYTHONPATH": str(site_packages),
            "PYTHONSAFEPATH": "1",
            "XDG_DATA_HOME": str(tmp_path / "data"),
        },
        check=True,
        capture_output=True,
        text=True,
    )

    place = Path(done.stdout.strip())
    assert place.name == "quizapp"
    assert not place.is_relative_to(ROOT)
    assert not place.is_relative_to(site_packages)
