"""Loading: everything is there, twice the same, and told apart by its fingerprint."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from question_bank.lexicon import load_lexicon
from question_bank.lexicon.loading import DATA_FILES


def test_loading_twice_gives_the_same_value() -> None:
    load_lexicon.cache_clear()
    first = load_lexicon()
    load_lexicon.cache_clear()
    second = load_lexicon()

    assert first is not second
    assert first == second


def test_a_loaded_lexicon_is_shared() -> None:
    assert load_lexicon() is load_lexicon()


def test_the_fingerprint_is_a_sha256_and_stable() -> None:
    first = load_lexicon().fingerprint
    load_lexicon.cache_clear()

    assert load_lexicon().fingerprint == first
    assert len(bytes.fromhex(first)) == 32


@pytest.mark.parametrize("name", DATA_FILES)
def test_each_data_file_holds_one_object_a_line_and_is_not_empty(name: str) -> None:
    text = files("question_bank.lexicon").joinpath(f"data/{name}.jsonl").read_text("utf-8")
    rows = [json.loads(line) for line in text.splitlines()]

    assert rows
    assert all(isinstance(row, dict) for row in rows)
    assert text.endswith("\n")


def test_no_data_file_is_forgotten_by_the_fingerprint() -> None:
    folder = files("question_bank.lexicon").joinpath("data")
    on_disk = {each.name for each in folder.iterdir() if each.name.endswith(".jsonl")}

    assert on_disk == {f"{name}.jsonl" for name in DATA_FILES}


@pytest.mark.parametrize("name", [name for name in DATA_FILES if name != "numerals"])
def test_every_row_carries_its_four_marks_of_origin(name: str) -> None:
    text = files("question_bank.lexicon").joinpath(f"data/{name}.jsonl").read_text("utf-8")
    marks = {"source", "version", "checked_on", "certainty"}

    assert [line for line in text.splitlines() if not marks <= json.loads(line).keys()] == []
