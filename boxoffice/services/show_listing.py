"""Shows as they are listed: with their movie and their seats."""

import asyncio
from collections.abc import Sequence
from datetime import datetime

from boxoffice.model.clock import Clock
from boxoffice.model.movie import Movie
from boxoffice.model.services import MovieService
from boxoffice.model.show import ShowAvailability, ShowListing
from boxoffice.rules.bounded import Bounded
from boxoffice.rules.show_status import shown_status
from boxoffice.services.show_standings import SeatCounter
from boxoffice.stores import show as store

#: As many as all days that are kept have in the busiest chains' habit.
LISTINGS_KEPT = 100_000


class Listings:
    """Those that were made lately."""

    def __init__(self, clock: Clock, movies: MovieService, bookings: SeatCounter) -> None:
        self._listings: Bounded[int, ShowListing] = Bounded(LISTINGS_KEPT)
        self._clock = clock
        self._movies = movies
        self._bookings = bookings

    async def of(self, found: Sequence[store.FoundShow]) -> tuple[ShowListing, ...]:
        """List shows with their movies and seats, each asked for once."""
        if not found:
            return ()
        movie_ids = tuple(dict.fromkeys(each.show.movie_id for each in found))
        movies, availability = await asyncio.gather(
            self._movies.get_many(movie_ids),
            self._bookings.availability(tuple(each.show.show_id for each in found)),
        )
        movie_by_id = {movie.movie_id: movie for movie in movies}
        seats_by_id = {seats.show_id: seats for seats in availability}
        now = self._clock.now()
        return tuple(
            self._listing(
                each, movie_by_id.get(each.show.movie_id), seats_by_id.get(each.show.show_id), now
            )
            for each in found
        )

    def _listing(
        self,
        found: store.FoundShow,
        movie: Movie | None,
        seats: ShowAvailability | None,
        now: datetime,
    ) -> ShowListing:
        """The same one as before as long as nothing about it changes, so that whoever turned it
        into something else need not do so again."""
        show = found.show
        status = shown_status(show.status, show.publish_at, now, seats)
        before = self._listings.get(show.show_id)
        if before is not None and (
            before.show is show
            and before.status is status
            and before.availability is seats
            and movie is not None
            and (before.title, before.certificate, before.duration)
            == (movie.title, movie.certificate, movie.duration)
        ):
            return before
        listing = ShowListing(
            show=show,
            status=status,
            local_date=found.local_date,
            title=movie.title if movie else show.movie_id,
            certificate=movie.certificate if movie else "",
            duration=movie.duration if movie else "",
            screen_name=found.screen_name,
            availability=seats or _no_seats(show.show_id),
        )
        return before if before == listing else self._listings.put(show.show_id, listing)


def _no_seats(show_id: int) -> ShowAvailability:
    return ShowAvailability(show_id, 0, 0, 0, 0, 0, 0)
