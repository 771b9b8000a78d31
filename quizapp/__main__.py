"""The ``quizapp`` command, also ``python -m quizapp``."""

from __future__ import annotations

import sys

OLDEST_PYTHON = (3, 11)


def main() -> None:
    """Run one command and leave with its status."""
    if sys.version_info < OLDEST_PYTHON:
        # Said before anything else is imported: the rest would be a syntax error.
        wanted, found = (".".join(map(str, v[:2])) for v in (OLDEST_PYTHON, sys.version_info))
        sys.exit(
            f"需要 Python {wanted} 或更新的版本，现在是 {found}。 / Python {wanted} is needed."
        )

    from quizapp.cli import run  # noqa: PLC0415 -- after the check above

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
