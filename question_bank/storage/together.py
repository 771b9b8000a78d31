"""
Writers of one SQLite file who commit together: one wait for the disk instead of one each.

Who has written while others wait to write leaves the transaction open to them, and the last
of them commits for all. Nobody goes on before what they wrote, or saw that another wrote, is
on the disk; if that fails, it fails for all of them.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from question_bank.errors import StorageError

#: Who commits together, at most: the first waits for the last.
MOST: Final = 16
#: A transaction left open to somebody who never came is committed after so many seconds.
FORGOTTEN: Final = 0.1


class Jot:
    """One writer's share of a transaction."""

    def __init__(self, bank: Connection) -> None:
        self.bank = bank
        self.is_kept = False

    def keep(self) -> None:
        """Keep what was written; it is on the disk when the ``with`` block has ended."""
        self.is_kept = True


class _Group:
    """A transaction and how many have written in it; the last one sets *done*."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.members = 0
        self.done = threading.Event()
        self.error: BaseException | None = None


class Together:
    """
    The writers of one file, who take turns.

    Attributes:
        waiting: How many wait to jot something down at this moment.
    """

    def __init__(self, engine: Engine, place: str, patience: float) -> None:
        """Prepare; *patience* is the longest wait for a turn, in seconds."""
        self.waiting = 0
        self._counting = threading.Lock()
        self._engine, self._place, self._patience = engine, place, patience
        self._turn = threading.Lock()
        self._open: _Group | None = None

    def take_turn(self) -> None:
        """
        Wait until nobody else writes, and nothing waits for its commit.

        Raises:
            StorageError: If that takes too long.
        """
        self._acquire()
        try:
            if self._open is not None:
                self._commit(self._open)
        except BaseException:
            self._turn.release()
            raise

    def give_turn_back(self) -> None:
        """Let the next one write."""
        self._turn.release()

    @contextmanager
    def jot(self) -> Iterator[Jot]:
        """
        Give a share of a transaction, whose writes stand if it was kept.

        Raises:
            StorageError: If the turn does not come, or another's commit failed.
        """
        with self._counting:
            self.waiting += 1
        try:
            self._acquire()
        finally:
            with self._counting:
                self.waiting -= 1
        try:
            group = self._open or self._begin()
            # Whoever saw what another has written waits for it, too.
            has_joined = group.members > 0
            jot = Jot(group.connection)
            try:
                if has_joined:
                    group.connection.exec_driver_sql("SAVEPOINT jot")
                yield jot
            except BaseException:
                self._take_back(group, has_joined=has_joined)
                raise
            self._settle(group, jot, has_joined=has_joined)
        finally:
            self._turn.release()
        if has_joined or jot.is_kept:
            self._wait(group)

    def _acquire(self) -> None:
        if not self._turn.acquire(timeout=self._patience):
            raise StorageError("database.busy", place=self._place)

    def _begin(self) -> _Group:
        connection = self._engine.connect()
        try:
            connection.begin()
        except BaseException:
            connection.close()
            raise
        self._open = _Group(connection)
        return self._open

    def _settle(self, group: _Group, jot: Jot, *, has_joined: bool) -> None:
        """Keep a share or take it back; commit all, unless somebody waits who will."""
        if not jot.is_kept:
            self._take_back(group, has_joined=has_joined)
            return
        if has_joined:
            try:
                group.connection.exec_driver_sql("RELEASE jot")
            except SQLAlchemyError as error:
                self._end(group, error)
                return
        group.members += 1
        self._pass_on(group)

    def _take_back(self, group: _Group, *, has_joined: bool) -> None:
        if not has_joined:
            self._end(group, None)
            return
        try:
            group.connection.exec_driver_sql("ROLLBACK TO jot")
            group.connection.exec_driver_sql("RELEASE jot")
        except SQLAlchemyError as error:
            # The database has given the whole transaction up.
            self._end(group, error)
        else:
            self._pass_on(group)

    def _pass_on(self, group: _Group) -> None:
        if not self.waiting or group.members >= MOST:
            self._commit(group)

    def _commit(self, group: _Group) -> None:
        """Commit for all; what goes wrong is told to each of them."""
        try:
            group.connection.commit()
        except SQLAlchemyError as error:
            self._end(group, error)
        else:
            self._end(group, None)

    def _end(self, group: _Group, error: BaseException | None) -> None:
        self._open = None
        group.error = error
        try:
            with suppress(SQLAlchemyError):
                if error is not None:
                    # It may still hold what was refused; only closing the file ends that.
                    group.connection.invalidate()
                group.connection.close()
        finally:
            group.done.set()

    def _wait(self, group: _Group) -> None:
        while not group.done.wait(FORGOTTEN):
            # Who was to come gave up waiting, or found the turn taken by somebody slow.
            if self._turn.acquire(timeout=FORGOTTEN):
                try:
                    if self._open is group:
                        self._commit(group)
                finally:
                    self._turn.release()
        if group.error is not None:
            raise group.error
