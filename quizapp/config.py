"""
Settings: what differs between two installations, read once and never changed.

Each comes from an environment variable; `docs/settings.md` is the table of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import platformdirs

from question_bank.errors import InvalidInputError
from quizapp.languages import DEFAULT_LANGUAGE, LANGUAGES

PREFIX: Final = "QUIZAPP_"
#: A key shorter than this many characters can be guessed.
SHORTEST_SECRET_KEY: Final = 16
#: The most characters of a name that pages show.
LONGEST_LINE: Final = 60
#: More digits than any number asked for here.
LONGEST_NUMBER: Final = 9
#: Where jobs can wait instead of in a file.
REDIS: Final = ("redis://", "rediss://")
#: What we can open: SQLite for one machine, PostgreSQL for a larger site.
DATABASES: Final = ("sqlite:///", "postgresql://", "postgresql+psycopg://")


def _one_line(variable: str, text: str) -> str:
    if any(not character.isprintable() for character in text) or len(text) > LONGEST_LINE:
        raise InvalidInputError("settings.one_line", variable=variable, limit=LONGEST_LINE)
    return text.strip()


def _language(variable: str, text: str) -> str:
    if text not in LANGUAGES:
        raise InvalidInputError(
            "settings.language", variable=variable, value=text, known="、".join(LANGUAGES)
        )
    return text


def _between(low: int, high: int) -> Callable[[str, str], int]:
    def parse(variable: str, text: str) -> int:
        # `isdecimal` alone also takes digits of other scripts, `int` too long ones.
        number = (
            int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER else -1
        )
        if not low <= number <= high:
            raise InvalidInputError(
                "settings.number", variable=variable, value=text, low=low, high=high
            )
        return number

    return parse


def _secret_key(variable: str, text: str) -> str:
    if len(text) < SHORTEST_SECRET_KEY:
        raise InvalidInputError(
            "settings.secret_key", variable=variable, shortest=SHORTEST_SECRET_KEY
        )
    return text


def _database_url(variable: str, text: str) -> str:
    # The address may hold a password, so the message must not show it.
    if not text.startswith(DATABASES) or text in DATABASES:
        raise InvalidInputError("settings.database_url", variable=variable)
    return text


def _redis_url(variable: str, text: str) -> str:
    # Like that of the database, the address may hold a password.
    if not text.startswith(REDIS) or text in REDIS:
        raise InvalidInputError("settings.redis_url", variable=variable)
    return text


def _public_url(variable: str, text: str) -> str:
    try:
        parts = urlsplit(text)
        port_is_fine = parts.port is None or parts.port > 0
    except ValueError:
        raise InvalidInputError("settings.public_url", variable=variable, value=text) from None
    is_site = parts.scheme in {"http", "https"} and bool(parts.hostname) and port_is_fine
    if not is_site or parts.path.strip("/") or parts.query or parts.fragment or parts.username:
        raise InvalidInputError("settings.public_url", variable=variable, value=text)
    return f"{parts.scheme}://{parts.netloc}"


def _folder(_variable: str, text: str) -> Path:
    return Path(text).expanduser().resolve()


def _setting(default: Any, parse: Callable[[str, str], Any], shown: str | None = None) -> Any:
    """Declare a setting: its default, how its text is read, its default in words."""
    default_in_words = str(default) if shown is None else shown
    return field(default=default, metadata={"parse": parse, "shown": default_in_words})


@dataclass(frozen=True, slots=True)
class Settings:
    """
    What differs between two installations.

    A setting called `port` comes from ``QUIZAPP_PORT``. Empty text stands for
    the default.

    Attributes:
        instance: Folder of the database, the secret key and the caches.
        database_url: SQLAlchemy address of the bank.
        redis_url: Where jobs wait when several machines share them; empty for a file.
        secret_key: Signs cookies; empty until `quizapp.security` has read the kept one.
        host: Address to listen at.
        port: TCP port to listen at.
        public_url: Where browsers find the site, without a closing slash; for
            links and QR codes. Cookies are Secure exactly when it is https.
        office: Name of the office that runs the site, shown on its pages.
        language: Language of pages and commands until a reader chooses: zh or en.
        threads: Requests answered at the same time.
        trusted_proxies: Reverse proxies whose X-Forwarded headers are believed.
    """

    instance: Path = field(default=Path(), metadata={"parse": _folder, "shown": "instance/"})
    database_url: str = _setting("", _database_url, "sqlite:///instance/quizapp.db")
    redis_url: str = field(default="", repr=False, metadata={"parse": _redis_url, "shown": ""})
    secret_key: str = field(
        default="", repr=False, metadata={"parse": _secret_key, "shown": "instance/secret_key"}
    )
    host: str = _setting("127.0.0.1", _one_line)
    port: int = _setting(8000, _between(1, 65535))
    public_url: str = _setting("", _public_url, "http://127.0.0.1:8000")
    office: str = _setting("", _one_line)
    language: str = _setting(DEFAULT_LANGUAGE, _language)
    threads: int = _setting(4, _between(1, 64))
    trusted_proxies: int = _setting(0, _between(0, 5))

    def __post_init__(self) -> None:
        """Fill in the defaults that depend on other settings."""
        if self.instance == Path():
            object.__setattr__(self, "instance", default_instance())
        if not self.database_url:
            address = f"sqlite:///{(self.instance / 'quizapp.db').as_posix()}"
            object.__setattr__(self, "database_url", address)
        if not self.public_url:
            host = "127.0.0.1" if self.host in {"0.0.0.0", "::", ""} else self.host  # noqa: S104 -- compared, not bound
            object.__setattr__(self, "public_url", f"http://{_bracketed(host)}:{self.port}")

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Settings:
        """
        Read the settings from *environ*.

        Raises:
            InvalidInputError: If a variable has a value that makes no sense.
        """
        given: dict[str, Any] = {}
        for each in fields(cls):
            variable = variable_of(each.name)
            text = environ.get(variable, "").strip()
            if text:
                given[each.name] = each.metadata["parse"](variable, text)
        return cls(**given)

    @property
    def is_https(self) -> bool:
        """Whether browsers reach the site through TLS."""
        return self.public_url.startswith("https://")


def variable_of(name: str) -> str:
    """Name the environment variable of the setting *name*."""
    return PREFIX + name.upper()


def variables() -> dict[str, str]:
    """Return every variable with its default in words, in the order of `Settings`."""
    return {variable_of(each.name): each.metadata["shown"] for each in fields(Settings)}


def default_instance() -> Path:
    """
    Return where an installation keeps its files when nobody says otherwise.

    A checkout has ``instance/`` beside the packages; an installed wheel uses the
    operating system's folder for a user's data.
    """
    checkout = Path(__file__).resolve().parent.parent
    if (checkout / "pyproject.toml").is_file():
        return checkout / "instance"
    return Path(platformdirs.user_data_dir("quizapp", appauthor=False))


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
