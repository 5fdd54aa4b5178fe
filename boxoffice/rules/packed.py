"""The states of a plan's seats, packed one byte a seat in the plan's order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntFlag

from boxoffice.model.layout import SeatState


class Mark(IntFlag):
    """Why a seat is not free. A seat may have several marks; the highest is what is shown."""

    BLOCKED = 1
    HELD = 2
    PENDING = 4
    SOLD = 8


@dataclass(frozen=True, slots=True)
class SeatCounts:
    """Seats by what is shown of them; they add up to the plan's seats."""

    available: int
    held: int
    pending: int
    sold: int
    blocked: int


class SeatBoard:
    """Who has which seat of one show, seat by seat. Unknown uids raise KeyError."""

    def __init__(self, index_of_uid: Mapping[str, int]) -> None:
        """`index_of_uid` is where each seat stands in the plan's order."""
        self.index_of_uid = index_of_uid
        self._marks = bytearray(len(index_of_uid))

    def __len__(self) -> int:
        return len(self._marks)

    def put(self, mark: Mark, uids: Iterable[str]) -> None:
        """Give seats a mark."""
        # As plain numbers here: an IntFlag makes a new one of itself at each step.
        bits = int(mark)
        for uid in uids:
            self._marks[self.index_of_uid[uid]] |= bits

    def lift(self, mark: Mark, uids: Iterable[str]) -> None:
        """Take a mark from seats."""
        bits = ~int(mark)
        for uid in uids:
            self._marks[self.index_of_uid[uid]] &= bits

    def has(self, marks: Mark, uid: str) -> bool:
        """Whether a seat has one of these marks."""
        return bool(self._marks[self.index_of_uid[uid]] & int(marks))

    def state(self, index: int) -> SeatState:
        """What is shown of one seat."""
        return _STATES[self._marks[index]]

    def states(self) -> bytes:
        """What is shown of all seats: one SeatState a byte. Pending reads as LOCKED."""
        return bytes(self._marks.translate(_SHOWN))

    def counts(self) -> SeatCounts:
        """How many seats are shown as what."""
        highest = self._marks.translate(_HIGHEST)
        return SeatCounts(
            available=highest.count(0),
            held=highest.count(Mark.HELD),
            pending=highest.count(Mark.PENDING),
            sold=highest.count(Mark.SOLD),
            blocked=highest.count(Mark.BLOCKED),
        )


def _highest(marks: int) -> int:
    return 1 << marks.bit_length() - 1 if marks else 0


_HIGHEST = bytes(_highest(marks % 16) for marks in range(256))
_STATE_OF = {
    0: SeatState.AVAILABLE,
    Mark.BLOCKED: SeatState.BLOCKED,
    Mark.HELD: SeatState.LOCKED,
    Mark.PENDING: SeatState.LOCKED,
    Mark.SOLD: SeatState.BOOKED,
}
_STATES = tuple(_STATE_OF[mark] for mark in _HIGHEST)
_SHOWN = bytes(_STATES)
