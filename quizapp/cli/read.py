"""``quizapp read``: what cleaning makes of a file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import Any

import click

from question_bank.documents import Document, read_document
from quizapp.cli.files import read_bytes, write_text
from quizapp.cli.group import Command
from quizapp.cli.shell import Shell
from quizapp.languages import mark

Gettext = Callable[[str], str]


@click.command(
    "read",
    cls=Command,
    help=mark("显示文件清理后的文字、分段、修补之处和可疑之处；- 表示标准输入。"),
)
@click.argument("file", metavar="FILE")
@click.option(
    "--format",
    "wanted",
    type=click.Choice(["text", "json"]),
    default="text",
    help=mark("输出格式：text 给人看，json 给程序用"),
)
@click.option("--out", default="-", metavar="FILE", help=mark("写到哪个文件，- 表示标准输出"))
@click.pass_obj
def command(shell: Shell, file: str, wanted: str, out: str) -> None:
    """Print the clean text of one file."""
    document = read_document(read_bytes(file), PurePath(file).name)
    if wanted == "json":
        text = json.dumps(as_json(document), ensure_ascii=False, indent=2) + "\n"
    else:
        text = "".join(f"{line}\n" for line in as_text(document, shell.gettext))
    write_text(out, text)


def as_json(document: Document) -> dict[str, Any]:
    """Return everything that reading found; offsets count code points of ``clean_text``."""
    return {
        "title": document.title,
        "sha256": document.sha256,
        "genre": document.genre.value,
        "clean_text": document.clean_text,
        "sections": [
            {
                "index": section.index,
                "parent": section.parent,
                "role": section.role.value,
                "ordinal": section.ordinal,
                "marker": section.marker,
                "title": section.title,
                "start": section.start,
                "end": section.end,
            }
            for section in document.sections
        ],
        "sentences": [
            {
                "start": sentence.start,
                "end": sentence.end,
                "section": sentence.section,
                "paragraph": sentence.paragraph,
                "is_heading": sentence.is_heading,
            }
            for sentence in document.sentences
        ],
        "repairs": [
            {
                "kind": repair.kind,
                "origin": repair.origin,
                "start": repair.start,
                "before": repair.before,
                "after": repair.after,
            }
            for repair in document.repairs
        ],
        "flags": [
            {
                "kind": flag.kind,
                "start": flag.start,
                "end": flag.end,
                "text": document.clean_text[flag.start : flag.end],
            }
            for flag in document.flags
        ],
    }


def as_text(document: Document, gettext: Gettext) -> Iterator[str]:
    """Yield the lines of a report: the text, its sections, what was mended, what looks odd."""
    yield document.clean_text.rstrip("\n")
    yield ""
    yield _heading(gettext(mark("分段")), len(document.sections))
    for section in document.sections:
        depth = len(document.ancestry(section.index)) - 1
        name = f"{section.marker}{section.title}" or section.role.value
        yield f"{'  ' * depth}[{section.start}, {section.end}) {name}"
    yield _heading(gettext(mark("修补之处")), len(document.repairs))
    for repair in document.repairs:
        yield f"  {repair.start} {repair.kind}: {repair.before!r} → {repair.after!r}"
    yield _heading(gettext(mark("可疑之处")), len(document.flags))
    for flag in document.flags:
        odd = document.clean_text[flag.start : flag.end]
        yield f"  [{flag.start}, {flag.end}) {flag.kind}: {odd!r}"


def _heading(words: str, count: int) -> str:
    return f"== {words}: {count}"
