"""How services reach SQL: each unit of work is a plain function over a Connection, run as one
transaction by a make of database that services do not know."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from sqlalchemy import Connection

P = ParamSpec("P")
T = TypeVar("T")


class Database(Protocol):
    """One SQL database. `run` and `read` take `work(connection, *args, **kwargs)`."""

    @property
    def is_shared(self) -> bool:
        """Whether others write to it too, so that what was read once may have changed since."""
        ...

    async def run(
        self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `work` as one transaction and answer after its commit.

        An exception rolls back and is raised here. Cancelling the wait does not cancel the
        commit. StoreUnusable when the file is damaged, read-only or its disk is full.
        """
        ...

    async def read(
        self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `work` on a connection that can only query, beside the writer."""
        ...

    async def close(self) -> None:
        """Finish what runs and close; nothing can be run afterwards."""
        ...
