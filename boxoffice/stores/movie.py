"""Titles in SQL."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Integer,
    MetaData,
    Table,
    Text,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from boxoffice.model.movie import Movie, Title, TitleFacts
from boxoffice.stores.columns import Moment, Plain

METADATA = MetaData()

titles = Table(
    "movie_titles",
    METADATA,
    Column("movie_id", Text, primary_key=True),
    Column("movie", Plain(Movie), nullable=False),
    Column("shown", Boolean, nullable=False),
    Column("changed_by", Text, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("facts", Plain(TitleFacts), nullable=False, server_default="{}"),
)

_THIS = titles.c.movie_id == bindparam("this")
_ADD = insert(titles)
_REPLACE = update(titles).where(_THIS).values(version=titles.c.version + 1)
_SAVE = _REPLACE.where(titles.c.version == bindparam("before"))
_MARK_SHOWN = update(titles).where(_THIS).values(shown=True)
_DELETE = delete(titles).where(_THIS)
_SHOWN = select(titles.c.shown).where(_THIS)
_TITLE = select(titles.c.movie, titles.c.facts, titles.c.version, titles.c.shown)
_ONE = _TITLE.where(_THIS)
_GET_MANY = select(titles.c.movie).where(
    titles.c.movie_id.in_(bindparam("movie_ids", expanding=True))
)


def get_many(connection: Connection, movie_ids: Sequence[str]) -> tuple[Movie, ...]:
    """The titles there are among `movie_ids`, in that order."""
    rows = connection.execute(_GET_MANY, {"movie_ids": movie_ids}).scalars()
    found = {movie.movie_id: movie for movie in rows}
    return tuple(found[movie_id] for movie_id in movie_ids if movie_id in found)


def every(connection: Connection) -> tuple[Title, ...]:
    """All titles."""
    return tuple(Title(*row) for row in connection.execute(_TITLE))


def one(connection: Connection, movie_id: str) -> Title | None:
    """One title, if it is there."""
    row = connection.execute(_ONE, {"this": movie_id}).one_or_none()
    return Title(*row) if row is not None else None


def add(connection: Connection, movie: Movie, facts: TitleFacts, by: str, at: datetime) -> None:
    """Keep a new title."""
    connection.execute(
        _ADD,
        {
            "movie_id": movie.movie_id,
            "movie": movie,
            "facts": facts,
            "shown": False,
            "changed_by": by,
            "changed_at": at,
        },
    )


def replace(connection: Connection, movie: Movie, by: str, at: datetime) -> bool:
    """Replace a title; False when it is not there."""
    changed = connection.execute(
        _REPLACE, {"this": movie.movie_id, "movie": movie, "changed_by": by, "changed_at": at}
    )
    return changed.rowcount == 1


def save(connection: Connection, title: Title, by: str, at: datetime) -> bool:
    """Replace a title of the version that it names; False when that is no longer what is there."""
    changed = connection.execute(
        _SAVE,
        {
            "this": title.movie.movie_id,
            "before": title.version,
            "movie": title.movie,
            "facts": title.facts,
            "changed_by": by,
            "changed_at": at,
        },
    )
    return changed.rowcount == 1


def mark_shown(connection: Connection, movie_id: str) -> bool:
    """Note that a show of the title exists; False when it is not there."""
    return connection.execute(_MARK_SHOWN, {"this": movie_id}).rowcount == 1


def was_shown(connection: Connection, movie_id: str) -> bool | None:
    """Whether a show was ever made of the title; None when it is not there."""
    return connection.execute(_SHOWN, {"this": movie_id}).scalar()


def remove(connection: Connection, movie_id: str) -> None:
    """Delete a title."""
    connection.execute(_DELETE, {"this": movie_id})
