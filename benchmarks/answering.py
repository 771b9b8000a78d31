"""
How much does an answer cost? Answers a second beside a view with one key read and one commit.

All is asked of one site as ``quizapp serve`` serves it (same server, same SQLite file with
synchronous=FULL, the runner of jobs beside) by sixteen deputies who keep their connections, in
turns, ROUNDS times; medians count. Beside answers a second stand the milliseconds of the
processor that the server took for one, which a busy machine changes less.

- ``view``: ``/view/N`` of ``_answering_app.py``, a row by key and a commit through a session, as
  views of the site are written. It passes everything that an answer passes (headers, limits,
  compression), with the cookie of somebody who has a session and is recognised by it; it is a
  GET, so it is spared the form and its token, and it renders nothing.
- ``lean``: the same on a connection with statements built once; nothing could do less.
- ``practice``: what a phone sends when a question is answered, and gets: token checked, person
  recognised, answer marked and stored, the part with verdict, reasons and source sent back.
- ``exam``: what a phone sends when an option is tapped in an exam: the same checks, the clock of
  the paper, answer marked and kept, the bar and the name of the answer kept sent back.

Each answer is new, and in turns the first and the last choice, right or wrong.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import statistics
import sys
from collections.abc import Awaitable, Iterator, Sequence
from dataclasses import dataclass, field

from _people import Answer, Phone, form_of, number_of_questions, open_papers, read_answer
from _running import HERE, Server, fresh_site

DEPUTIES = 16
#: Questions of one practice, as people choose them.
LENGTH = "20"
#: Papers open to everybody; each asks what the built-in speech has published.
CODES = tuple(f"bench{number}" for number in range(20))
KINDS = ("view", "lean", "practice", "exam")
COMMAND = (sys.executable, str(HERE / "_answering_app.py"))


@dataclass
class Deputy:
    """Somebody with the requests they are going to send."""

    requests: dict[str, Iterator[bytes]]


@dataclass
class Load:
    """What was measured of one kind of request: how many a second, and at what cost each."""

    rates: list[float] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Answered a second."""
        return statistics.median(self.rates)

    @property
    def cost(self) -> float:
        """Milliseconds of the processor for one."""
        return statistics.median(self.costs)


async def _prepare(port: int, number: int, answers: int) -> Deputy:
    """Begin practices and papers of somebody until there are *answers* questions of each."""
    phone = Phone(port)
    await phone.get("/")
    fields = [("mode", "random"), ("length", LENGTH)]
    starts = (phone.post("/practice", fields) for _ in itertools.count())
    practice = await _until_enough(phone, starts, answers)
    named = [("name", f"代表{number}")]
    exam = await _until_enough(phone, (phone.post(f"/p/{code}", named) for code in CODES), answers)
    views = (itertools.cycle([phone.request("GET", f"/{kind}/{number + 1}")]) for kind in KINDS[:2])
    phone.close()
    return Deputy(dict(zip(KINDS, (*views, iter(practice), iter(exam)), strict=True)))


async def _until_enough(
    phone: Phone, starts: Iterator[Awaitable[Answer]], answers: int
) -> list[bytes]:
    prepared: list[bytes] = []
    for start in starts:
        first = (await start).leads_to.rsplit("/", 1)[0]
        page = (await phone.get(f"{first}/1")).text
        for slot in range(1, number_of_questions(page) + 1):
            path = f"{first}/{slot}"
            fields = form_of((await phone.get(path)).text, len(prepared))
            prepared.append(phone.request("POST", path, fields, htmx=True))
        if len(prepared) >= answers:
            break
    return prepared


async def _send(port: int, requests: Iterator[bytes], until: float) -> int:
    """Send *requests* one after another until the moment *until*; return how many were answered."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    clock = asyncio.get_running_loop()
    done = 0
    while clock.time() < until:
        request = next(requests, None)
        if request is None:
            raise SystemExit("too few questions were prepared: raise --answers")
        writer.write(request)
        head, _body = await read_answer(reader)
        if b" 200" not in head.split(b"\r\n", 1)[0]:
            raise SystemExit(f"unexpected answer: {head[:80]!r}")
        done += 1
    writer.close()
    return done


async def _load(
    server: Server, queues: Sequence[Iterator[bytes]], seconds: float
) -> tuple[float, float]:
    """Return how many *queues* were answered a second, and the milliseconds each took."""
    clock = asyncio.get_running_loop()
    before, begun = server.processor_seconds(), clock.time()
    counts = await asyncio.gather(*(_send(server.port, queue, begun + seconds) for queue in queues))
    taken = server.processor_seconds() - before
    return sum(counts) / (clock.time() - begun), taken * 1000 / sum(counts)


async def _measure(server: Server, options: argparse.Namespace) -> dict[str, Load]:
    deputies = await asyncio.gather(
        *(_prepare(server.port, number, options.answers) for number in range(DEPUTIES))
    )
    queues = {kind: [deputy.requests[kind] for deputy in deputies] for kind in KINDS}
    for kind in KINDS:
        await _load(server, queues[kind], 0.5)
    loads = {kind: Load() for kind in KINDS}
    for _ in range(options.rounds):
        for kind in KINDS:
            rate, cost = await _load(server, queues[kind], options.seconds)
            loads[kind].rates.append(rate)
            loads[kind].costs.append(cost)
    return loads


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--threads", type=int, default=None, help="as `quizapp serve` if left out")
    parser.add_argument("--answers", type=int, default=200, help="prepared for each deputy")
    options = parser.parse_args()
    site = fresh_site(COMMAND, options.threads, lambda bank: open_papers(bank, CODES))
    with site as server:
        loads = asyncio.run(_measure(server, options))
    view, lean = loads["view"], loads["lean"]
    print(f"{DEPUTIES} deputies, median of {options.rounds}; ratios to view and to lean")
    for kind, load in loads.items():
        print(
            f"{kind:9} {load.rate:6.0f}/s  {load.rate / view.rate:5.2f} {load.rate / lean.rate:5.2f}"
            f"   processor {load.cost:6.2f} ms  {_share(view, load)} {_share(lean, load)}"
        )


def _share(of: Load, load: Load) -> str:
    return f"{of.cost / load.cost:5.2f}" if load.cost else "    -"


if __name__ == "__main__":
    main()
