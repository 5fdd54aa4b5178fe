"""How a hall's rows and seats are called."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import count

from boxoffice.rules.numbering import row_letters

_LEADING_NUMBER = re.compile(r"[0-9]+", re.ASCII)


class RowsFrom(StrEnum):
    """Where the first row is."""

    BACK = "back"
    FRONT = "front"


class RowStyle(StrEnum):
    """What rows are called by."""

    LETTERS = "letters"
    NUMBERS = "numbers"


class SeatsFrom(StrEnum):
    """Where a row's first seat is; sides are those of somebody who faces the screen's picture, so
    that left is left on the map with the screen at the bottom.

    CENTRE counts outwards, right and left in turn; SIDES gives odd numbers to the left of the
    middle and even ones to its right, both outwards.
    """

    LEFT = "left"
    RIGHT = "right"
    CENTRE = "centre"
    SIDES = "sides"


class Aisles(StrEnum):
    """Whether counting goes on across an aisle or begins anew."""

    ON = "on"
    ANEW = "anew"


@dataclass(frozen=True, slots=True)
class Naming:
    """The naming of a whole hall. By default rows are lettered from the back and seats counted
    from the left without their gaps.

    `first_row` and `first_seat` count from 1. Names in `skip` (I, O, 13 …) are no row's.
    `prefixes` are (block, text): the rows of that block have the text before their name.
    """

    rows_from: RowsFrom = RowsFrom.BACK
    row_style: RowStyle = RowStyle.LETTERS
    first_row: int = 1
    skip: tuple[str, ...] = ()
    seats_from: SeatsFrom = SeatsFrom.LEFT
    first_seat: int = 1
    aisles: Aisles = Aisles.ON
    prefixes: tuple[tuple[str, str], ...] = ()

    def row_names(self) -> Iterator[str]:
        """The names of rows, from the first one on, without end."""
        skip = {name.upper() for name in self.skip}
        for number in count(self.first_row):
            name = row_letters(number - 1) if self.row_style is RowStyle.LETTERS else str(number)
            if name not in skip:
                yield name

    def seat_numbers(self, runs: Sequence[int]) -> list[int]:
        """The numbers of one line's seats from left to right; `runs` are how many seats lie
        between aisles."""
        if self.aisles is Aisles.ANEW:
            return [number for seats in runs for number in self._counted(seats)]
        return self._counted(sum(runs))

    def _counted(self, seats: int) -> list[int]:
        first, last = self.first_seat, self.first_seat + seats - 1
        match self.seats_from:
            case SeatsFrom.LEFT:
                return list(range(first, last + 1))
            case SeatsFrom.RIGHT:
                return list(range(last, first - 1, -1))
            case SeatsFrom.CENTRE:
                left = seats // 2
                outwards = [2 * step for step in range(left, 0, -1)]
                return [
                    first - 1 + number
                    for number in (*outwards, *(1 + 2 * step for step in range(seats - left)))
                ]
            case SeatsFrom.SIDES:
                left = (seats + 1) // 2
                odd = [2 * step + 1 for step in range(left - 1, -1, -1)]
                even = [2 * step + 2 for step in range(seats - left)]
                return [first - 1 + number for number in (*odd, *even)]


def seat_name(row: str, number: str) -> str:
    """The whole name of a seat: A12; with a hyphen where row and number would run together."""
    joined = row[-1:].isdigit() and number[:1].isdigit()
    return f"{row}-{number}" if joined else f"{row}{number}"


def number_in(number: str) -> int:
    """The number in a seat's number such as 12 or 12a; 0 where it begins with none."""
    found = _LEADING_NUMBER.match(number)
    return int(found[0][:6]) if found else 0
