"""
How near the writing of a deck comes to the least it could cost.

The floor writes the same rows, ready made, with plain SQLite calls, and deflates
the file as zipfile does by itself; the deck is packed at a quicker level when it is
large, which the last line but one shows. All run several times in turn, each in a
process of its own, so that none pays for another's memory. A ratio is that of one
round, as neighbours slow all of a round alike, and the median of the rounds counts.

    python benchmarks/anki_export.py [--notes 100000] [--rounds 3]
"""

from __future__ import annotations

import argparse
import json
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from statistics import median

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from question_bank.export.anki import ExportNote, write_deck
from question_bank.export.notes import notes_for_export
from question_bank.keypoints.values import Kind
from question_bank.questions.values import Blank, Item, ItemType, NearMiss
from question_bank.storage.database import Database
from question_bank.storage.listing import QuestionFilter
from question_bank.storage.models import Blank as BlankRow
from question_bank.storage.models import Question
from question_bank.storage.models.values import Origin, Status

FILLED_AT_ONCE = 10_000
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
PLACES = ("第一部分第一点", "第一部分第二点", "第二部分第一点", "第三部分", "第四部分引言", "结尾")


def notes(count: int) -> Iterator[ExportNote]:
    """Yield notes with two clozes and all that a card shows, no two the same."""
    kinds = list(Kind)
    for number in range(count):
        key, other = f"表决权{number % 977}", f"质询权{number % 1009}"
        item = Item(
            type=ItemType.CLOZE,
            form="list",
            kind=kinds[number % len(kinds)],
            stem=f"讲话第二部分第{number}句指出，人大代表享有审议权、____、提案权、选举权、____等权利。",
            blanks=(
                Blank(1, (key,), (NearMiss("审判权", "由人民法院依照法律规定独立行使。"),)),
                Blank(2, (other,)),
            ),
            word_bank=(other, "审判权", key, "检察权"),
            explanation=f"讲话列举了审议权、{key}、提案权、选举权、{other}，所列并非全部。",
        )
        place = PLACES[number % len(PLACES)]
        quote = f"人大代表享有审议权、{key}、提案权、选举权、{other}等权利。"
        changed = NOW - timedelta(seconds=number)
        yield ExportNote(f"{number:032x}", item, changed, f"《讲话》{place}", quote, "讲话")


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds on the wall and of the processor; the second minds busy neighbours less."""

    wall: float
    processor: float


def stopwatch() -> Callable[[], Taken]:
    """Start, and return what tells the time taken since."""
    wall, processor = time.perf_counter(), time.process_time()
    return lambda: Taken(time.perf_counter() - wall, time.process_time() - processor)


def time_ours(folder: Path, count: int) -> Taken:
    """Return what `write_deck` takes, the making of the notes included."""
    taken = stopwatch()
    with (folder / "ours.apkg").open("wb") as file:
        write_deck(notes(count), file, now=NOW)
    return taken()


def time_making(_folder: Path, count: int) -> Taken:
    """Return what only making the notes takes; it is not the export's."""
    taken = stopwatch()
    for _ in notes(count):
        pass
    return taken()


def time_floor(folder: Path, _count: int) -> Taken:
    """Return what SQLite and zip take for the rows of our package."""
    with zipfile.ZipFile(folder / "ours.apkg") as archive:
        archive.extract("collection.anki2", folder / "read")
    with closing(sqlite3.connect(folder / "read" / "collection.anki2")) as ours:
        schema = [row[0] for row in ours.execute("SELECT sql FROM sqlite_master")]
        rows = {
            name: ours.execute(f"SELECT * FROM {name}").fetchall()  # noqa: S608
            for name in ("col", "notes", "cards")
        }
    taken = stopwatch()
    _write_rows(folder / "floor.anki2", schema, rows)
    with zipfile.ZipFile(folder / "floor.apkg", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(folder / "floor.anki2", "collection.anki2")
        archive.writestr("media", "{}")
    return taken()


def _write_rows(path: Path, schema: list[str], rows: dict[str, list[tuple[object, ...]]]) -> None:
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; BEGIN;")
        for statement in schema:
            if "INDEX" not in statement:
                connection.execute(statement)
        for name, lines in rows.items():
            marks = ",".join("?" * len(lines[0]))
            connection.executemany(f"INSERT INTO {name} VALUES({marks})", lines)
        for statement in schema:
            if "INDEX" in statement:
                connection.execute(statement)
        connection.execute("COMMIT")


def time_filling(folder: Path, count: int) -> Taken:
    """Fill a bank with the same questions; what that takes is not the export's."""
    taken = stopwatch()
    database = Database(f"sqlite:///{folder / 'bank.db'}")
    database.upgrade()
    with database.writer() as session:
        known = session.scalar(select(func.count()).select_from(Question))
        if not known:
            some = notes(count)
            for start in range(0, count, FILLED_AT_ONCE):
                _fill(session, islice(some, FILLED_AT_ONCE), start)
        session.commit()
    database.close()
    return taken()


def time_bank(folder: Path, _count: int) -> Taken:
    """Return what a deck of a whole bank takes, the reading included."""
    database = Database(f"sqlite:///{folder / 'bank.db'}")
    taken = stopwatch()
    with database.reader() as session, (folder / "bank.apkg").open("wb") as file:
        write_deck(notes_for_export(session, QuestionFilter()), file, now=NOW)
    done = taken()
    database.close()
    return done


def _fill(session: Session, some: Iterator[ExportNote], start: int) -> None:
    listed = list(enumerate(some, start=start + 1))
    questions = [
        {
            "id": number,
            "guid": note.guid,
            "origin": Origin.AUTHORED,
            "type": note.item.type,
            "form": note.item.form,
            "kind": note.item.kind,
            "status": Status.PUBLISHED,
            "stem": note.item.stem,
            "word_bank": list(note.item.word_bank),
            "explanation": note.item.explanation,
            "difficulty": 2,
            "content_hash": note.guid * 2,
            "content_changed_at": note.content_changed_at,
            "created_at": note.content_changed_at,
            "current_revision": 1,
            "last_part_number": 2,
            "lock_version": 1,
        }
        for number, note in listed
    ]
    session.execute(insert(Question), questions)
    session.execute(insert(BlankRow), [row for n, note in listed for row in _blank_rows(n, note)])


def _blank_rows(number: int, note: ExportNote) -> Iterator[dict[str, object]]:
    for position, blank in enumerate(note.item.blanks, start=1):
        yield {
            "question_id": number,
            "number": blank.number,
            "position": position,
            "accepted": list(blank.accepted),
            "near_misses": [{"text": m.text, "feedback": m.feedback} for m in blank.near_misses],
        }


PARTS = {
    "ours": time_ours,
    "making": time_making,
    "floor": time_floor,
    "filling": time_filling,
    "bank": time_bank,
}


def run_part(part: str, folder: Path, count: int) -> dict[str, float]:
    """Measure one part in this process."""
    taken = PARTS[part](folder, count)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"wall": taken.wall, "processor": taken.processor, "megabytes": peak}


def measure(part: str, folder: Path, count: int) -> dict[str, float]:
    """Measure one part in a process of its own."""
    command = [sys.executable, __file__, "--part", part, "--folder", str(folder)]
    done = subprocess.run(
        [*command, "--notes", str(count)], check=True, capture_output=True, text=True
    )
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def report(count: int, rounds: int) -> None:
    """Print ratios; seconds stand beside them and are not judged."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        runs = [{part: measure(part, folder, count) for part in PARTS} for _ in range(rounds)]
        size = (folder / "ours.apkg").stat().st_size
        smallest = (folder / "floor.apkg").stat().st_size
    print(f"{count} notes with two clozes, median of {rounds}; ratios to the raw floor")
    for clock in ("wall", "processor"):
        alone = [(run["ours"][clock] - run["making"][clock]) / run["floor"][clock] for run in runs]
        bank = [run["bank"][clock] / run["floor"][clock] for run in runs]
        seconds = {part: median(run[part][clock] for run in runs) for part in PARTS}
        print(
            f"{clock:9}  writing alone {median(alone):.2f} ({min(alone):.2f} to {max(alone):.2f}),"
            f" with the bank read {median(bank):.2f} ({min(bank):.2f} to {max(bank):.2f})"
        )
        print(
            f"           deck {seconds['ours'] - seconds['making']:.2f} s, with the bank"
            f" {seconds['bank']:.2f} s, floor {seconds['floor']:.2f} s"
        )
    print(f"file       {size / smallest:.3f}  ({size / 1e6:.1f} MB)")
    most = max(run[part]["megabytes"] for run in runs for part in ("ours", "bank"))
    print(f"memory     {most:.0f} MB at most")


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--part", choices=tuple(PARTS), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.part:
        print(json.dumps(run_part(args.part, args.folder, args.notes)))
    else:
        report(args.notes, args.rounds)


if __name__ == "__main__":
    main()
