"""
Two hundred people at once: does anybody wait noticeably?

Everybody has a phone with one connection to a site as ``quizapp serve`` serves it. They come
within COME seconds, begin a practice of twenty and an exam, and then, for SECONDS, get a
question, think for THINK seconds (between half and one and a half times that) and answer it: of
the practice or of the exam, by chance. Then everybody hands the exam in within WITHIN seconds
and gets the result; at last everybody begins another exam within WITHIN seconds.
Times are from sending to the last byte, in milliseconds. What is answered with another status
than it should ends the run with an error, as does a 95th percentile above GOAL. How late this
process itself woke, and how long a commit to a file of its own took, stand in brackets: where
that is much, the processor or the disk was busy with other things.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sqlite3
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus

from _people import Answer, Phone, form_of, number_of_questions, open_papers
from _running import Server, fresh_site

CODES = ("bench1", "bench2")
#: What the 95th percentile of every kind of request is to stay below, in milliseconds.
GOAL = 300
#: How often this process looks how busy the machine is, in seconds, and what it finds then.
NAP = 0.1
OWN = WOKE, COMMITTED = "(late to wake itself)", "(a commit of its own)"
GOOD = {HTTPStatus.OK, HTTPStatus.SEE_OTHER}


@dataclass
class Book:
    """What was answered, and how long it took, by what was asked for at which stage."""

    stage: str = ""
    seconds: dict[tuple[str, str], list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)

    async def note(self, what: str, asked: Awaitable[Answer]) -> Answer:
        """Wait for an answer and write it down."""
        stage = self.stage
        answer = await asked
        self.seconds[stage, what].append(answer.seconds)
        if answer.status not in GOOD:
            self.errors.append(f"{what}: {answer.status}")
        return answer

    async def watch_machine(self, folder: str) -> None:
        """Write down, until it is stopped, how late this process wakes and how long a commit takes."""
        clock = asyncio.get_running_loop()
        own = sqlite3.connect(f"{folder}/own.db", check_same_thread=False)
        own.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
        own.execute("CREATE TABLE note (id INTEGER PRIMARY KEY)")
        while True:
            due = clock.time() + NAP
            await asyncio.sleep(NAP)
            woken = clock.time()
            own.execute("INSERT INTO note DEFAULT VALUES")
            await asyncio.to_thread(own.commit)
            self.seconds[self.stage, WOKE].append(woken - due)
            self.seconds[self.stage, COMMITTED].append(clock.time() - woken)


@dataclass
class Work:
    """A practice or an exam that somebody has begun."""

    name: str
    address: str
    count: int
    slot: int = 0


class Person:
    """Somebody with a phone who practises and sits an exam."""

    def __init__(self, port: int, number: int, book: Book) -> None:
        self._phone = Phone(port)
        self._book = book
        self._name = f"代表{number}"
        self._random = random.Random(number)  # noqa: S311 -- a walk, not a secret
        self._exam: Work | None = None

    async def learn(self, come: float, think: float, seconds: float) -> None:
        """Come within so many seconds, and answer until all have had *seconds* for it."""
        clock = asyncio.get_running_loop()
        until = clock.time() + come + seconds
        await asyncio.sleep(self._random.uniform(0, come))
        await self._book.note("first page", self._phone.get("/"))
        self._exam = await self.begin(CODES[0])
        works = [self._exam, await self._practise()]
        while clock.time() < until:
            await self._answer(self._random.choice(works), think)
            works = [work if work.slot < work.count else await self._practise() for work in works]

    async def begin(self, code: str) -> Work:
        """Begin an exam."""
        address = f"/p/{code}"
        await self._book.note("page before an exam", self._phone.get(address))
        begun = self._phone.post(address, [("name", self._name)])
        return await self._work("exam", await self._book.note("begin an exam", begun))

    async def hand_in(self, within: float) -> None:
        """Hand the exam in at some moment of so many seconds, and see the result."""
        await asyncio.sleep(self._random.uniform(0, within))
        address = self._exam.address if self._exam else ""
        done = await self._book.note("hand in", self._phone.post(f"{address}/submit", []))
        await self._book.note("result", self._phone.get(done.leads_to))

    async def begin_together(self, within: float) -> None:
        """Begin another exam at some moment of so many seconds."""
        await asyncio.sleep(self._random.uniform(0, within))
        await self.begin(CODES[1])

    def leave(self) -> None:
        """Hang up."""
        self._phone.close()

    async def _practise(self) -> Work:
        begun = self._phone.post("/practice", [("mode", "random"), ("length", "20")])
        return await self._work("practice", await self._book.note("begin a practice", begun))

    async def _work(self, name: str, begun: Answer) -> Work:
        page = await self._book.note(f"{name} question", self._phone.get(begun.leads_to))
        address = begun.leads_to.rsplit("/", 1)[0]
        return Work(name, address, number_of_questions(page.text))

    async def _answer(self, work: Work, think: float) -> None:
        work.slot += 1
        address = f"{work.address}/{work.slot}"
        shown = self._phone.get(address, htmx=True)
        page = await self._book.note(f"{work.name} question", shown)
        await asyncio.sleep(self._random.uniform(think / 2, think * 1.5))
        fields = form_of(page.text, self._random.randrange(2))
        sent = self._phone.post(address, fields, htmx=True)
        await self._book.note(f"{work.name} answer", sent)


async def _crowd(server: Server, options: argparse.Namespace) -> Book:
    book = Book()
    people = [Person(server.port, number, book) for number in range(options.people)]
    with tempfile.TemporaryDirectory() as folder:
        watch = asyncio.create_task(book.watch_machine(folder))
        learning = asyncio.gather(
            *(each.learn(options.come, options.think, options.seconds) for each in people)
        )
        await _stage(server, book, "coming", asyncio.sleep(options.come))
        await _stage(server, book, "answering", learning)
        handing_in = asyncio.gather(*(each.hand_in(options.within) for each in people))
        await _stage(server, book, "handing in", handing_in)
        beginning = asyncio.gather(*(each.begin_together(options.within) for each in people))
        await _stage(server, book, "beginning", beginning)
        watch.cancel()
    for each in people:
        each.leave()
    return book


async def _stage(server: Server, book: Book, name: str, work: Awaitable[object]) -> None:
    """Wait for *work* and tell what it took of the server."""
    book.stage = name
    clock = asyncio.get_running_loop()
    before, begun = server.processor_seconds(), clock.time()
    await work
    taken = clock.time() - begun
    used = (server.processor_seconds() - before) / taken
    count = sum(
        len(each) for (at, what), each in book.seconds.items() if at == name and what not in OWN
    )
    print(f"{name:12} {taken:5.1f} s  {count / taken:5.0f} requests/s  {used:4.0%} of a core")


def main() -> int:
    """Measure and print; return 1 if anybody had to wait, or anything failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--come", type=float, default=30, help="seconds within which all come")
    parser.add_argument("--think", type=float, default=5)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--within", type=float, default=3)
    parser.add_argument("--threads", type=int, default=None, help="as `quizapp serve` if left out")
    options = parser.parse_args()
    site = fresh_site(threads=options.threads, prepare=lambda bank: open_papers(bank, CODES))
    with site as server:
        book = asyncio.run(_crowd(server, options))
    late = {key: _tell(" ".join(key), seconds) for key, seconds in book.seconds.items()}
    slow = [f"{at} {what}" for (at, what), each in late.items() if each > GOAL and what not in OWN]
    print(f"errors: {len(book.errors)} {sorted(set(book.errors))[:5]}")
    print(f"above {GOAL} ms: {', '.join(slow) or 'nothing'}")
    return 1 if slow or book.errors else 0


def _tell(what: str, seconds: Sequence[float]) -> float:
    """Print how long *what* took and return the 95th percentile in milliseconds."""
    cuts = statistics.quantiles([*seconds, *seconds], n=100)
    middle, late, last = (cuts[at - 1] * 1000 for at in (50, 95, 99))
    worst = max(seconds) * 1000
    numbers = f"p50 {middle:6.0f}  p95 {late:6.0f}  p99 {last:6.0f}  longest {worst:6.0f} ms"
    print(f"{what:32} {len(seconds):6}  {numbers}")
    return late


if __name__ == "__main__":
    sys.exit(main())
