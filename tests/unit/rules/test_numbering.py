"""What rows and seats are called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boxoffice.model.errors import BadInput
from boxoffice.rules.numbering import default_seat_ids, row_index, row_letters, split_seat_id


def test_rows_go_on_after_z_with_two_letters() -> None:
    assert [row_letters(n) for n in (0, 1, 25, 26, 27, 51, 52, 701, 702)] == [
        "A", "B", "Z", "AA", "AB", "AZ", "BA", "ZZ", "AAA",
    ]  # fmt: skip


@given(st.integers(0, 20_000))
def test_letters_name_their_row_and_no_other(index: int) -> None:
    assert row_index(row_letters(index)) == index


def test_numbers_count_seats_in_each_row_anew() -> None:
    assert default_seat_ids((2, 0, 3)) == (("A1", "A2"), (), ("C1", "C2", "C3"))


def test_a_seat_id_is_letters_and_a_number() -> None:
    assert split_seat_id("AA12") == ("AA", 12)


@pytest.mark.parametrize(
    "seat_id", ["", "A", "12", "a1", "A0", "A01", "A 1", "A-1", "-", "Ä1", "A1\n"]
)
def test_what_nobody_could_read_as_a_seat_is_refused(seat_id: str) -> None:
    with pytest.raises(BadInput):
        split_seat_id(seat_id)
