"""The nine services. Arguments and results are scalars, enums, frozen dataclasses or tuples of
them; streams are async iterators; refusals are raised as boxoffice.model.errors.Refusal. `by` is
the user id of whoever asks, for the audit; who may ask is checked by the gateway."""

from collections.abc import AsyncIterator
from typing import Protocol

from boxoffice.model.booking_services import BookingService as BookingService
from boxoffice.model.layout_services import DisplayService as DisplayService
from boxoffice.model.layout_services import ScreenService as ScreenService
from boxoffice.model.movie import Movie, Title
from boxoffice.model.moving import ChosenSeat, NewPrice, ShowMove
from boxoffice.model.paper import PaperTemplate
from boxoffice.model.payment_services import PaymentService as PaymentService
from boxoffice.model.people_services import NotificationService as NotificationService
from boxoffice.model.people_services import UserService as UserService
from boxoffice.model.scheduling import Schedule
from boxoffice.model.show import (
    Discovery,
    NewShow,
    Show,
    ShowListing,
    ShowStanding,
    ShowStatus,
    TheatreShows,
)
from boxoffice.model.terms import SaleTerms
from boxoffice.model.theatre import (
    Location,
    Theatre,
    TheatreNear,
    TheatreRegistration,
)


class MovieService(Protocol):
    """Titles."""

    async def create(self, movie: Movie, by: str) -> Movie:
        """Add a title; InUse when the id is taken by a different one, the same again is fine."""
        ...

    async def update(self, movie: Movie, by: str) -> Movie:
        """Replace a title; NotFound."""
        ...

    async def delete(self, movie_id: str, by: str) -> bool:
        """Delete a title and say whether it was there; InUse when a show was ever made of it."""
        ...

    async def get(self, movie_id: str) -> Movie:
        """One title; NotFound."""
        ...

    async def get_many(self, movie_ids: tuple[str, ...]) -> tuple[Movie, ...]:
        """The titles there are among `movie_ids`, in that order; unknown ids are left out."""
        ...

    async def titles(self) -> tuple[Title, ...]:
        """All titles by name."""
        ...

    async def save(self, title: Title, by: str) -> Title:
        """Keep a title in place of the version that it names, or as a new one where that is 0; the
        same again is fine. BadInput, InUse for an id that is another's, and Outdated when somebody
        else changed it meanwhile."""
        ...

    async def mark_shown(self, movie_id: str) -> None:
        """Note that a show of the title exists, so that it can no longer be deleted; NotFound."""
        ...


class TheatreService(Protocol):
    """Locations and theatres."""

    async def add_locations(self, locations: tuple[Location, ...], by: str) -> int:
        """Add or replace locations; answers how many."""
        ...

    async def locations(self) -> tuple[Location, ...]:
        """All locations by name."""
        ...

    async def add(self, registration: TheatreRegistration, by: str) -> Theatre:
        """Register a theatre; BadInput for a place, PAN or time zone that cannot be."""
        ...

    async def set_terms(
        self, theatre_id: str, terms: SaleTerms, terms_version: int, by: str
    ) -> Theatre:
        """Sell by these terms instead of those of `terms_version`; Outdated when these are not
        the theatre's any more, BadInput for terms that nobody could sell by, NotFound."""
        ...

    async def paper(self, theatre_id: str) -> PaperTemplate:
        """What stands on a theatre's papers; an empty template where nobody has made one."""
        ...

    async def set_paper(self, template: PaperTemplate, by: str) -> PaperTemplate:
        """Print this from now on, which was made of the version that it names; Outdated when it is
        another one by now, BadInput, NotFound."""
        ...

    async def get(self, theatre_id: str) -> Theatre:
        """One theatre; NotFound."""
        ...

    async def get_many(self, theatre_ids: tuple[str, ...]) -> tuple[Theatre, ...]:
        """The theatres there are among `theatre_ids`, in that order."""
        ...

    async def near(self, lon: float, lat: float, radius_km: float) -> tuple[TheatreNear, ...]:
        """Theatres inside the radius, nearest first; below 0: all by name at distance 0."""
        ...


class ShowService(Protocol):
    """Shows, and finding them: movie, theatre, show and availability together."""

    async def add(
        self, theatre_id: str, movie_id: str, shows: tuple[NewShow, ...], by: str
    ) -> tuple[Show, ...]:
        """Make shows, all or none; TryAgain when a layout is not in sync, BadInput, NotFound."""
        ...

    async def schedule(self, theatre_id: str, schedule: Schedule, by: str) -> tuple[Show, ...]:
        """Make shows as `add` does, once: those that are there are answered instead."""
        ...

    async def set_status(self, theatre_id: str, show_id: int, status: ShowStatus, by: str) -> Show:
        """Open, close, hold back or cancel; setting a status again is no error."""
        ...

    async def follow_terms(self, theatre_id: str) -> None:
        """Sell a theatre's shows to come by its newest terms. TryAgain when Booking has not heard
        of them all yet: it will, but may sell by the older ones until then."""
        ...

    async def preview_move(
        self,
        show_id: int,
        layout_id: str,
        prices: tuple[NewPrice, ...],
        chosen: tuple[ChosenSeat, ...] = (),
    ) -> ShowMove:
        """What moving a show to another layout of its screen would do to everybody who has a seat
        or holds one. `prices` are those of categories that it does not have yet, or that cost
        otherwise from then on; `chosen` are seats in place of those that are gone. NotFound,
        BadInput, TryAgain while the layout is being published."""
        ...

    async def move(
        self,
        show_id: int,
        layout_id: str,
        prices: tuple[NewPrice, ...],
        token: str,
        by: str,
        chosen: tuple[ChosenSeat, ...] = (),
    ) -> ShowMove:
        """Do just what the preview with this token said, once, whoever asks again; Outdated when
        it would do anything else by now, BadInput when somebody who paid would lose their seat.
        TryAgain when it is not known yet what became of it; nobody pays or is paid anything."""
        ...

    async def get(self, show_id: int) -> Show:
        """One show; NotFound."""
        ...

    async def of_theatre(self, theatre_id: str) -> tuple[Show, ...]:
        """All of a theatre's shows by time."""
        ...

    async def listing(self, show_id: int) -> ShowListing:
        """One show with its movie and seats, whatever its status; NotFound."""
        ...

    async def to_come(self, theatre_id: str) -> tuple[ShowListing, ...]:
        """A theatre's shows that have not begun yet, whatever their status, by time."""
        ...

    async def listings(self, theatre_id: str, local_date: str) -> tuple[ShowListing, ...]:
        """A theatre's shows of one local day (YYYYMMDD), whatever their status, by time."""
        ...

    def watch_day(self, theatre_id: str, local_date: str) -> AsyncIterator[ShowStanding]:
        """How each show of a theatre's local day stands, then the newest of whichever changes,
        shows that are added or cancelled included."""
        ...

    async def discover(self, where: Discovery, local_date: str) -> tuple[TheatreShows, ...]:
        """Theatres inside the radius, nearest first, with that local day's published shows, those
        without left out; below 0 and of no one movie: every theatre, by name at distance 0."""
        ...

    async def show_dates(self, location_id: str, movie_id: str) -> tuple[str, ...]:
        """Local days (YYYYMMDD) with published shows still to come, ascending."""
        ...

    async def movies_near(self, where: Discovery) -> tuple[str, ...]:
        """Ids of movies with an open show still to come inside the radius."""
        ...
