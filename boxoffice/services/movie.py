"""The Movie service: titles."""

from datetime import datetime

from sqlalchemy import Connection

from boxoffice.model.clock import Clock
from boxoffice.model.errors import InUse, NotFound
from boxoffice.model.movie import Movie
from boxoffice.services.texts import check_name, check_text
from boxoffice.services.vouched import Vouched
from boxoffice.stores import movie as store
from boxoffice.stores.database import Database

#: Titles asked for together whose answer is kept: the movies of so many theatres' or cities' days.
READS_KEPT = 256


class Movies:
    """A boxoffice.model.services.MovieService."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = Vouched(database, READS_KEPT)
        self._clock = clock

    async def create(self, movie: Movie, by: str) -> Movie:
        """Add a title; InUse when the id is taken by a different one, the same again is fine."""
        _check(movie)
        await self._database.run(_create, movie, by, self._clock.now())
        return movie

    async def update(self, movie: Movie, by: str) -> Movie:
        """Replace a title; NotFound."""
        _check(movie)
        if not await self._database.run(store.replace, movie, by, self._clock.now()):
            raise _unknown(movie.movie_id)
        return movie

    async def delete(self, movie_id: str, by: str) -> bool:
        """Delete a title and say whether it was there; InUse when a show was ever made of it."""
        return await self._database.run(_delete, movie_id)

    async def get(self, movie_id: str) -> Movie:
        """One title; NotFound."""
        found = await self.get_many((movie_id,))
        if not found:
            raise _unknown(movie_id)
        return found[0]

    async def get_many(self, movie_ids: tuple[str, ...]) -> tuple[Movie, ...]:
        """The titles there are among `movie_ids`, in that order; unknown ids are left out."""
        return await self._database.read_kept(movie_ids, store.get_many)

    async def titles(self) -> tuple[Movie, ...]:
        """All titles by name."""
        found = await self._database.read(store.every)
        return tuple(sorted(found, key=lambda movie: (movie.title.casefold(), movie.movie_id)))

    async def mark_shown(self, movie_id: str) -> None:
        """Note that a show of the title exists, so that it can no longer be deleted; NotFound."""
        if not await self._database.run(store.mark_shown, movie_id):
            raise _unknown(movie_id)


def _create(connection: Connection, movie: Movie, by: str, at: datetime) -> None:
    there = store.get_many(connection, (movie.movie_id,))
    if not there:
        store.add(connection, movie, by, at)
    elif there[0] != movie:
        raise InUse(f"The movie id {movie.movie_id} belongs to “{there[0].title}”.")


def _delete(connection: Connection, movie_id: str) -> bool:
    shown = store.was_shown(connection, movie_id)
    if shown:
        raise InUse("This movie has shows and cannot be deleted.")
    if shown is None:
        return False
    store.remove(connection, movie_id)
    return True


def _check(movie: Movie) -> None:
    check_name(movie.movie_id, "The movie id")
    check_name(movie.title, "The title")
    check_text(movie.description, "The description")


def _unknown(movie_id: str) -> NotFound:
    return NotFound(f"There is no movie {movie_id}.")
