"""What rows and seats are called."""

import pytest

from boxoffice.model.errors import BadInput
from boxoffice.rules.numbering import row_letters, split_seat_id


def test_rows_go_on_after_z_with_two_letters() -> None:
    assert [row_letters(n) for n in (0, 1, 25, 26, 27, 51, 52, 701, 702)] == [
        "A", "B", "Z", "AA", "AB", "AZ", "BA", "ZZ", "AAA",
    ]  # fmt: skip


def test_a_seat_id_is_letters_and_a_number() -> None:
    assert split_seat_id("AA12") == ("AA", 12)


@pytest.mark.parametrize(
    "seat_id", ["", "A", "12", "a1", "A0", "A01", "A 1", "A-1", "-", "Ä1", "A1\n"]
)
def test_what_nobody_could_read_as_a_seat_is_refused(seat_id: str) -> None:
    with pytest.raises(BadInput):
        split_seat_id(seat_id)
