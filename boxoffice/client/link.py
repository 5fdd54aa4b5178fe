"""How the line to a gateway is: connected, reconnecting, cut off; and what time it is there."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from boxoffice.model.clock import Clock

#: A line that is gone this long is called cut off, with the time since when.
CUT_OFF_SECONDS = 10.0
#: Clocks that differ by more than this are told of: tickets and show times would look wrong.
CLOCKS_APART_SECONDS = 120.0
#: Of this many measurements the one with the shortest way counts.
MEASUREMENTS = 8


class LinkState(StrEnum):
    """What to say of the line."""

    CONNECTING = "connecting"
    CONNECTED = "connected"
    RECONNECTING = "reconnecting"
    CUT_OFF = "cut_off"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class LinkView:
    """`since` is when the line broke, by this computer's clock; `latency_seconds` of the newest
    answer, below 0 before the first; `refusal` the words of a gateway that must not be used."""

    state: LinkState = LinkState.CONNECTING
    since: datetime | None = None
    latency_seconds: float = -1.0
    refusal: str = ""


class Link:
    """Collects what calls and probes experience; whoever shows it listens."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._view = LinkView()
        self._lost_at = 0.0
        self._measured: deque[tuple[float, float]] = deque(maxlen=MEASUREMENTS)
        self._listeners: list[Callable[[LinkView], None]] = []

    @property
    def view(self) -> LinkView:
        """How it is now."""
        return self._view

    @property
    def offset_seconds(self) -> float:
        """How far the gateway's clock is ahead of this computer's."""
        return min(self._measured)[1] if self._measured else 0.0

    @property
    def clocks_apart(self) -> bool:
        """Whether the two clocks differ by more than a person would overlook."""
        return abs(self.offset_seconds) > CLOCKS_APART_SECONDS

    def on_change(self, listener: Callable[[LinkView], None]) -> Callable[[], None]:
        """Hear of each change; answers what takes the listener away again."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def measured(self, asked_at: datetime, seconds: float, gateway_time: datetime) -> None:
        """The gateway said its time in answer to a question that took `seconds` there and back."""
        offset = (gateway_time - asked_at).total_seconds() - seconds / 2
        if self._measured and abs(offset - self.offset_seconds) > CLOCKS_APART_SECONDS:
            # Somebody set a clock: what was measured before says nothing any more.
            self._measured.clear()
        self._measured.append((seconds, offset))
        self._put(LinkView(LinkState.CONNECTED, latency_seconds=seconds))

    def heard(self) -> None:
        """Something else was answered."""
        if self._view.state is not LinkState.CONNECTED:
            self._put(LinkView(LinkState.CONNECTED, latency_seconds=self._view.latency_seconds))

    def lost(self) -> None:
        """An answer did not come, or the line broke."""
        if self._view.state not in (LinkState.RECONNECTING, LinkState.CUT_OFF):
            self._lost_at = self._clock.steady()
            self._put(replace(self._view, state=LinkState.RECONNECTING, since=self._clock.now()))
        elif self._clock.steady() - self._lost_at >= CUT_OFF_SECONDS:
            self._put(replace(self._view, state=LinkState.CUT_OFF))

    def refused(self, words: str) -> None:
        """The other side is not who it must be."""
        self._put(LinkView(LinkState.REFUSED, self._view.since, refusal=words))

    def _put(self, view: LinkView) -> None:
        if view != self._view:
            self._view = view
            for listener in tuple(self._listeners):
                listener(view)


class GatewayClock:
    """A boxoffice.model.clock.Clock that goes as the gateway's, which sets the deadlines."""

    def __init__(self, own: Clock, link: Link) -> None:
        self._own = own
        self._link = link

    def now(self) -> datetime:
        return self._own.now() + timedelta(seconds=self._link.offset_seconds)

    def steady(self) -> float:
        return self._own.steady()

    def asleep(self) -> float:
        return self._own.asleep()
