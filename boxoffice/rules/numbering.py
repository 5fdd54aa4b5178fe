"""What seats are called: row letters from the back, and numbers that count seats, not gaps."""

import re
from collections.abc import Sequence

from boxoffice.model.errors import BadInput

_SEAT_ID = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,3})", re.ASCII)


def row_letters(index: int) -> str:
    """The letters of row `index`, counted from 0 at the back: A … Z, AA, AB …"""
    if index < 0:
        raise BadInput("Rows are counted from 0.")
    letters = ""
    index += 1
    while index:
        index, letter = divmod(index - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def row_index(letters: str) -> int:
    """The row, counted from 0 at the back, that `letters` stands for; BadInput."""
    if not letters or not all("A" <= letter <= "Z" for letter in letters):
        raise BadInput(f"“{letters}” is not the letters of a row.")
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def split_seat_id(seat_id: str) -> tuple[str, int]:
    """Row letters and number of a seat id such as AA12; BadInput."""
    match = _SEAT_ID.fullmatch(seat_id)
    if match is None:
        raise BadInput(f"“{seat_id[:20]}” is not a seat such as A1.", seat_ids=(seat_id[:20],))
    return match[1], int(match[2])


def default_seat_ids(seats_per_row: Sequence[int]) -> tuple[tuple[str, ...], ...]:
    """Seat ids of rows given from the back to the front, each left to right."""
    return tuple(
        tuple(f"{row_letters(index)}{number}" for number in range(1, count + 1))
        for index, count in enumerate(seats_per_row)
    )
