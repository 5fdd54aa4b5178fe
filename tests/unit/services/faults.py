"""A database that dies at a chosen moment, as a process killed there would leave it."""

from collections.abc import Awaitable, Callable
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection

from boxoffice.stores.database import Database

P = ParamSpec("P")
T = TypeVar("T")


class Died(Exception):
    """The process is gone."""


class MortalDatabase:
    """Passes everything on, but dies at one transaction: before it, or after its commit."""

    is_shared = False

    def __init__(self, database: Database, work_name: str, *, after_commit: bool) -> None:
        """`work_name` is the function whose first run as a transaction is the last."""
        self._database = database
        self._work_name = work_name
        self._after_commit = after_commit
        self._dead = False

    async def run(
        self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        last = getattr(work, "__name__", "") == self._work_name
        if self._dead or (last and not self._after_commit):
            self._dead = True
            raise Died
        answer = await self._database.run(work, *args, **kwargs)
        if last:
            self._dead = True
            raise Died
        return answer

    async def read(
        self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        if self._dead:
            raise Died
        return await self._database.read(work, *args, **kwargs)

    async def close(self) -> None:
        """The living database is closed by whoever opened it."""


class InterruptedDatabase:
    """Passes everything on, and lets something happen right after one read."""

    is_shared = False

    def __init__(
        self, database: Database, work_name: str, then: Callable[[], Awaitable[object]]
    ) -> None:
        """`work_name` is the function after whose first run as a read `then` is awaited."""
        self._database = database
        self._work_name = work_name
        self._then: Callable[[], Awaitable[object]] | None = then

    async def run(
        self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        return await self._database.run(work, *args, **kwargs)

    async def read(
        self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        answer = await self._database.read(work, *args, **kwargs)
        then = self._then
        if then is not None and getattr(work, "__name__", "") == self._work_name:
            self._then = None
            await then()
        return answer

    async def close(self) -> None:
        """Whoever opened the database closes it."""
