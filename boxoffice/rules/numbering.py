"""What seats are called: row letters from the back, and a number."""

import re

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


def split_seat_id(seat_id: str) -> tuple[str, int]:
    """Row letters and number of a seat id such as AA12; BadInput."""
    match = _SEAT_ID.fullmatch(seat_id)
    if match is None:
        raise BadInput(f"“{seat_id[:20]}” is not a seat such as A1.", seat_ids=(seat_id[:20],))
    return match[1], int(match[2])
