"""Who is let in: the keys that tickets are signed with, and what a door knows without a network."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum


@dataclass(frozen=True, slots=True)
class TicketKey:
    """A key that a theatre's tickets are or were signed with; the one without `rotated_at` signs.

    `public_key` is Ed25519's 32 bytes. A rotated key's tickets admit until their shows are over, a
    retired one's never again. `tickets` counts those of shows to come that were made while it
    signed.
    """

    key_id: str
    public_key: bytes
    made_at: datetime
    made_by: str
    rotated_at: datetime | None = None
    retired_at: datetime | None = None
    retired_by: str = ""
    tickets: int = 0


@dataclass(frozen=True, slots=True)
class DoorKey:
    """What a door knows of a key."""

    key_id: str
    public_key: bytes
    retired: bool


@dataclass(frozen=True, slots=True)
class AdmittedSeat:
    """A seat of a booking and the serial of the only print that admits to it."""

    seat_uid: str
    serial: int


@dataclass(frozen=True, slots=True)
class ChangedBooking:
    """A booking of which some print no longer admits: refunded, exchanged, moved or printed anew.
    `admits` is all that still does."""

    number: str
    admits: tuple[AdmittedSeat, ...]


@dataclass(frozen=True, slots=True)
class DoorList:
    """All that it takes to check a theatre's tickets without asking anybody.

    `changed` and `cancelled` (show ids) are those of shows to come. Equal lists have equal digests.
    """

    theatre_id: str
    keys: tuple[DoorKey, ...]
    changed: tuple[ChangedBooking, ...]
    cancelled: tuple[int, ...]
    digest: str


class Verdict(Enum):
    """Whether a ticket admits, or why not."""

    ADMITS = "admits"
    NO_TICKET = "no_ticket"
    NOT_OURS = "not_ours"
    FORGED = "forged"
    RETIRED_KEY = "retired_key"
    OVER = "over"
    CANCELLED = "cancelled"
    PRINTED_ANEW = "printed_anew"
    GIVEN_BACK = "given_back"
    OTHER_DAY = "other_day"
    OTHER_SHOW = "other_show"
