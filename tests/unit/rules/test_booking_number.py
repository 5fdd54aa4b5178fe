"""Booking numbers as people read, type and mistype them."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from boxoffice.rules.booking_number import ALPHABET, is_number, new_number, spoken

numbers = st.integers(0, 2**64 - 1).map(new_number)


@given(numbers)
def test_a_number_has_eight_characters_none_of_which_looks_like_another(number: str) -> None:
    assert len(number) == 8
    assert not set(number) & set("01ILO")
    assert is_number(number)


@given(numbers, st.integers(0, 7), st.sampled_from(ALPHABET))
def test_any_one_wrong_character_is_found(number: str, at: int, wrong: str) -> None:
    assume(number[at] != wrong)
    assert not is_number(number[:at] + wrong + number[at + 1 :])


@given(numbers, st.integers(0, 7), st.integers(0, 7))
def test_any_two_swapped_characters_are_found(number: str, one: int, other: int) -> None:
    assume(number[one] != number[other])
    swapped = list(number)
    swapped[one], swapped[other] = swapped[other], swapped[one]
    assert not is_number("".join(swapped))


def test_a_number_is_spoken_in_two_halves() -> None:
    assert spoken(new_number(123_456_789_012_345)) == "D2SA MPA9"


@pytest.mark.parametrize("text", ["", "D2SAMPA", "D2SAMPA8", "D2SAMPA99", "d2sampa9", "O2SAMPA9"])
def test_what_is_no_number_is_told_apart(text: str) -> None:
    assert is_number("D2SAMPA9")
    assert not is_number(text)
