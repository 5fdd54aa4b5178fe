"""How a seat may look on the map, and which of its looks carry a number."""

from enum import IntEnum


class SeatLook(IntEnum):
    """What the map shows of a seat. ASKING is chosen here and not yet answered; CHOSEN is a free
    seat that somebody is at work on, as a designer is; SHADED one that is filled with the colour of
    its hue, as heat maps are."""

    FREE = 0
    YOURS = 1
    HELD = 2
    SOLD = 3
    BLOCKED = 4
    BROKEN = 5
    OFFERED = 6
    TAKEN = 7
    ASKING = 8
    CHOSEN = 9
    SHADED = 10


#: Looks of seats that a drag gathers; a drag that begins on a seat of yours gathers yours.
TAKABLE = (SeatLook.FREE, SeatLook.OFFERED)

#: Looks that show the seat's category, and what kind of seat it is.
BANDED = (*TAKABLE, SeatLook.CHOSEN, SeatLook.SHADED)

#: Looks whose number can be read; the others show that nobody need ask for them.
NUMBERED = (
    SeatLook.FREE,
    SeatLook.YOURS,
    SeatLook.OFFERED,
    SeatLook.TAKEN,
    SeatLook.ASKING,
    SeatLook.CHOSEN,
    SeatLook.SHADED,
)

#: Steps in which the bar of a held seat drains; it is redrawn only when it loses one.
BAR_STEPS = 12
