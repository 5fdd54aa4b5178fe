"""Places: locations, theatres and the screens in them."""

from dataclasses import dataclass
from datetime import datetime

from boxoffice.model.terms import SaleTerms


@dataclass(frozen=True, slots=True)
class Location:
    """A town or region; `lon` and `lat` in degrees. Without a `time_zone` the settings' counts."""

    location_id: str
    name: str
    lon: float
    lat: float
    time_zone: str = ""


@dataclass(frozen=True, slots=True)
class Theatre:
    """One cinema. `terms` are what its shows are sold by; every change of them is a new
    `terms_version`."""

    theatre_id: str
    name: str
    lon: float
    lat: float
    location_id: str
    location_name: str
    pan: str
    link: str
    time_zone: str
    created_at: datetime
    updated_at: datetime
    terms: SaleTerms
    address: str = ""
    gstin: str = ""
    terms_version: int = 1


@dataclass(frozen=True, slots=True)
class TheatreRegistration:
    """What is known of a theatre before it has an id; without `theatre_id` one is made."""

    name: str
    lon: float
    lat: float
    location_id: str
    location_name: str
    pan: str
    link: str
    terms: SaleTerms
    time_zone: str = ""
    theatre_id: str = ""
    address: str = ""
    gstin: str = ""


@dataclass(frozen=True, slots=True)
class TheatreNear:
    """A theatre and how far it is, in kilometres."""

    theatre: Theatre
    distance_km: float


@dataclass(frozen=True, slots=True)
class Screen:
    """An auditorium. `layout_id` is its newest published layout, empty before the first."""

    screen_id: str
    theatre_id: str
    name: str
    layout_id: str
    created_at: datetime
    updated_at: datetime
