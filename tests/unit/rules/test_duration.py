"""How long a movie is."""

import pytest

from boxoffice.rules.duration import minutes


@pytest.mark.parametrize(
    "text",
    ["144", " 144 min ", "144m", "2h 24m", "2h24", "2 hours 24 minutes", "2 hrs 24 min", "2:24",
     "02:24:00", "PT2H24M"],
)  # fmt: skip
def test_all_usual_ways_to_write_a_length_are_read(text: str) -> None:
    assert minutes(text) == 144


@pytest.mark.parametrize(("text", "length"), [("2h", 120), ("PT45M", 45), ("1:00", 60)])
def test_hours_or_minutes_may_stand_alone(text: str, length: int) -> None:
    assert minutes(text) == length


@pytest.mark.parametrize("text", ["", "long", "-5", "2h 24m 3s 1", "9999", "99h", "१४४"])
def test_a_length_that_says_nothing_is_unknown(text: str) -> None:
    assert minutes(text) == 0
