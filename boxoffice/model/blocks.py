"""Blocks: seats that are taken off sale for one show, each with its reason."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class BlockReason(StrEnum):
    """Why a seat is off sale. Supervisors may sell a HOUSE seat as it is."""

    BROKEN = "broken"
    HOUSE = "house"
    CAMERA = "camera"


@dataclass(frozen=True, slots=True)
class Block:
    """One seat off sale for one show; `by` is the user id of who took it off."""

    show_id: int
    seat_uid: str
    seat_id: str
    reason: BlockReason
    note: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class BlockOrder:
    """Seats (ids) to take off sale, or to put back on it where `reason` is None.

    The same `key` acts once. `may` are the reasons that whoever asks may give and lift.
    """

    show_id: int
    seat_ids: tuple[str, ...]
    reason: BlockReason | None
    key: str
    by: str
    may: tuple[BlockReason, ...]
    note: str = ""
