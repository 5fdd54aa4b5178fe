"""Dataclasses made for a window are dataclasses like any others, however late their methods are."""

import dataclasses
import sys
from dataclasses import dataclass
from types import FunctionType

import pytest

import boxoffice.qtkit  # noqa: F401 - what makes them late


def make() -> tuple[type, type]:
    """Two kinds of values, the second one a kind of the first."""

    @dataclass(frozen=True, slots=True)
    class Seat:
        row: str
        number: int = 1

    @dataclass(frozen=True)
    class Sofa(Seat):
        places: int = 2

    return Seat, Sofa


def test_values_are_compared_shown_and_kept_as_ever() -> None:
    seat, sofa = make()
    assert seat("A") == seat("A", 1) != seat("A", 2)
    assert seat("A") != sofa("A")
    assert sofa("A") == sofa("A", 1, 2) != sofa("A", 1, 3)
    assert {seat("A"), seat("A"), sofa("A")} == {sofa("A"), seat("A")}
    assert repr(seat("A")) == f"{seat.__qualname__}(row='A', number=1)"
    assert dataclasses.replace(seat("A"), number=3) == seat("A", 3)


def test_a_frozen_value_stays_frozen() -> None:
    for made in make():
        value = made("A")
        with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'row'"):
            value.row = "B"
        with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'row'"):
            del value.row
        assert value == made("A")


@pytest.mark.skipif(sys.version_info >= (3, 13), reason="all methods are compiled at once there")
def test_a_method_is_compiled_by_its_first_call_and_is_the_classes_own_from_then_on() -> None:
    seat, sofa = make()

    def compares() -> str:
        method = vars(seat)["__eq__"]
        assert isinstance(method, FunctionType)
        return method.__code__.co_filename

    before = compares()
    assert seat("A") == seat("A")
    assert before != compares() == "<string>"
    assert vars(sofa)["__eq__"].__code__.co_filename == before
