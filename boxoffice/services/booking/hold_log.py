"""What holds did lately, for the history of a seat: a bounded log in memory, and no audit."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from boxoffice.model.history import HoldStep
from boxoffice.rules.bounded import Bounded
from boxoffice.stores.locks import LockChange

#: Changes that are kept: some days of a busy cinema, with a few kilobytes a hundred.
CHANGES_KEPT = 20_000
NAMES_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class _Noted:
    at: datetime
    change: LockChange


class HoldLog:
    """Fed with the lock store's changes, and by this process with who asked for a hold."""

    def __init__(self) -> None:
        self._noted: deque[_Noted] = deque(maxlen=CHANGES_KEPT)
        self._names: Bounded[str, str] = Bounded(NAMES_KEPT)
        self._passed: Bounded[str, bool] = Bounded(NAMES_KEPT)

    def name(self, hold_id: str, by: str) -> None:
        """Who asked for this hold."""
        self._names.put(hold_id, by)

    def pass_over(self, hold_id: str) -> None:
        """This lock is part of another step, and no hold to tell of."""
        self._passed.put(hold_id, True)  # noqa: FBT003 - a value

    def note(self, change: LockChange, at: datetime) -> None:
        """Keep what changed."""
        if change.seats and not self._passed.get(change.hold_id):
            self._noted.append(_Noted(at, change))

    def of_seat(self, show_id: int, uid: str) -> tuple[HoldStep, ...]:
        """What holds did to one seat, oldest first, as far as it is remembered."""
        return tuple(self._steps(show_id, uid))

    def _steps(self, show_id: int, uid: str) -> Iterator[HoldStep]:
        for noted in self._noted:
            change = noted.change
            if change.show_id == show_id and uid in change.seats:
                yield HoldStep(
                    noted.at,
                    change.hold_id,
                    self._names.get(change.hold_id) or "",
                    bool(change.seats[uid]),
                    change.ends_at,
                )
