"""People: staff with roles, customers and guests, their sessions, and how they are reached."""

from dataclasses import dataclass, field
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


class Channel(StrEnum):
    """How a message reaches somebody."""

    MAIL = "mail"
    SMS = "sms"


@dataclass(frozen=True, slots=True)
class Contact:
    """An e-mail address or an E.164 phone number in the one form it is compared in."""

    channel: Channel
    value: str


@dataclass(frozen=True, slots=True)
class Grant:
    """One role, for one theatre or (empty) wherever the role is not bound to a theatre."""

    role: Role
    theatre_id: str = ""


@dataclass(frozen=True, slots=True)
class StaffUser:
    """Somebody who signs in; a customer's user name is the contact they signed in by."""

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
class Approval:
    """A yes that somebody gives with their PIN at another's counter."""

    user_id: str
    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Session:
    """A sign-in. The tokens are secrets: they are kept hashed and shown once."""

    access_token: str
    refresh_token: str
    expires_at: datetime
    user: StaffUser


@dataclass(frozen=True, slots=True)
class SessionView:
    """A sign-in as people see it; `address` and `device_name` are empty where nobody said them.

    `used_at` is exact to a minute.
    """

    session_id: str
    user_id: str
    began_at: datetime
    used_at: datetime
    address: str
    device_name: str


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, as the gateway knows after checking the token; nobody has an empty `user_id`."""

    user_id: str = ""
    grants: tuple[Grant, ...] = ()
    session_id: str = ""
