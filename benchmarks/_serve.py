"""Run one WSGI server: ``_serve.py SERVER PORT THREADS``; a process of its own for `serving.py`."""

from __future__ import annotations

import logging
import sys

from _serving_app import create


def _waitress(port: int, threads: int) -> None:
    import waitress  # noqa: PLC0415 -- only the server that is measured is loaded

    # It warns of each request that waits for a thread.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    waitress.serve(create(), host="127.0.0.1", port=port, threads=threads, _quiet=True)


def _cheroot(port: int, threads: int) -> None:
    from cheroot.wsgi import Server  # noqa: PLC0415

    Server(("127.0.0.1", port), create(), numthreads=threads, max=threads).start()


def _granian(port: int, threads: int) -> None:
    from granian import Granian  # noqa: PLC0415
    from granian.constants import Interfaces  # noqa: PLC0415
    from granian.log import LogLevels  # noqa: PLC0415

    Granian(
        "_serving_app:create",
        factory=True,
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=threads,
        log_level=LogLevels.error,
    ).serve()


SERVERS = {"waitress": _waitress, "cheroot": _cheroot, "granian": _granian}

if __name__ == "__main__":
    name, port, threads = sys.argv[1:]
    SERVERS[name](int(port), int(threads))
