"""End processes together with all that they started."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress


def end_group(process_id: int) -> None:
    """
    End the process with this number and all that it started, at once.

    Where there are process groups it must lead one, or is ended alone; its group
    is found even when it has died itself.
    """
    if sys.platform == "win32":
        command = ["taskkill", "/F", "/T", "/PID", str(process_id)]
        subprocess.run(command, capture_output=True, check=False)  # noqa: S603
        return
    with suppress(ProcessLookupError):
        try:
            os.killpg(process_id, signal.SIGKILL)
        except ProcessLookupError:
            os.kill(process_id, signal.SIGKILL)
