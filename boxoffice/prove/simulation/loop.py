"""An event loop without a clock, threads or sockets: time is a number, and what runs next is drawn
by lot from a seeded random."""

import asyncio
import heapq
import warnings
from collections import deque
from collections.abc import Callable, Coroutine, Generator
from contextvars import Context, ContextVar, copy_context
from random import Random
from typing import Any, TypeVar, TypeVarTuple, Unpack

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

#: How often a coroutine that waits again while it is closed is closed once more.
CLOSINGS = 20
#: A process that was stopped does this much later what came in over a wire meanwhile: first its
#: timers, which are at hand.
WAKING_SECONDS = 0.001


class Node:
    """A process: all that was started in it, which goes no further once it was killed."""

    def __init__(self, loop: "SeededLoop", name: str, on_death: Callable[[], None]) -> None:
        """`on_death` is called once, by whoever kills it."""
        self.name = name
        self.is_dead = False
        self._on_death = on_death
        #: Seconds of the loop until which nothing in it runs.
        self.stopped_until = 0.0
        self._loop = loop
        self._context = copy_context()
        self._context.run(_NODE.set, self)

    def start(self, work: Coroutine[Any, Any, object]) -> None:
        """Run a coroutine in this process, for which nobody waits."""
        task = self._loop.create_task(work, context=self._context.copy())
        task.add_done_callback(self._loop.report)

    def kill(self) -> None:
        """Let nothing in it run any more, not even what cleans up."""
        if not self.is_dead:
            self.is_dead = True
            self._on_death()

    def stop_for(self, seconds: float) -> None:
        """Let nothing in it run for so long, and all of it afterwards."""
        self.stopped_until = self._loop.time() + seconds


_NODE: ContextVar[Node | None] = ContextVar("node", default=None)


class SeededLoop(asyncio.BaseEventLoop):
    """Steps that are ready run in a drawn order; when none is, time moves on to the next timer.

    What asyncio's own loop runs in a thread runs here as one of the steps.
    """

    #: What asyncio's base keeps under these names, in every version so far.
    _ready: deque[asyncio.Handle]
    _scheduled: list[asyncio.TimerHandle]

    def __init__(self, random: Random) -> None:
        super().__init__()
        self._random = random
        self._now = 0.0
        self._tasks: list[asyncio.Task[Any]] = []
        #: What nobody caught, as asyncio's exception handlers are told it.
        self.uncaught: list[dict[str, Any]] = []
        self.set_exception_handler(lambda _, context: self.uncaught.append(context))

    def time(self) -> float:
        return self._now

    def create_task(
        self,
        coro: Coroutine[Any, Any, T] | Generator[Any, None, T],
        *,
        name: object = None,
        context: Context | None = None,
    ) -> "asyncio.Task[T]":
        task = super().create_task(coro, name=name, context=context)
        # A killed process's tasks must not be collected half-way: that would run their clean-up.
        self._tasks.append(task)
        return task

    def run_in_executor(
        self, executor: object, func: Callable[[Unpack[Ts]], T], *args: *Ts
    ) -> "asyncio.Task[T]":
        async def work() -> T:
            return func(*args)

        return self.create_task(work())

    def close(self) -> None:
        """Take down what never came to its end; whatever that does is lost."""
        self.set_exception_handler(lambda _, __: None)
        with warnings.catch_warnings():
            # Steps that were asked for and never began are told of as warnings.
            warnings.simplefilter("ignore")
            for task in self._tasks:
                if not task.done():
                    _close(task.get_coro())
        self._tasks.clear()
        super().close()

    def report(self, done: "asyncio.Task[Any]") -> None:
        """Keep what a task failed with."""
        if not done.cancelled() and done.exception() is not None:
            self.uncaught.append({"message": "A task failed.", "exception": done.exception()})

    def _run_once(self) -> None:
        if not self._ready:
            if not self._scheduled:
                raise RuntimeError("Everybody waits, and nothing is left that could happen.")
            self._now = max(self._now, self._scheduled[0].when())
        while self._scheduled and self._scheduled[0].when() <= self._now:
            self._ready.append(heapq.heappop(self._scheduled))
        self._ready.rotate(self._random.randrange(len(self._ready)))
        self._run(self._ready.popleft())

    def _run(self, step: asyncio.Handle) -> None:
        node = step._context.get(_NODE)  # type: ignore[attr-defined]
        if step.cancelled() or (node is not None and node.is_dead):
            return
        if node is not None and node.stopped_until > self._now:
            waking = 0.0 if isinstance(step, asyncio.TimerHandle) else WAKING_SECONDS
            self.call_at(node.stopped_until + waking, self._run, step)
        else:
            step._run()

    def _write_to_self(self) -> None:
        """Nobody sleeps who would have to be woken."""


def _close(coroutine: Any) -> None:
    """Close it without a word of what that leaves undone."""
    for _ in range(CLOSINGS):
        try:
            coroutine.close()
        except RuntimeError:
            # It waits for something while it cleans up.
            continue
        except Exception:
            return
        return
