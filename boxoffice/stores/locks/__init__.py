"""The lock store decides who may try: seats kept for one holder until a deadline, all or none."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Lock:
    """One hold as the store keeps it.

    `booking_id` is the secret key to it, `hold_id` the public handle. `seats` are seat uids in
    the holder's order. `remaining_seconds` was measured by the store's own clock when it
    answered; `ends_at` is that end as one instant, the same in every answer. `body` is the
    holder's own text (its lines and prices).
    """

    show_id: int
    booking_id: str
    hold_id: str
    seats: tuple[str, ...]
    remaining_seconds: float
    body: str
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class NewLock:
    """A hold that is asked for. With a `token`, asking again answers the first answer's hold."""

    show_id: int
    booking_id: str
    hold_id: str
    seats: tuple[str, ...]
    seconds: float
    body: str
    token: str = ""


@dataclass(frozen=True, slots=True)
class LockAnswer:
    """Either the hold, or the uids that somebody else holds; then nothing was changed."""

    lock: Lock | None
    taken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LockChange:
    """Seats of a show that became locked (uid to hold_id) or were let go (uid to empty).

    `hold_id` is whose hold changed; without seats it was its body alone. `ends_at` is the end
    of a hold that still is, as its Lock says it. `lost` says that the
    store cannot tell what changed: read the show's locks anew.
    """

    show_id: int
    seats: Mapping[str, str]
    ends_at: datetime | None = None
    lost: bool = False
    hold_id: str = ""


@dataclass(frozen=True, slots=True)
class EndedLock:
    """A hold that is over, as it last was: let go, or else past its time. `remaining_seconds`
    (0 or less) say how long it has been over."""

    lock: Lock
    released: bool


class LockStore(Protocol):
    """Where holds live. Every method is one atomic step in the store."""

    async def hold(self, new: NewLock) -> LockAnswer:
        """Lock all of `new.seats` or none."""
        ...

    async def amend(
        self, booking_id: str, seats: tuple[str, ...], body: str, *, was: str | None = None
    ) -> LockAnswer:
        """Make the hold's seats exactly these and its body this, keeping its deadline; HoldOver.
        Where the body `was` another than is stated, nothing is changed and no seat is taken."""
        ...

    async def extend(self, booking_id: str, seconds: float) -> Lock:
        """Set the time left; HoldOver."""
        ...

    async def release(self, booking_id: str) -> bool:
        """Let the hold's seats go; False when there is no such hold."""
        ...

    async def get(self, booking_id: str) -> Lock:
        """The live hold with this booking id; HoldOver."""
        ...

    async def ended(self, booking_id: str) -> EndedLock | None:
        """A hold that is over. Only a bounded number of the newest is remembered."""
        ...

    async def of_show(self, show_id: int) -> tuple[Lock, ...]:
        """All live holds of a show, oldest first."""
        ...

    def changes(self) -> AsyncIterator[LockChange]:
        """Every change from the moment of this call on, expiry included, as it happens."""
        ...

    async def close(self) -> None:
        """Stop timers; holds in memory are gone."""
        ...
