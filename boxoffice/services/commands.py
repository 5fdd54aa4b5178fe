"""Running commands to their end: one at a time for each booking, whoever stops waiting."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar
from weakref import WeakValueDictionary

from boxoffice.stores.outlasting import log_failure

T = TypeVar("T")


class Commands:
    """A cancelled wait neither loses the commit of a command nor what follows it."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[Any]] = set()
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def run(self, command: Coroutine[Any, Any, T], booking_id: str = "") -> T:
        """The command's answer. Commands of one `booking_id` wait for each other."""
        answer: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        whole = self._in_turn(command, booking_id) if booking_id else command
        task = asyncio.create_task(_answer(whole, answer))
        self._keep(task)
        return await answer

    def start(self, command: Coroutine[Any, Any, object]) -> None:
        """Run a command that nobody waits for; its failure is logged."""
        self._keep(asyncio.create_task(command))

    async def finish(self) -> None:
        """Wait for the commands that run."""
        if self._running:
            await asyncio.wait(tuple(self._running))

    def _keep(self, task: asyncio.Task[Any]) -> None:
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        task.add_done_callback(log_failure)

    async def _in_turn(self, command: Coroutine[Any, Any, T], booking_id: str) -> T:
        turn = self._turns.setdefault(booking_id, asyncio.Lock())
        async with turn:
            return await command


async def _answer(command: Coroutine[Any, Any, T], answer: asyncio.Future[T]) -> None:
    """Answer from the command's own last step: every hop between tasks is a turn of the loop."""
    try:
        result = await command
    except BaseException as error:
        is_waited_for = not answer.done()
        if is_waited_for:
            answer.set_exception(error)
        if not is_waited_for or not isinstance(error, Exception):
            raise
    else:
        if not answer.done():
            answer.set_result(result)
