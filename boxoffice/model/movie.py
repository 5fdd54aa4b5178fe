"""Movies: what is shown."""

from dataclasses import dataclass


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
