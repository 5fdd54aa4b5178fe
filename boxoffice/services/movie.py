"""The Movie service: titles."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from boxoffice.model.clock import Clock
from boxoffice.model.errors import InUse, NotFound, Outdated
from boxoffice.model.movie import Movie, Title, TitleFacts
from boxoffice.rules.titles import check_facts
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

    async def titles(self) -> tuple[Title, ...]:
        """All titles by name."""
        found = await self._database.read(store.every)
        return tuple(
            sorted(found, key=lambda one: (one.movie.title.casefold(), one.movie.movie_id))
        )

    async def save(self, title: Title, by: str) -> Title:
        """Keep a title in place of the version that it names, or as a new one where that is 0; the
        same again is fine. BadInput, InUse for an id that is another's, and Outdated when somebody
        else changed it meanwhile."""
        _check(title.movie)
        check_facts(title.movie, title.facts)
        return await self._database.run(_save, title, by, self._clock.now())

    async def mark_shown(self, movie_id: str) -> None:
        """Note that a show of the title exists, so that it can no longer be deleted; NotFound."""
        if not await self._database.run(store.mark_shown, movie_id):
            raise _unknown(movie_id)


def _save(connection: Connection, title: Title, by: str, at: datetime) -> Title:
    movie = title.movie
    there = store.one(connection, movie.movie_id)
    if there is not None and (there.movie, there.facts) == (movie, title.facts):
        return there
    if title.version == 0:
        if there is not None:
            raise InUse(f"The movie id {movie.movie_id} belongs to “{there.movie.title}”.")
        store.add(connection, movie, title.facts, by, at)
    elif there is None:
        raise _unknown(movie.movie_id)
    elif not store.save(connection, title, by, at):
        raise Outdated(f"Somebody else changed “{there.movie.title}” meanwhile.")
    return replace(title, version=title.version + 1, shown=there is not None and there.shown)


def _create(connection: Connection, movie: Movie, by: str, at: datetime) -> None:
    there = store.get_many(connection, (movie.movie_id,))
    if not there:
        store.add(connection, movie, TitleFacts(), by, at)
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
