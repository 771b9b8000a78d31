"""
Serve the site with Granian; `docs/serving.md` says why.

The process that the user started keeps watch; one worker process answers, with
several threads. One worker only: throttling counts in its memory, and SQLite's
writers take turns inside one process.
"""

from __future__ import annotations

import errno
import gc
import multiprocessing
import os
import signal
import socket
import threading
from typing import Final

from flask import Flask
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from question_bank.errors import InvalidInputError
from quizapp.config import Settings, variable_of
from quizapp.jobs.supervising import runner_beside

#: Connections that may wait to be accepted.
BACKLOG: Final = 1024
#: A browser that takes longer than this to send its headers is cut off, in milliseconds.
PATIENCE: Final = 15_000
#: A worker that does not end by itself is killed after this, in seconds.
LAST_REQUESTS: Final = 20
#: New objects before the young are looked through, rounds of these before the middle-aged are,
#: and rounds of those before all are: see the module `gc`.
COLLECTING: Final = (10_000, 20, 50)
#: Where the worker finds the site.
SITE: Final = "quizapp.serving:application"


def serve(settings: Settings, site: str = SITE) -> None:
    """
    Serve until interrupted or terminated, with a runner of jobs beside.

    *site* names what builds it; a benchmark has one with an address more.
    """
    if multiprocessing.get_start_method() == "fork":
        # The worker inherits what is loaded here, and is ready the sooner.
        import quizapp.application  # noqa: F401, PLC0415
    server = Granian(
        site,
        factory=True,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        workers=1,
        blocking_threads=settings.threads,
        backlog=BACKLOG,
        http1_settings=HTTP1Settings(header_read_timeout=PATIENCE),
        respawn_failed_workers=True,
        workers_kill_timeout=LAST_REQUESTS,
        log_level=LogLevels.error,
    )
    with runner_beside():
        server.serve()


def application() -> Flask:
    """Build the site in the worker, by the same environment."""
    # Here, because a worker that is not forked must load it for itself.
    from quizapp import create_app  # noqa: PLC0415

    threading.Thread(target=_end_with_parent, name="parent", daemon=True).start()
    app = create_app(Settings.from_environment(os.environ))
    spare_the_collector()
    return app


def spare_the_collector() -> None:
    """
    Let Python's garbage collector look through less, and through everything less often.

    What stands from the start is never garbage. A page makes some thousand objects and nearly
    none in cycles; with Python's own numbers a request in a hundred waited while all that the
    process holds was gone through.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECTING)


def _end_with_parent() -> None:
    """End this worker when the watching process is gone, killed perhaps: it would keep the port."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)


def check_address(host: str, port: int) -> None:
    """
    Make sure that one can listen at *host* and *port*.

    Raises:
        InvalidInputError: If the port is taken or forbidden, or the host is not ours.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family) as probe:
            if os.name == "posix":
                # A server that has just stopped leaves its port waiting; that is no reason.
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        raise _named(error, host, port) from error


def _named(error: OSError, host: str, port: int) -> InvalidInputError:
    if error.errno in {errno.EADDRINUSE, getattr(errno, "WSAEADDRINUSE", errno.EADDRINUSE)}:
        return InvalidInputError(
            "serving.port_taken", host=host, port=port, variable=variable_of("port")
        )
    reason = error.strerror or str(error)
    return InvalidInputError("serving.address", host=host, port=port, reason=reason)
