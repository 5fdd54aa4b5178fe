"""Movies: what is shown."""

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class Movie:
    """One title. `duration` is text as the contract has it: minutes (“144”) or “2h 24m”."""

    movie_id: str
    title: str
    genres: tuple[str, ...]
    duuid: str
    release_date: str
    certificate: str
    languages: tuple[str, ...]
    cast_uuids: tuple[str, ...]
    crew_uuids: tuple[str, ...]
    duration: str
    description: str


@dataclass(frozen=True, slots=True)
class MovieTitle:
    """What whoever makes shows chooses a movie by."""

    movie_id: str
    title: str
    certificate: str
    languages: tuple[str, ...]
    duration: str


class TitleKind(Enum):
    """Films, and all else that people sit in a hall for: a concert, a match, a play."""

    MOVIE = "MOVIE"
    EVENT = "EVENT"


class TitleStage(Enum):
    """Where a title stands in its life. A draft is not offered to whoever makes shows."""

    DRAFT = "DRAFT"
    COMING_SOON = "COMING_SOON"
    NOW_SHOWING = "NOW_SHOWING"
    ENDED = "ENDED"


@dataclass(frozen=True, slots=True)
class TitleFacts:
    """What a cinema keeps of a title beside what the platform's contract knows.

    `stage` is None where the dates say it: `Movie.release_date` and `last_date`, which is the last
    day it is shown; dates are YYYY-MM-DD or empty. `crew` are lines such as “Director: A. Name”.
    """

    kind: TitleKind = TitleKind.MOVIE
    stage: TitleStage | None = None
    last_date: str = ""
    cast: tuple[str, ...] = ()
    crew: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Title:
    """A movie or event as those keep it who run cinemas; its version grows with each change, and
    is 0 before the first."""

    movie: Movie
    facts: TitleFacts
    version: int
    #: Whether a show was ever made of it: such a title stays.
    shown: bool = False
