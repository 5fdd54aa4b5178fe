"""The demo cinema as its data file in the resources states it."""

import json
from dataclasses import dataclass
from importlib.resources import files

from boxoffice.bootstrap.demo_halls import HallShape
from boxoffice.model.booking import Stock
from boxoffice.model.movie import Movie
from boxoffice.model.terms import SaleTerms
from boxoffice.model.theatre import Location
from boxoffice.rules.plain import from_plain

DATA_FILE = "demo/cinema.json"


@dataclass(frozen=True, slots=True)
class DemoSlot:
    """One show that a screen has every day; `time` is HH:MM local, `sold` the percentage of its
    seats that are sold when it is today's."""

    time: str
    movie_id: str
    language: str
    sold: int
    format: str = "2D"


@dataclass(frozen=True, slots=True)
class DemoScreen:
    """One auditorium; `prices` are rupees by category in the hall's order."""

    screen_id: str
    name: str
    hall: HallShape
    prices: tuple[int, ...]
    slots: tuple[DemoSlot, ...]


@dataclass(frozen=True, slots=True)
class DemoTheatre:
    """One cinema and its screens."""

    theatre_id: str
    name: str
    location_id: str
    lon: float
    lat: float
    pan: str
    gstin: str
    address: str
    link: str
    screens: tuple[DemoScreen, ...]


@dataclass(frozen=True, slots=True)
class DemoCinema:
    """The whole file."""

    locations: tuple[Location, ...]
    terms: SaleTerms
    stock: tuple[Stock, ...]
    movies: tuple[Movie, ...]
    theatres: tuple[DemoTheatre, ...]


def load() -> DemoCinema:
    """Read the data file."""
    text = files("boxoffice_resources").joinpath(DATA_FILE).read_text("utf-8")
    return from_plain(DemoCinema, json.loads(text))
