"""Moving a show to another layout: which seat becomes which, told before it is done."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from boxoffice.model.booking import BookingState
from boxoffice.model.money import Money


class Match(StrEnum):
    """By what a seat of one layout was found in another."""

    UID = "uid"
    SEAT_ID = "seat_id"
    PLACE = "place"
    #: It is not there any more; a free seat was chosen in its stead.
    PROPOSED = "proposed"
    #: It is not there any more, and no seat is left for whoever has it.
    NONE = "none"


@dataclass(frozen=True, slots=True)
class NewPrice:
    """What an adult pays in a category that the show did not have, in minor units, tax included."""

    category_id: int
    amount_minor: int


@dataclass(frozen=True, slots=True)
class ChosenSeat:
    """Where somebody whose seat is gone is to sit instead, by their line."""

    line_id: str
    seat_id: str


@dataclass(frozen=True, slots=True)
class SeatMove:
    """One taken seat and where it goes; the `to` fields are empty where it has no place.

    `number` is the booking's, empty for a hold. `price` was asked for the seat and stays;
    `price_there` is what the same ticket type costs at the new one. `reissue`: a ticket was made
    that reads otherwise than the new seat does, and stops admitting.
    """

    booking_id: str
    line_id: str
    number: str
    state: BookingState
    match: Match
    uid: str
    seat_id: str
    category_id: int
    to_uid: str
    to_seat_id: str
    to_category_id: int
    price: Money
    price_there: Money
    reissue: bool

    @property
    def is_changed(self) -> bool:
        """Whether anything about the seat is another than before."""
        return (self.uid, self.seat_id, self.category_id) != (
            self.to_uid,
            self.to_seat_id,
            self.to_category_id,
        )


@dataclass(frozen=True, slots=True)
class ShowMove:
    """What moving a show does to every seat that is sold, waits for payment or is held.

    `token` confirms just this: it is another one as soon as any of it would be different.
    `off_sale` are the seats (uids in the new layout) that stay off sale and are nobody's choice.
    """

    show_id: int
    from_layout_id: str
    to_layout_id: str
    token: str
    seats: tuple[SeatMove, ...]
    off_sale: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MovedTicket:
    """A ticket whose print admits no more since its show moved, and that was not printed anew.

    `printed_as` is the seat on that print, `seat_id` the one to be printed; they are the same where
    only the category or the drawing is another. `serial` is the ticket's now.
    """

    booking_id: str
    line_id: str
    number: str
    show_id: int
    printed_as: str
    seat_id: str
    serial: int
    moved_at: datetime
    moved_by: str
