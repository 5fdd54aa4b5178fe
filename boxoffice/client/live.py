"""The live seats of one show: a picture of the hall that keeps itself current."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import aclosing
from dataclasses import replace
from typing import Any

from boxoffice.client.codec import decode, selection
from boxoffice.client.connection import Connection
from boxoffice.client.following import about, pause_before_try
from boxoffice.model.booking import HoldView, SeatDelta, SeatSnapshot, SeatUpdate
from boxoffice.model.clock import Clock
from boxoffice.model.errors import Refusal

logger = logging.getLogger(__name__)

SEAT_MAP = f"""subscription SeatMap($showId: Int!, $epoch: String, $sinceVersion: Int) {{
  seatMap(showId: $showId, epoch: $epoch, sinceVersion: $sinceVersion) {{
    __typename
    ... on SeatMapSnapshot {selection(SeatSnapshot)}
    ... on SeatMapDelta {selection(SeatDelta)}
  }}
}}"""


class LiveSeats:
    """States and holds of one show's seats.

    `states` has one byte a seat in the layout's order (model.layout.SeatState), `holds` the
    public handles of all holds, and `mine` those that this client made. After a break it takes
    up where it was, or starts again from a snapshot.
    """

    def __init__(
        self,
        connection: Connection,
        show_id: int,
        mine: set[str],
        clock: Clock,
        pause: Callable[[float], Awaitable[None]] | None = None,
    ) -> None:
        self.show_id = show_id
        self.mine = mine
        self.states = bytearray()
        self._connection = connection
        self._clock = clock
        self._pause = pause or about
        self._holds: dict[str, HoldView] = {}
        self._hold_at: dict[int, str] = {}
        self._epoch = ""
        self._version = -1
        self._broken_at: float | None = None
        self._listeners: list[Callable[[SeatUpdate], None]] = []
        self._task: asyncio.Task[None] | None = None

    @property
    def holds(self) -> Mapping[str, HoldView]:
        """All holds of the show by their public handle."""
        return self._holds

    @property
    def age_seconds(self) -> float:
        """How old the picture is: 0 while the line stands, else the time since it broke."""
        return 0.0 if self._broken_at is None else self._clock.steady() - self._broken_at

    def on_change(self, callback: Callable[[SeatUpdate], None]) -> Callable[[], None]:
        """Call back after each update was applied; answers what takes the callback away again."""
        self._listeners.append(callback)
        return lambda: self._listeners.remove(callback)

    async def start(self) -> None:
        """Subscribe, and wait for the first picture; a refusal of it is raised here."""
        first: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._task = asyncio.create_task(self._follow(first))
        try:
            await first
        except BaseException:
            await self.close()
            raise

    async def close(self) -> None:
        """End the subscription; the last picture stays."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _follow(self, first: asyncio.Future[None]) -> None:
        failures = 0
        while True:
            try:
                stream = self._connection.stream(SEAT_MAP, self._position(), self._stands)
                async with aclosing(stream):
                    async for message in stream:
                        if not self._take(message):
                            break
                        failures = 0
                        if not first.done():
                            first.set_result(None)
            except Exception as error:
                if not first.done():
                    first.set_exception(error)
                    return
                # Also a refusal may pass: a session that ended is followed by the next sign-in.
                logger.warning(
                    "the seats of show %s broke off",
                    self.show_id,
                    exc_info=None if isinstance(error, Refusal) else error,
                )
            if self._broken_at is None:
                self._broken_at = self._clock.steady()
            await self._pause(pause_before_try(failures))
            failures += 1

    def _stands(self) -> None:
        """The line is back. What was missed comes next, and nothing at all if nothing was."""
        if self._epoch:
            self._broken_at = None

    def _position(self) -> dict[str, Any]:
        if not self._epoch:
            return {"showId": self.show_id}
        return {"showId": self.show_id, "epoch": self._epoch, "sinceVersion": self._version}

    def _take(self, message: Mapping[str, Any]) -> bool:
        """Apply one message; False when something was missed, and a snapshot is needed."""
        if message["__typename"] == "SeatMapSnapshot":
            snapshot = decode(SeatSnapshot, message)
            self._start_from(snapshot)
            update = SeatUpdate(snapshot=snapshot)
        else:
            delta = decode(SeatDelta, message)
            if delta.version != self._version + 1:
                self._epoch = ""
                return False
            self._apply(delta)
            update = SeatUpdate(delta=delta)
        self._broken_at = None
        for listener in tuple(self._listeners):
            try:
                listener(update)
            except Exception:
                # One listener's bug must not stop the picture for the others.
                logger.exception("a listener to the seats of show %s failed", self.show_id)
        return True

    def _start_from(self, snapshot: SeatSnapshot) -> None:
        self._epoch = snapshot.epoch
        self._version = snapshot.version
        if len(self.states) == len(snapshot.states):
            # In place: whoever looks at these bytes goes on looking at the right ones.
            self.states[:] = snapshot.states
        else:
            self.states = bytearray(snapshot.states)
        self._holds = {hold.hold_id: hold for hold in snapshot.holds}
        self._hold_at = {index: hold.hold_id for hold in snapshot.holds for index in hold.indexes}

    def _apply(self, delta: SeatDelta) -> None:
        self._version = delta.version
        touched: dict[str, HoldView] = {}
        for change in delta.changes:
            self.states[change.index] = change.state
            before = self._hold_at.pop(change.index, "")
            if before:
                touched.setdefault(before, self._holds[before])
            if change.hold_id and change.expires_at is not None:
                self._hold_at[change.index] = change.hold_id
                touched[change.hold_id] = HoldView(change.hold_id, change.expires_at, ())
        for hold_id, hold in touched.items():
            indexes = tuple(sorted(i for i, held_by in self._hold_at.items() if held_by == hold_id))
            if indexes:
                self._holds[hold_id] = replace(hold, indexes=indexes)
            else:
                self._holds.pop(hold_id, None)
                self.mine.discard(hold_id)
