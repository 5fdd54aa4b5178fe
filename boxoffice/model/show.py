"""Shows: one movie, one screen, one time, and what it is sold for."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from boxoffice.model.money import Money
from boxoffice.model.terms import SaleTerms


class ShowStatus(IntEnum):
    """The contract's numbers. FULL and FAST_FILLING are computed from the seats, never stored."""

    PENDING = 0
    OPEN = 1
    FULL = 2
    FAST_FILLING = 3
    CANCELLED = 4
    CLOSED = 5


@dataclass(frozen=True, slots=True)
class CategoryPrice:
    """What a seat of one category costs an adult at one show, tax included."""

    category_id: int
    name: str
    row_count: int
    column_count: int
    price: Money


@dataclass(frozen=True, slots=True)
class Show:
    """One show. `status` is as stored: pending, open, cancelled or closed."""

    show_id: int
    movie_id: str
    theatre_id: str
    screen_id: str
    layout_id: str
    status: ShowStatus
    publish_at: datetime
    starts_at: datetime
    prices: tuple[CategoryPrice, ...]
    language: str
    format: str
    screen_config: str
    created_at: datetime
    updated_at: datetime
    version: int = 1


@dataclass(frozen=True, slots=True)
class NewShow:
    """A show that is asked for; the service gives it its id."""

    screen_id: str
    layout_id: str
    status: ShowStatus
    publish_at: datetime
    starts_at: datetime
    prices: tuple[CategoryPrice, ...]
    language: str
    format: str = "2D"
    screen_config: str = ""


@dataclass(frozen=True, slots=True)
class OfferedShow:
    """A show as Booking needs it to sell without asking anyone."""

    show: Show
    terms: SaleTerms
    time_zone: str


@dataclass(frozen=True, slots=True)
class ShowAvailability:
    """Seats of one show; the five counts add up to `capacity`."""

    show_id: int
    capacity: int
    available: int
    held: int
    pending: int
    sold: int
    blocked: int


@dataclass(frozen=True, slots=True)
class ShowStanding:
    """How a show stands: its `status` as people see it, its seats, and of which layout they are."""

    show_id: int
    status: ShowStatus
    available: int
    capacity: int
    layout_id: str


@dataclass(frozen=True, slots=True)
class ShowListing:
    """A show as a counter lists it. `status` is computed; `local_date` is YYYYMMDD."""

    show: Show
    status: ShowStatus
    local_date: str
    title: str
    certificate: str
    duration: str
    screen_name: str
    availability: ShowAvailability


@dataclass(frozen=True, slots=True)
class Discovery:
    """Who looks for shows where: degrees and kilometres; `radius_km` below 0 means everywhere."""

    lon: float = 0.0
    lat: float = 0.0
    radius_km: float = -1.0
    movie_id: str = ""


@dataclass(frozen=True, slots=True)
class TheatreShows:
    """One theatre's shows of one local day."""

    theatre_id: str
    distance_km: float
    local_date: str
    listings: tuple[ShowListing, ...]
