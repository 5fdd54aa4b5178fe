"""Answers from SQL kept in memory for as long as nobody can have changed what they say."""

import asyncio
from collections.abc import Callable, Hashable
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection

from boxoffice.rules.bounded import Bounded
from boxoffice.stores.database import Database
from boxoffice.stores.outlasting import outlasting

P = ParamSpec("P")
T = TypeVar("T")
K = TypeVar("K", bound=Hashable)


class Vouched:
    """A boxoffice.stores.database.Database for one service that changes its tables through this
    alone: every `run`, whatever it does, forgets all that `read_kept` had kept.

    Nothing is kept of a database that others write to as well.
    """

    def __init__(self, database: Database, kept: int) -> None:
        self._database = database
        self._kept: Bounded[Hashable, Any] = Bounded(kept)
        #: How often something was changed through this.
        self.changes = 0

    @property
    def is_shared(self) -> bool:
        """Whether others write to this database too."""
        return self._database.is_shared

    async def run(
        self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """As a Database's; whoever is answered finds nothing kept from before."""
        # On its own, since its commit may come after a wait that was cancelled.
        changing = asyncio.ensure_future(self._run(work, *args, **kwargs))
        return await outlasting(changing)

    async def run_for(
        self,
        key: Hashable,
        work: Callable[Concatenate[Connection, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """As `run`, for a change that no other answer than the one under `key` tells of."""
        try:
            return await self._database.run(work, *args, **kwargs)
        finally:
            self._kept.drop(key)

    async def read(
        self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """As a Database's."""
        return await self._database.read(work, *args, **kwargs)

    async def read_kept(self, key: K, work: Callable[[Connection, K], T]) -> T:
        """What `work(connection, key)` answers, from memory where it is there; an exception is
        not kept. Always ask for one `key` by the same `work`."""
        kept: T | None = self._kept.get(key)
        if kept is not None:
            return kept
        changes = self.changes
        found = await self._database.read(work, key)
        # What was read before a change may be older than it.
        if changes == self.changes and not self.is_shared:
            self._kept.put(key, found)
        return found

    async def close(self) -> None:
        """As a Database's."""
        await self._database.close()

    async def _run(
        self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        try:
            return await self._database.run(work, *args, **kwargs)
        finally:
            self.changes += 1
            self._kept.clear()
