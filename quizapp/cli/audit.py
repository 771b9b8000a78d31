"""``quizapp audit``: the bank as a whole, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any, Final

import click

from question_bank.lexicon import load_lexicon
from question_bank.questions.audit import DocumentCoverage, ReaderScore
from question_bank.storage.bank_audit import BankAudit, audit_bank
from quizapp.cli.bank import opened
from quizapp.cli.files import write_text
from quizapp.cli.group import Command
from quizapp.cli.pooling import audit_files
from quizapp.cli.shell import Shell
from quizapp.languages import mark

Gettext = Callable[[str], str]

#: Pairs of questions shown to people; programs get all.
MOST_SHOWN: Final = 20
#: The tables of the report, in order: the field and its heading.
TABLES: Final = (
    ("statuses", mark("状态")),
    ("types", mark("题型（已发布和待审）")),
    ("kinds", mark("类别（已发布和待审）")),
    ("forms", mark("出题形式")),
    ("doubts", mark("检查提出疑问的题数：没有、一处、两处以上")),
    ("flags", mark("检查结果")),
)


@click.command(
    "audit",
    cls=Command,
    help=mark(
        "报告整个题库：各部分的覆盖、类别、题型、检查结果、答案位置、会不会被猜中、重复的题。"
        "写上文件或文件夹时，由它们出题，合在一起报告，不用题库。"
    ),
)
@click.argument("paths", nargs=-1, metavar="[FILE|FOLDER]...")
@click.option(
    "--format",
    "wanted",
    type=click.Choice(["text", "json"]),
    default="text",
    help=mark("输出格式：text 给人看，json 给程序用"),
)
@click.option("--out", default="-", metavar="FILE", help=mark("写到哪个文件，- 表示标准输出"))
@click.pass_obj
def command(shell: Shell, paths: tuple[str, ...], wanted: str, out: str) -> None:
    """Print the report."""
    report = audit_files(paths) if paths else _of_bank(shell)
    if wanted == "json":
        text = json.dumps(as_json(report), ensure_ascii=False, indent=2) + "\n"
    else:
        text = "".join(f"{line}\n" for line in as_text(report, shell.gettext))
    write_text(out, text)


def _of_bank(shell: Shell) -> BankAudit:
    absolute = load_lexicon().word_list("absolute")
    with opened(shell.settings) as database, database.reader() as session:
        return audit_bank(session, absolute)


def as_json(report: BankAudit) -> dict[str, Any]:
    """Return the whole report; shares and scores lie between 0 and 1."""
    return asdict(report)


def as_text(report: BankAudit, gettext: Gettext) -> Iterator[str]:
    """Yield the lines of the report."""
    figures = report.figures
    yield gettext(mark("题库共 %(count)s 题，已发布而未经签发 %(unsigned)s 题。")) % {
        "count": figures.questions,
        "unsigned": figures.unsigned,
    }
    for name, heading in TABLES:
        yield from _table(gettext(heading), getattr(figures, name))
    yield from _answers(report, gettext)
    yield from _table(gettext(mark("问得过多的知识点")), figures.crowded_facts)
    for document in report.documents:
        yield from _coverage(document, gettext)
    yield from _duplicates(report, gettext)


def _table(heading: str, counts: dict[str, int]) -> Iterator[str]:
    yield ""
    yield _heading(heading)
    for name, number in counts.items():
        yield f"  {number:>7}  {name}"


def _answers(report: BankAudit, gettext: Gettext) -> Iterator[str]:
    figures = report.figures
    yield ""
    yield _heading(gettext(mark("答案（已发布）")))
    yield from _choices(figures.key_places, figures.reader, gettext)
    yield "  " + gettext(mark("检查提出疑问的：%(count)s 题")) % {"count": figures.doubted}
    for sentence, share in (
        (mark("判断题中正确的占 %(share)s"), figures.true_statements),
        (mark("多选题中选项全对的占 %(share)s"), figures.all_right),
    ):
        if share is not None:
            yield "  " + gettext(sentence) % {"share": f"{share:.0%}"}
    yield ""
    yield _heading(gettext(mark("答案（已发布和待审）")))
    yield from _choices(figures.key_places_live, figures.reader_live, gettext)


def _choices(
    key_places: dict[int, tuple[int, ...]], scores: tuple[ReaderScore, ...], gettext: Gettext
) -> Iterator[str]:
    for size, places in key_places.items():
        letters = "  ".join(f"{chr(ord('A') + i)} {number}" for i, number in enumerate(places))
        yield "  " + gettext(mark("%(size)s 个选项的单选题，答案位置：%(places)s")) % {
            "size": size,
            "places": letters,
        }
    yield from (f"  {line}" for score in scores for line in _reader(score, gettext))


def _reader(score: ReaderScore, gettext: Gettext) -> Iterator[str]:
    yield gettext(
        mark(
            "只凭应试技巧做 %(options)s 个选项的单选题（%(items)s 题）：答对 %(score)s，乱猜 %(chance)s"
        )
    ) % {
        "options": score.options,
        "items": score.items,
        "score": f"{score.score:.1%}",
        "chance": f"{score.chance:.1%}",
    }


def _coverage(document: DocumentCoverage, gettext: Gettext) -> Iterator[str]:
    yield ""
    yield _heading(gettext(mark("覆盖：%(title)s")) % {"title": document.title})
    for section in document.sections:
        yield "  " + gettext(
            mark(
                "%(title)s：要点 %(points)s，已发布 %(published)s，只有待审 %(waiting)s，必考而无题 %(lacking)s"
            )
        ) % {
            "title": section.title or gettext(mark("（开头）")),
            "points": section.points,
            "published": section.published,
            "waiting": section.waiting,
            "lacking": section.must_without,
        }
        for reason, number in section.reasons.items():
            yield f"      {number:>5}  {reason}"


def _duplicates(report: BankAudit, gettext: Gettext) -> Iterator[str]:
    yield ""
    yield _heading(gettext(mark("重复的题：%(count)s")) % {"count": len(report.duplicates)})
    for pair in report.duplicates[:MOST_SHOWN]:
        yield f"  {pair.likeness:.0%}  {pair.guids[0]}  {pair.stems[0]}"
        yield f"       {pair.guids[1]}  {pair.stems[1]}"
    if len(report.duplicates) > MOST_SHOWN:
        yield gettext(mark("  其余见 --format json。"))


def _heading(words: str) -> str:
    return f"== {words}"
