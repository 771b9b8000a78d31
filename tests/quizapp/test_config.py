"""Settings come from the environment, and bad ones are named."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from question_bank.errors import InvalidInputError, StorageError
from quizapp import create_app
from quizapp.config import Settings, default_instance, variables
from quizapp.languages import speaker
from quizapp.messages import wording_of_error
from quizapp.security import kept_secret_key

ROOT = Path(__file__).parents[2]
#: Where the settings are explained to people; each has the same table.
PAGES = [
    page for page in ("docs/settings.md", "README.md", "README.zh.md") if (ROOT / page).exists()
]


def table_of(page: str) -> dict[str, str]:
    """Return variables and defaults in the table on *page*."""
    rows = re.findall(
        r"^\| `(QUIZAPP_\w+)` \|([^|]*)\|", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE
    )
    return {variable: default.strip().strip("`") for variable, default in rows}


def test_without_variables_everything_has_a_default() -> None:
    settings = Settings.from_environment({})

    assert settings.instance == default_instance()
    assert settings.database_url == f"sqlite:///{settings.instance.as_posix()}/quizapp.db"
    assert settings.public_url == "http://127.0.0.1:8000"
    assert not settings.is_https


def test_reads_every_variable(tmp_path: Path) -> None:
    settings = Settings.from_environment(
        {
            "QUIZAPP_INSTANCE": str(tmp_path),
            "QUIZAPP_DATABASE_URL": "postgresql://u:p@db/quiz",
            "QUIZAPP_REDIS_URL": "redis://queue:6379/0",
            "QUIZAPP_SECRET_KEY": "k" * 16,
            "QUIZAPP_HOST": "0.0.0.0",
            "QUIZAPP_PORT": "80",
            "QUIZAPP_PUBLIC_URL": "https://quiz.example/",
            "QUIZAPP_OFFICE": "某某区人大常委会",
            "QUIZAPP_LANGUAGE": "en",
            "QUIZAPP_THREADS": "2",
            "QUIZAPP_TRUSTED_PROXIES": "1",
        }
    )

    assert settings == Settings(
        instance=tmp_path,
        database_url="postgresql://u:p@db/quiz",
        redis_url="redis://queue:6379/0",
        secret_key="k" * 16,
        host="0.0.0.0",
        port=80,
        public_url="https://quiz.example",
        office="某某区人大常委会",
        language="en",
        threads=2,
        trusted_proxies=1,
    )
    assert settings.is_https


def test_an_empty_variable_means_the_default() -> None:
    assert Settings.from_environment({"QUIZAPP_PORT": " "}).port == 8000


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("0.0.0.0", "http://127.0.0.1:8123"),
        ("::1", "http://[::1]:8123"),
        ("ren", "http://ren:8123"),
    ],
)
def test_the_public_address_follows_host_and_port(host: str, address: str) -> None:
    assert Settings(host=host, port=8123).public_url == address


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("QUIZAPP_PORT", "0"),
        ("QUIZAPP_PORT", "65536"),
        ("QUIZAPP_PORT", "８０００"),
        ("QUIZAPP_PORT", "9" * 5000),
        ("QUIZAPP_PORT", "-1"),
        ("QUIZAPP_PORT", "http"),
        ("QUIZAPP_THREADS", "1.5"),
        ("QUIZAPP_TRUSTED_PROXIES", "yes"),
        ("QUIZAPP_LANGUAGE", "fr"),
        ("QUIZAPP_SECRET_KEY", "short"),
        ("QUIZAPP_DATABASE_URL", "mysql://host/name"),
        ("QUIZAPP_DATABASE_URL", "sqlite:///"),
        ("QUIZAPP_DATABASE_URL", "quiz.db"),
        ("QUIZAPP_PUBLIC_URL", "quiz.example"),
        ("QUIZAPP_PUBLIC_URL", "ftp://quiz.example"),
        ("QUIZAPP_PUBLIC_URL", "https://quiz.example/path"),
        ("QUIZAPP_PUBLIC_URL", "https://me@quiz.example"),
        ("QUIZAPP_PUBLIC_URL", "https://quiz.example:99999"),
        ("QUIZAPP_PUBLIC_URL", "https://[half"),
        ("QUIZAPP_OFFICE", "two\nlines"),
        ("QUIZAPP_OFFICE", "长" * 61),
    ],
)
def test_a_bad_value_is_named_with_its_variable(variable: str, value: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        Settings.from_environment({variable: value})

    for language in ("zh", "en"):
        assert variable in wording_of_error(caught.value, speaker(language))


def test_a_password_in_an_address_is_not_repeated() -> None:
    with pytest.raises(InvalidInputError) as caught:
        Settings.from_environment({"QUIZAPP_DATABASE_URL": "mysql://root:geheim@host/x"})

    assert "geheim" not in str(caught.value)


def test_a_secret_key_is_not_shown() -> None:
    assert "k" * 16 not in repr(Settings(secret_key="k" * 16))


def test_the_settings_are_explained_somewhere() -> None:
    assert "docs/settings.md" in PAGES


@pytest.mark.parametrize("page", PAGES)
def test_the_table_of_settings_is_that_of_the_code(page: str) -> None:
    assert table_of(page) == variables() or (page != "docs/settings.md" and not table_of(page))


def test_the_secret_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "instance"

    key = kept_secret_key(folder)

    assert len(key) >= 48
    assert kept_secret_key(folder) == key
    assert (folder / "secret_key").stat().st_mode & 0o077 == 0


def test_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "instance").write_text("not a folder")

    with pytest.raises(StorageError) as caught:
        kept_secret_key(tmp_path / "instance")

    assert caught.value.parameters["folder"] == str(tmp_path / "instance")


def test_a_key_that_was_cut_short_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text("half")

    with pytest.raises(StorageError, match="kept_key"):
        kept_secret_key(tmp_path)


@pytest.mark.parametrize(
    ("language", "words"), [("zh", "培训人员登录"), ("en", "Trainers' sign-in")]
)
def test_pages_speak_the_language_of_the_office_until_a_reader_chooses(
    tmp_path: Path, language: str, words: str
) -> None:
    app = create_app(Settings(instance=tmp_path, language=language, secret_key="k" * 16))
    other = {"zh": "en", "en": "zh"}[language]

    page = app.test_client().get("/account/sign-in", headers={"Accept-Language": other})

    assert words in html.unescape(page.text)
