"""Holds in this process's memory, for a cinema whose counters share one machine's gateway."""

import asyncio
import heapq
import weakref
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from boxoffice.model.clock import Clock
from boxoffice.model.errors import HoldOver
from boxoffice.rules.bounded import Bounded
from boxoffice.stores.locks import EndedLock, Lock, LockAnswer, LockChange, NewLock

#: An end measured at two moments may differ by so much and is the same.
SAME_END = timedelta(seconds=0.1)
#: A machine that slept longer than this was suspended; less is two clocks drifting apart.
SUSPENDED_SECONDS = 2.0
#: The loop's own timers stand still while the machine sleeps, so that none may be long.
LONGEST_TIMER_SECONDS = 1.0
#: Changes a listener may fall behind before it is told to read the locks anew.
LISTENER_CHANGES = 1_000
#: Holds that are over and still remembered: some hours of a busy cinema.
ENDED_KEPT = 1_000


@dataclass(slots=True)
class _Held:
    """One live hold; `deadline` and `asleep` are the clock's steady and asleep seconds, `ends_at`
    is the deadline as everybody is told it."""

    show_id: int
    booking_id: str
    hold_id: str
    seats: tuple[str, ...]
    body: str
    token: str
    deadline: float
    asleep: float
    ends_at: datetime


@dataclass(slots=True)
class _Hall:
    """One show's live holds, oldest first, and who has which seat."""

    holds: dict[str, _Held] = field(default_factory=dict)
    seats: dict[str, str] = field(default_factory=dict)


class MemoryLocks:
    """A boxoffice.stores.locks.LockStore for one event loop.

    Time is the clock's steady one, and a hold across a suspended machine counts as over.
    """

    def __init__(self, clock: Clock, listener_changes: int = LISTENER_CHANGES) -> None:
        self._clock = clock
        self._listener_changes = listener_changes
        #: In the order in which their deadlines were last set.
        self._holds: OrderedDict[str, _Held] = OrderedDict()
        self._halls: dict[int, _Hall] = {}
        self._tokens: dict[tuple[int, str], str] = {}
        #: (deadline, booking id); an entry whose hold has gone or was extended is passed over.
        self._deadlines: list[tuple[float, str]] = []
        self._ended: Bounded[str, tuple[_Held, bool]] = Bounded(ENDED_KEPT)
        self._timer: asyncio.TimerHandle | None = None
        #: When it runs, by the loop; Qt's loop gives a handle that cannot say so.
        self._timer_at = 0.0
        self._listeners: weakref.WeakSet[_Listener] = weakref.WeakSet()

    async def hold(self, new: NewLock) -> LockAnswer:
        """Lock all of `new.seats` or none."""
        self.expire_due()
        known = self._tokens.get((new.show_id, new.token)) if new.token else None
        if known is not None:
            return LockAnswer(self._lock(self._holds[known]))
        hall = self._halls.setdefault(new.show_id, _Hall())
        taken = tuple(uid for uid in new.seats if uid in hall.seats)
        if taken:
            return LockAnswer(None, taken)
        held = _Held(
            new.show_id,
            new.booking_id,
            new.hold_id,
            new.seats,
            new.body,
            new.token,
            deadline=0.0,
            asleep=0.0,
            ends_at=self._clock.now(),
        )
        self._holds[held.booking_id] = held
        hall.holds[held.booking_id] = held
        hall.seats.update(dict.fromkeys(held.seats, held.booking_id))
        if held.token:
            self._tokens[held.show_id, held.token] = held.booking_id
        self._set_deadline(held, new.seconds)
        self._tell(held, dict.fromkeys(held.seats, held.hold_id), self._ends_at(held))
        return LockAnswer(self._lock(held))

    async def amend(
        self, booking_id: str, seats: tuple[str, ...], body: str, *, was: str | None = None
    ) -> LockAnswer:
        """Make the hold's seats exactly these and its body this, keeping its deadline, if the body
        `was` as stated."""
        held = self._live(booking_id)
        if was not in (None, held.body):
            return LockAnswer(None)
        owners = self._halls[held.show_id].seats
        taken = tuple(uid for uid in seats if owners.get(uid, booking_id) != booking_id)
        if taken:
            return LockAnswer(None, taken)
        before = set(held.seats)
        changed = {uid: "" for uid in held.seats if uid not in seats}
        changed.update({uid: held.hold_id for uid in seats if uid not in before})
        for uid, hold_id in changed.items():
            if hold_id:
                owners[uid] = booking_id
            else:
                del owners[uid]
        held.seats, held.body = seats, body
        self._tell(held, changed, self._ends_at(held))
        return LockAnswer(self._lock(held))

    async def extend(self, booking_id: str, seconds: float) -> Lock:
        """Set the time left."""
        held = self._live(booking_id)
        self._set_deadline(held, seconds)
        self._tell(held, dict.fromkeys(held.seats, held.hold_id), self._ends_at(held))
        return self._lock(held)

    async def release(self, booking_id: str) -> bool:
        """Let the hold's seats go; False when there is no such hold."""
        self.expire_due()
        held = self._holds.get(booking_id)
        if held is None:
            return False
        self._let_go(held, released=True)
        return True

    async def get(self, booking_id: str) -> Lock:
        """The live hold with this booking id."""
        return self._lock(self._live(booking_id))

    async def ended(self, booking_id: str) -> EndedLock | None:
        """A hold that is over, if it is still remembered."""
        self.expire_due()
        found = self._ended.get(booking_id)
        return EndedLock(self._lock(found[0]), released=found[1]) if found else None

    async def of_show(self, show_id: int) -> tuple[Lock, ...]:
        """All live holds of a show, oldest first."""
        self.expire_due()
        hall = self._halls.get(show_id)
        return tuple(self._lock(held) for held in hall.holds.values()) if hall else ()

    def all_holds(self) -> tuple[NewLock, ...]:
        """Every live hold with the time it has left, as it would be asked for anew."""
        self.expire_due()
        return tuple(
            NewLock(
                held.show_id,
                held.booking_id,
                held.hold_id,
                held.seats,
                self._left(held),
                held.body,
                held.token,
            )
            for held in self._holds.values()
        )

    def changes(self) -> AsyncIterator[LockChange]:
        """Every change from the moment of this call on; a listener that falls too far behind is
        told `lost` once for each show it missed something of."""
        listener = _Listener(self._listener_changes)
        self._listeners.add(listener)
        return listener

    async def close(self) -> None:
        """Stop the timer and end every listener."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        for listener in tuple(self._listeners):
            listener.end()

    def expire_due(self) -> None:
        """Let go of every hold whose time is up or that the machine slept through."""
        now, asleep = self._clock.steady(), self._clock.asleep()
        while self._deadlines and self._deadlines[0][0] <= now:
            deadline, booking_id = heapq.heappop(self._deadlines)
            held = self._holds.get(booking_id)
            if held is not None and held.deadline == deadline:
                self._let_go(held)
        # The machine's sleep only grows: whoever comes later has slept through no more of it.
        while self._holds:
            first = next(iter(self._holds.values()))
            if asleep - first.asleep <= SUSPENDED_SECONDS:
                break
            self._let_go(first)

    def _live(self, booking_id: str) -> _Held:
        self.expire_due()
        held = self._holds.get(booking_id)
        if held is None:
            raise HoldOver("This hold is over. Choose the seats again.")
        return held

    def _lock(self, held: _Held) -> Lock:
        return Lock(
            held.show_id,
            held.booking_id,
            held.hold_id,
            held.seats,
            self._left(held),
            held.body,
            self._ends_at(held),
        )

    def _ends_at(self, held: _Held) -> datetime:
        """Told once it always reads the same, unless the clock was set meanwhile."""
        measured = self._clock.now() + timedelta(seconds=self._left(held))
        if abs(measured - held.ends_at) > SAME_END:
            held.ends_at = measured
        return held.ends_at

    def _left(self, held: _Held) -> float:
        return held.deadline - self._clock.steady()

    def _set_deadline(self, held: _Held, seconds: float) -> None:
        held.deadline = self._clock.steady() + seconds
        held.ends_at = self._clock.now() + timedelta(seconds=seconds)
        held.asleep = self._clock.asleep()
        self._holds.move_to_end(held.booking_id)
        heapq.heappush(self._deadlines, (held.deadline, held.booking_id))
        self._set_timer()

    def _let_go(self, held: _Held, *, released: bool = False) -> None:
        hall = self._halls[held.show_id]
        del self._holds[held.booking_id], hall.holds[held.booking_id]
        for uid in held.seats:
            hall.seats.pop(uid, None)
        if not hall.holds:
            del self._halls[held.show_id]
        if held.token:
            del self._tokens[held.show_id, held.token]
        held.deadline = min(held.deadline, self._clock.steady())
        self._ended.put(held.booking_id, (held, released))
        self._tell(held, dict.fromkeys(held.seats, ""), None)

    def _tell(self, held: _Held, seats: Mapping[str, str], ends_at: datetime | None) -> None:
        change = LockChange(held.show_id, seats, ends_at, hold_id=held.hold_id)
        for listener in tuple(self._listeners):
            listener.put(change)

    def _set_timer(self) -> None:
        """Have one timer run while there are holds, for the next deadline or a short while."""
        if not self._holds:
            return
        loop = asyncio.get_running_loop()
        left = self._deadlines[0][0] - self._clock.steady()
        at = loop.time() + min(max(left, 0.0), LONGEST_TIMER_SECONDS)
        if self._timer is not None:
            if self._timer_at <= at:
                return
            self._timer.cancel()
        self._timer, self._timer_at = loop.call_at(at, self._on_timer), at

    def _on_timer(self) -> None:
        self._timer = None
        self.expire_due()
        self._set_timer()


class _Listener:
    """One caller of `changes`: a bounded queue, and the shows it lost track of."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._queue: deque[LockChange] = deque()
        self._lost: dict[int, None] = {}
        self._ready = asyncio.Event()
        self._ended = False

    def put(self, change: LockChange) -> None:
        if change.show_id in self._lost:
            return
        self._queue.append(change)
        if len(self._queue) > self._limit:
            self._lost.update(dict.fromkeys(waiting.show_id for waiting in self._queue))
            self._queue.clear()
        self._ready.set()

    def end(self) -> None:
        self._ended = True
        self._ready.set()

    def __aiter__(self) -> AsyncIterator[LockChange]:
        return self

    async def __anext__(self) -> LockChange:
        while not (self._queue or self._lost or self._ended):
            self._ready.clear()
            await self._ready.wait()
        if self._lost:
            show_id = next(iter(self._lost))
            del self._lost[show_id]
            return LockChange(show_id, {}, lost=True)
        if self._queue:
            return self._queue.popleft()
        raise StopAsyncIteration
