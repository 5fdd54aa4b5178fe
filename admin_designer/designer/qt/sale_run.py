"""Sells simulated shows off the window's thread, and tells how far it is."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from threading import Event

from PySide6.QtCore import QObject, QTimer, Signal

from boxoffice.model.layout import Plan
from boxoffice.qtkit.tasks import Tasks
from boxoffice.rules.sale_figures import SaleFigures
from boxoffice.rules.simulated_sale import simulated_shows

#: The same groups come each time, so that what differs is the plan.
_SEED = 1
_TELL_EVERY_MS = 100


@dataclass(frozen=True, slots=True)
class Sale:
    """How many shows are sold to how many people, and for what: minor units by category's name.
    A category without a price costs nothing."""

    shows: int
    demand_percent: int
    prices: Mapping[str, int]


class SaleRun(QObject):
    """`told` carries the SaleFigures of each plan so far, `ended` comes after the last of them."""

    told = Signal(object)
    ended = Signal()

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._stopped = Event()
        self._figures: tuple[SaleFigures, ...] = ()
        self.runs = False
        self._timer = QTimer(self, interval=_TELL_EVERY_MS)
        self._timer.timeout.connect(lambda: self.told.emit(self._figures))

    def start(self, plans: Sequence[Plan], sale: Sale) -> None:
        """Sell the same shows in each plan, side by side."""
        if not self.runs:
            self.runs = True
            self._tasks.start(self._run(plans, sale))

    def stop(self) -> None:
        """End with what was sold so far."""
        self._stopped.set()

    async def _run(self, plans: Sequence[Plan], sale: Sale) -> None:
        self._stopped = Event()
        self._figures = tuple(SaleFigures() for _ in plans)
        self._timer.start()
        try:
            await asyncio.to_thread(self._sell, plans, sale, self._stopped)
        finally:
            # The thread ends by itself only when it is told so.
            self.stop()
            self._timer.stop()
            self.runs = False
            self.told.emit(self._figures)
            self.ended.emit()

    def _sell(self, plans: Sequence[Plan], sale: Sale, stopped: Event) -> None:
        sales = [
            simulated_shows(
                plan,
                {one.category_id: sale.prices.get(one.name, 0) for one in plan.categories},
                shows=sale.shows,
                seed=_SEED,
                demand_percent=sale.demand_percent,
            )
            for plan in plans
        ]
        for houses in zip(*sales, strict=True):
            pairs = zip(self._figures, houses, strict=True)
            self._figures = tuple(figures.joined(house) for figures, house in pairs)
            if stopped.is_set():
                return
