"""People: staff with roles, customers and guests, and their sessions."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What somebody may do; theatre roles count for one theatre, the others everywhere."""

    GUEST = "guest"
    CUSTOMER = "customer"
    COUNTER = "counter"
    SUPERVISOR = "supervisor"
    THEATRE_ADMIN = "theatre_admin"
    MOVIE_ADMIN = "movie_admin"
    LOCATION_ADMIN = "location_admin"
    SYSTEM_ADMIN = "system_admin"


@dataclass(frozen=True, slots=True)
class Grant:
    """One role, for one theatre or (empty) wherever the role is not bound to a theatre."""

    role: Role
    theatre_id: str = ""


@dataclass(frozen=True, slots=True)
class StaffUser:
    """Somebody who signs in with a user name."""

    user_id: str
    username: str
    display_name: str
    grants: tuple[Grant, ...]


@dataclass(frozen=True, slots=True)
class UserData:
    """The platform's view of a person: a customer, guest or member of staff."""

    user_id: str
    location_id: str = ""
    email: str = ""
    phone: str = ""
    lon: float | None = None
    lat: float | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """A sign-in. The tokens are secrets: they are kept hashed and shown once."""

    access_token: str
    refresh_token: str
    expires_at: datetime
    user: StaffUser


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, as the gateway knows after checking the token; nobody has an empty `user_id`."""

    user_id: str = ""
    grants: tuple[Grant, ...] = ()
