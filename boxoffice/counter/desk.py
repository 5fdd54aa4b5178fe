"""What all steps of a sale share: the state, who listens to it, and the show that is open."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from typing import Any

from boxoffice.counter.open_show import OpenShow
from boxoffice.counter.state import Notice, SaleState, Step
from boxoffice.model.clock import Clock
from boxoffice.model.terms import SaleTerms

_log = logging.getLogger(__name__)


class Desk:
    """The sale in hand. `failures` counts what the clerk had to be told in between."""

    def __init__(self, clock: Clock, terms: SaleTerms, time_zone: str) -> None:
        self.clock = clock
        self.terms = terms
        self.time_zone = time_zone
        self.state = SaleState()
        self.show: OpenShow | None = None
        self.failures = 0
        #: Whether Esc was asked to be pressed again.
        self.armed = False
        self._listeners: list[Callable[[SaleState], None]] = []

    def on_change(self, listener: Callable[[SaleState], None]) -> Callable[[], None]:
        """Call `listener` at every change; answers what takes it away again."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def change(self, **parts: Any) -> None:
        """Replace parts of the state and tell everybody, if anything is different."""
        changed = replace(self.state, **parts)
        if changed != self.state:
            self.state = changed
            for listener in tuple(self._listeners):
                try:
                    listener(changed)
                except Exception:
                    # A picture that cannot be drawn must not stop a sale.
                    _log.exception("a listener to the sale failed")

    def fail(self, notice: Notice | None, **parts: Any) -> None:
        """Change the state to one that the clerk did not ask for and must read first."""
        self.failures += 1
        self.change(notice=notice, **parts)

    @contextmanager
    def asking(self, step: Step, seat_ids: frozenset[str] = frozenset()) -> Iterator[None]:
        """While something is asked of the box office, the state says what, about which seats."""
        self.change(step=step, asking=self.state.asking | seat_ids)
        try:
            yield
        finally:
            self.change(step=None, insisting=False, asking=self.state.asking - seat_ids)

    def begin(self) -> None:
        """A new sale for the same show."""
        now = self.state
        fresh = SaleState(
            listing=now.listing, layout=now.layout, asking=now.asking, parked=now.parked
        )
        self.change(**{field.name: getattr(fresh, field.name) for field in fields(fresh)})
