"""Facts that never change once they are known, kept so that they are asked for once: published
layouts, and which theatre a screen, a show or a booking belongs to."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from boxoffice.gateway.upstream import Services
from boxoffice.model.errors import NotFound
from boxoffice.model.layout import Layout
from boxoffice.rules.bounded import Bounded
from boxoffice.rules.grid import GridCategory, to_grid
from boxoffice.rules.layouts import canonical

LAYOUTS_KEPT = 64
THEATRES_OF_SCREENS_KEPT = 1_024
THEATRES_OF_SHOWS_KEPT = 4_096
THEATRES_OF_BOOKINGS_KEPT = 16_384


@dataclass(frozen=True)
class Published:
    """A published layout and the two forms it travels in, each made when first asked for."""

    layout: Layout

    @cached_property
    def grid(self) -> tuple[GridCategory, ...]:
        """The contract's grid, the back of the hall first."""
        return to_grid(self.layout.plan)

    @cached_property
    def plan_text(self) -> str:
        """The plan's canonical JSON."""
        return canonical(self.layout.plan).decode()

    @cached_property
    def seat_ids(self) -> tuple[str, ...]:
        """In the order that packed states follow."""
        return tuple(seat.seat_id for seat in self.layout.plan.seats)


class Facts:
    """Bounded memory in front of the services; NotFound for what is asked for alone and is not."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._layouts: Bounded[str, Published] = Bounded(LAYOUTS_KEPT)
        self._theatre_of_screen: Bounded[str, str] = Bounded(THEATRES_OF_SCREENS_KEPT)
        self._theatre_of_show: Bounded[int, str] = Bounded(THEATRES_OF_SHOWS_KEPT)
        self._theatre_of_booking: Bounded[str, str] = Bounded(THEATRES_OF_BOOKINGS_KEPT)

    async def published(self, layout_id: str) -> Published:
        """One layout as Display shows it."""
        found = await self.published_among((layout_id,))
        if layout_id not in found:
            raise NotFound(f"There is no layout {layout_id}.")
        return found[layout_id]

    async def published_among(self, layout_ids: tuple[str, ...]) -> Mapping[str, Published]:
        """The layouts there are among `layout_ids`; those not known yet are asked for together."""
        found = {each: known for each in layout_ids if (known := self._layouts.get(each))}
        missing = tuple(each for each in layout_ids if each not in found)
        for layout in await self._services.displays.layouts(missing) if missing else ():
            found[layout.layout_id] = self._layouts.put(layout.layout_id, Published(layout))
        return found

    async def theatre_of_screen(self, screen_id: str) -> str:
        """The id of the theatre a screen is in."""
        known = self._theatre_of_screen.get(screen_id)
        if known is not None:
            return known
        screen = await self._services.screens.get(screen_id)
        return self._theatre_of_screen.put(screen_id, screen.theatre_id)

    async def theatre_of_show(self, show_id: int) -> str:
        """The id of the theatre a show is at."""
        known = self._theatre_of_show.get(show_id)
        if known is not None:
            return known
        show = await self._services.shows.get(show_id)
        return self._theatre_of_show.put(show_id, show.theatre_id)

    async def theatre_of_booking(self, booking_id: str) -> str:
        """The id of the theatre a hold or booking is at."""
        known = self._theatre_of_booking.get(booking_id)
        if known is not None:
            return known
        booking = await self._services.bookings.get(booking_id)
        return self.note_booking(booking_id, booking.theatre_id)

    def note_booking(self, booking_id: str, theatre_id: str) -> str:
        """Remember where a booking is at, and answer that theatre's id."""
        return self._theatre_of_booking.put(booking_id, theatre_id)
