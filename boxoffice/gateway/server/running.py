"""What runs, so that stopping can wait for it and nothing new begins meanwhile."""

import asyncio
from types import TracebackType

from boxoffice.model.errors import TryAgain


class Running:
    """Counts operations: `with running:` around each."""

    def __init__(self) -> None:
        self._count = 0
        #: Whether nothing new is taken any more.
        self.draining = False
        self._idle = asyncio.Event()
        self._idle.set()

    def __enter__(self) -> None:
        self._count += 1
        self._idle.clear()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._count -= 1
        if not self._count:
            self._idle.set()

    def check(self) -> None:
        """TryAgain while nothing new is taken."""
        if self.draining:
            raise TryAgain("The gateway stops. Ask again in a moment.")

    async def finish(self, seconds: float) -> bool:
        """Wait until nothing runs; False when something still does after so long."""
        try:
            async with asyncio.timeout(seconds):
                await self._idle.wait()
        except TimeoutError:
            return False
        return True
