"""``quizapp audit`` as a person and as a program read it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quizapp.cli import run

LAW = (
    "示范市人民代表大会议事规则\n"
    "第一条　市人民代表大会会议由市人民代表大会常务委员会召集，每年至少举行一次。\n"
    "第二条　代表十人以上联名，可以向本级人民代表大会提出属于本级职权范围内的议案。\n"
)


def surroundings(folder: Path, **others: str) -> dict[str, str]:
    return {"QUIZAPP_INSTANCE": str(folder), **others}


def test_programs_get_every_figure_as_json(set_up: Path, tmp_path: Path) -> None:
    file = tmp_path / "audit.json"

    status = run(["audit", "--format", "json", "--out", str(file)], surroundings(set_up))

    report = json.loads(file.read_text(encoding="utf-8"))
    figures = report["figures"]
    assert status == 0
    assert set(report) == {"figures", "documents", "duplicates"}
    assert figures["questions"] == sum(figures["statuses"].values()) > 0
    assert sum(figures["doubts"].values()) == sum(figures["types"].values())
    assert 0.45 <= figures["true_statements"] <= 0.55
    assert all(section["points"] > 0 for section in report["documents"][0]["sections"])


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh_CN.UTF-8", ["题库共", "覆盖：在代表座谈会上的讲话", "判断题中正确的占"]),
        ("en_US.UTF-8", ["questions in the bank", "Coverage"]),
    ],
)
def test_people_read_it_in_their_language(
    set_up: Path, language: str, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["audit"], surroundings(set_up, LANG=language)) == 0

    out = capsys.readouterr().out
    assert all(each in out for each in words)


def test_files_and_folders_are_pooled_without_a_bank(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    for name, days in (("甲.txt", "七日"), ("乙.md", "三日")):
        (texts / name).write_text(f"{LAW}第三条　质询案应当在会议举行的{days}前送达。\n")
    (texts / "notes.jsonl").write_text("{}")
    alone = tmp_path / "丙.txt"
    alone.write_text(f"{LAW}第三条　议案应当在会议举行的十日前送达。\n")
    file = tmp_path / "audit.json"

    status = run(
        ["audit", str(texts), str(alone), "--format", "json", "--out", str(file)],
        surroundings(tmp_path / "none"),
    )

    report = json.loads(file.read_text(encoding="utf-8"))
    assert status == 0
    assert report["documents"] == []
    assert sum(report["figures"]["statuses"].values()) == report["figures"]["questions"] > 0
    assert max(pair["likeness"] for pair in report["duplicates"]) == 1.0
    assert not (tmp_path / "none").exists()


def test_a_missing_file_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["audit", "nowhere.txt"], surroundings(tmp_path / "none")) != 0

    assert "nowhere.txt" in capsys.readouterr().err


def test_without_a_bank_one_sentence_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["audit"], surroundings(tmp_path / "none")) != 0

    assert "Traceback" not in capsys.readouterr().err
