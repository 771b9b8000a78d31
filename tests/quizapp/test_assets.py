from __future__ import annotations

import gzip
import hashlib
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp import assets

STATIC = assets.folder("static")
SENT = sorted(
    path.relative_to(STATIC).as_posix()
    for path in STATIC.rglob("*")
    if path.suffix in {".css", ".js", ".svg"}
)
#: What Chromium 86 or Safari 14.0 would ignore, and with it the whole rule.
TOO_NEW = (
    r":(is|where|has)\(",
    r"@(layer|container|property)\b",
    r"\b(inset|aspect-ratio|margin-inline|padding-inline|margin-block|padding-block)\s*:",
    r"[{;]\s*gap\s*:",
    r"\bcolor-mix\(|\d(dvh|svh|lvh|cqw)\b",
    r"^\s*&",
)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def address(app: Flask, name: str) -> str:
    with app.test_request_context():
        return assets.asset_url(name)


@pytest.mark.parametrize("name", SENT)
def test_a_file_under_its_own_hash_is_kept_for_a_year(
    app: Flask, client: FlaskClient, name: str
) -> None:
    answer = client.get(address(app, name))

    assert answer.status_code == 200
    assert answer.data == (STATIC / name).read_bytes()
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert "Set-Cookie" not in answer.headers


def test_an_outdated_hash_still_answers_but_is_not_kept(client: FlaskClient) -> None:
    answer = client.get("/assets/000000000000/css/app.css")

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    "name", ["css/none.css", "../pyproject.toml", "%2e%2e/pyproject.toml", "css", "/etc/hosts"]
)
def test_only_files_of_the_folder_are_sent(client: FlaskClient, name: str) -> None:
    assert client.get(f"/assets/000000000000/{name}").status_code in {308, 404}


def test_text_is_compressed_for_a_browser_that_takes_it(app: Flask, client: FlaskClient) -> None:
    answer = client.get(address(app, "css/app.css"), headers={"Accept-Encoding": "gzip, br"})

    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert gzip.decompress(answer.data) == (STATIC / "css/app.css").read_bytes()


def test_a_browser_that_has_the_file_is_told_so(app: Flask, client: FlaskClient) -> None:
    first = client.get(address(app, "js/app.js"))

    again = client.get(address(app, "js/app.js"), headers={"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 304
    assert again.data == b""


def test_the_address_changes_with_the_content(tmp_path: Path) -> None:
    file = tmp_path / "a.css"
    library = assets.AssetLibrary(tmp_path, reload=True)
    file.write_text("a { color: red }")
    before = library.find("a.css")

    file.write_text("a { color: blue }")
    after = library.find("a.css")

    assert before is not None
    assert after is not None
    assert before.digest != after.digest


def test_a_template_that_names_a_missing_file_fails(app: Flask) -> None:
    with app.test_request_context(), pytest.raises(FileNotFoundError, match=r"none\.css"):
        assets.asset_url("none.css")


def test_vendored_files_are_the_ones_their_table_names() -> None:
    table = (STATIC / "vendor/README.md").read_text("utf-8")
    named = dict(re.findall(r"^\| `([\w.]+\.js)` .*`([0-9a-f]{64})` \|$", table, re.MULTILINE))
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (STATIC / "vendor").glob("*.js")
    }

    assert named == found


@pytest.mark.parametrize("pattern", TOO_NEW)
@pytest.mark.parametrize("name", [name for name in SENT if name.endswith(".css")])
def test_style_sheets_keep_to_what_old_browsers_know(name: str, pattern: str) -> None:
    css = re.sub(r"/\*.*?\*/", "", (STATIC / name).read_text("utf-8"), flags=re.DOTALL)
    # A browser that does not know the second keeps to the first.
    css = re.sub(r"([\w-]+): ([^;]*)vh([^;]*); \1: \2svh\3;", r"\1: \2vh\3;", css)

    assert not re.search(pattern, css, re.MULTILINE)


def test_both_ways_to_the_dark_theme_give_the_same_colours() -> None:
    css = (STATIC / "css/app.css").read_text("utf-8")
    by_system = re.search(r':root:not\(\[data-theme="light"\]\) \{(.*?)\}', css, re.DOTALL)
    by_choice = re.search(r':root\[data-theme="dark"\] \{(.*?)\}', css, re.DOTALL)

    assert by_system is not None
    assert by_choice is not None
    assert by_system[1].split() == by_choice[1].split()


def _colours(css: str, selector: str) -> dict[str, str]:
    block = re.search(re.escape(selector) + r" \{(.*?)\}", css, re.DOTALL)
    assert block is not None
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block[1]))


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    darker, lighter = sorted([_luminance(one), _luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [":root", ':root[data-theme="dark"]'])
@pytest.mark.parametrize(
    ("text", "grounds"),
    [
        ("ink", ("paper", "surface", "sunken", "right-wash", "near-wash", "accent-wash", "mark")),
        ("ink-soft", ("paper", "surface", "sunken", "right-wash", "near-wash", "accent-wash")),
        ("ink-faint", ("paper", "surface", "sunken")),
        ("accent", ("paper", "surface", "sunken", "accent-wash")),
        ("right", ("paper", "surface", "sunken", "right-wash")),
        ("near", ("paper", "surface", "sunken", "near-wash")),
        ("info", ("paper", "surface", "sunken", "info-wash")),
        ("on-accent", ("accent-fill", "accent-deep")),
    ],
)
def test_text_can_be_read_on_its_grounds(theme: str, text: str, grounds: tuple[str, ...]) -> None:
    css = (STATIC / "css/app.css").read_text("utf-8")
    colours = _colours(css, ":root") | _colours(css, theme)

    assert min(_contrast(colours[text], colours[ground]) for ground in grounds) >= 4.5
