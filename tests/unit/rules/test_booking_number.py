"""Booking numbers as people read, type and mistype them."""

from hypothesis import assume, given
from hypothesis import strategies as st

from boxoffice.rules.booking_number import ALPHABET, new_number, spoken

numbers = st.integers(0, 2**64 - 1).map(new_number)


def checks_out(number: str) -> bool:
    """Whether the characters' values, each times its place, add up to a multiple of 31."""
    values = [ALPHABET.index(character) for character in number]
    return sum(place * value for place, value in enumerate(values, start=1)) % 31 == 0


@given(numbers)
def test_a_number_has_eight_characters_none_of_which_looks_like_another(number: str) -> None:
    assert len(number) == 8
    assert not set(number) & set("01ILO")
    assert checks_out(number)


@given(numbers, st.integers(0, 7), st.sampled_from(ALPHABET))
def test_any_one_wrong_character_is_found(number: str, at: int, wrong: str) -> None:
    assume(number[at] != wrong)
    assert not checks_out(number[:at] + wrong + number[at + 1 :])


@given(numbers, st.integers(0, 7), st.integers(0, 7))
def test_any_two_swapped_characters_are_found(number: str, one: int, other: int) -> None:
    assume(number[one] != number[other])
    swapped = list(number)
    swapped[one], swapped[other] = swapped[other], swapped[one]
    assert not checks_out("".join(swapped))


def test_a_number_is_spoken_in_two_halves() -> None:
    assert spoken(new_number(123_456_789_012_345)) == "D2SA MPA9"
