"""Titles."""

from typing import Any

from boxoffice.gateway.binding import Bindings, Shape
from boxoffice.gateway.request import Request
from boxoffice.gateway.resolvers.places import discovery
from boxoffice.model.movie import Movie, Title, TitleFacts, TitleKind, TitleStage
from boxoffice.rules.titles import on_offer


async def get_movies(request: Request, user: dict[str, Any]) -> tuple[Movie, ...]:
    """Movies with an open show inside the radius."""
    movie_ids = await request.services.shows.movies_near(discovery(user))
    return await request.services.movies.get_many(movie_ids) if movie_ids else ()


async def movie(request: Request, id: str) -> Movie:  # noqa: A002 - the contract's name
    """One title."""
    return await request.services.movies.get(id)


async def movies(request: Request) -> tuple[Movie, ...]:
    """What shows can be made of."""
    return on_offer(await request.services.movies.titles(), request.clock.now())


async def titles(request: Request) -> tuple[Title, ...]:
    """Everything."""
    return await request.services.movies.titles()


async def save_title(request: Request, movie: Movie, facts: TitleFacts, version: int) -> Title:
    """Keep a title."""
    by = (await request.caller()).user_id
    return await request.services.movies.save(Title(movie, facts, version), by)


async def create_movie(request: Request, movie: dict[str, Any]) -> Movie:
    """Add a title."""
    by = (await request.caller()).user_id
    return await request.services.movies.create(_movie(movie), by)


async def update_movie(request: Request, movie: dict[str, Any]) -> Movie:
    """Replace a title."""
    by = (await request.caller()).user_id
    return await request.services.movies.update(_movie(movie), by)


async def delete_movie(request: Request, id: str) -> bool:  # noqa: A002 - the contract's name
    """Delete a title; false when there was none."""
    return await request.services.movies.delete(id, (await request.caller()).user_id)


def _movie(given: dict[str, Any]) -> Movie:
    return Movie(
        movie_id=given["movie_id"],
        title=given["title"],
        genres=tuple(given["genres"]),
        duuid=given["duuid"],
        release_date=given["release_date"],
        certificate=given["cert"],
        languages=tuple(given["langs"]),
        cast_uuids=tuple(given["cast_uuid"]),
        crew_uuids=tuple(given["crew_uuid"]),
        duration=given["duration"],
        description=given["description"],
    )


BINDINGS = Bindings(
    roots={
        "Query.getMovies": get_movies,
        "Query.movie": movie,
        "Query.movies": movies,
        "Query.titles": titles,
        "Mutation.saveTitle": save_title,
        "Mutation.createMovie": create_movie,
        "Mutation.updateMovie": update_movie,
        "Mutation.deleteMovie": delete_movie,
    },
    shapes={
        "Movie": Shape(
            Movie,
            {
                "cert": "certificate",
                "langs": "languages",
                "castUUID": "cast_uuids",
                "crewUUID": "crew_uuids",
            },
        ),
        "MoviePreview": Shape(Movie),
        "MovieTitle": Shape(Movie),
        "MovieDetails": Shape(Movie),
        "TitleFacts": Shape(TitleFacts),
        "Title": Shape(Title),
    },
    inputs={"MovieDetailsInput": Movie, "TitleFactsInput": TitleFacts},
    enums={"TitleKind": TitleKind, "TitleStage": TitleStage},
)
