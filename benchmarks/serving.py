"""
Which WSGI server? Requests a second behind each that is installed.

Sixteen clients keep their connections; each address is measured ROUNDS times,
the servers taking turns, and the median counts. The ratio is to waitress on
the same address in the same run; `docs/serving.md` says what was chosen.
"""

from __future__ import annotations

import argparse
import asyncio
import importlib.util
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from _running import HERE, free_port, running
from _serve import SERVERS
from _serving_app import ROWS, prepare

CLIENTS = 16
ADDRESSES = ("/page", "/read/{}", "/commit/{}")
Sample = tuple[float, float]  # requests a second, 99th percentile in ms


async def _client(port: int, address: str, first: int, until: float) -> list[float]:
    """Ask for *address* again and again until the moment *until*; return the seconds taken."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    taken = []
    number = first
    while (start := time.perf_counter()) < until:
        number = (number + CLIENTS) % ROWS
        request = f"GET {address.format(number)} HTTP/1.1\r\nHost: bench\r\n\r\n"
        try:
            writer.write(request.encode())
            is_kept = await _read_answer(reader)
        except (asyncio.IncompleteReadError, ConnectionError):
            is_kept = False  # Asked on a connection that the server had just closed: ask again.
        else:
            taken.append(time.perf_counter() - start)
        if not is_kept:
            writer.close()
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.close()
    return taken


async def _read_answer(reader: asyncio.StreamReader) -> bool:
    """Read one answer; tell whether the connection stays open."""
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    lines = head.split(b"\r\n")
    if b" 200" not in lines[0]:
        raise SystemExit(f"unexpected answer: {lines[0]!r}")
    length = next(int(each.split(b":")[1]) for each in lines if each.startswith(b"content-length"))
    await reader.readexactly(length)
    return b"connection: close" not in head


async def _load(port: int, address: str, seconds: float) -> Sample:
    until = time.perf_counter() + seconds
    every = await asyncio.gather(*(_client(port, address, n, until) for n in range(CLIENTS)))
    taken = sorted(second for one in every for second in one)
    return len(taken) / seconds, taken[int(len(taken) * 0.99)] * 1000


@contextmanager
def _serving(server: str, threads: int) -> Iterator[int]:
    """Run *server* on a fresh database; give its port."""
    port = free_port()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        database = str(Path(folder) / "bench.db")
        prepare(database)
        command = [sys.executable, str(HERE / "_serve.py"), server, str(port), str(threads)]
        with running(command, port, {"BENCHMARK_DATABASE": database}):
            yield port


def _measure(servers: list[str], options: argparse.Namespace) -> dict[tuple[str, str], Sample]:
    samples: dict[tuple[str, str], list[Sample]] = {}
    for _ in range(options.rounds):
        for server in servers:
            with _serving(server, options.threads) as port:
                for address in ADDRESSES:
                    asyncio.run(_load(port, address, 0.5))
                    sample = asyncio.run(_load(port, address, options.seconds))
                    samples.setdefault((server, address), []).append(sample)
    return {
        key: (statistics.median(s[0] for s in each), statistics.median(s[1] for s in each))
        for key, each in samples.items()
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--threads", type=int, default=8)
    options = parser.parse_args()
    servers = [name for name in SERVERS if importlib.util.find_spec(name)]
    medians = _measure(servers, options)
    print(f"{CLIENTS} clients, {options.threads} threads, median of {options.rounds}")
    for address in ADDRESSES:
        baseline = medians["waitress", address][0]
        for server in servers:
            rate, slowest = medians[server, address]
            print(
                f"{address:12} {server:10} ratio {rate / baseline:5.2f}"
                f"   {rate:7.0f}/s  p99 {slowest:6.1f} ms"
            )


if __name__ == "__main__":
    main()
