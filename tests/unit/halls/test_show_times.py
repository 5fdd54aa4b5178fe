"""Days and times of shows, as people type them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from admin_designer.halls.show_times import day_typed, moment_typed, times_typed
from boxoffice.model.errors import BadInput

TODAY = date(2026, 11, 21)
MUMBAI, BERLIN = ZoneInfo("Asia/Kolkata"), ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-12-01", date(2026, 12, 1)),
        (" 1/12/2026 ", date(2026, 12, 1)),
        ("21.11.", TODAY),
        ("20-11", date(2027, 11, 20)),
    ],
)
def test_a_day_without_a_year_is_the_next_such_one(typed: str, day: date) -> None:
    assert day_typed(typed, TODAY) == day


@pytest.mark.parametrize("typed", ["", "tomorrow", "30/2", "2026-11-20", "1/13", "29/2"])
def test_what_is_no_day_to_come_is_refused(typed: str) -> None:
    with pytest.raises(BadInput):
        day_typed(typed, TODAY)


def test_times_are_the_theatres_and_come_in_their_order_once() -> None:
    times = times_typed("19:30, 10.15; 7:30 pm 12am", TODAY, MUMBAI)
    assert [at.astimezone(MUMBAI).strftime("%d %H:%M") for at in times] == [
        "21 00:00",
        "21 10:15",
        "21 19:30",
    ]
    assert times[1] == datetime(2026, 11, 21, 4, 45, tzinfo=UTC)


@pytest.mark.parametrize("typed", ["", "10", "24:00", "9:60", "13pm", "0am", "soon"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(BadInput):
        times_typed(typed, TODAY, MUMBAI)


def test_a_time_that_the_clocks_leave_out_is_refused() -> None:
    forward = date(2027, 3, 28)
    with pytest.raises(BadInput, match="clocks go forward"):
        times_typed("2:30", forward, BERLIN)
    assert times_typed("3:30", forward, BERLIN) == (datetime(2027, 3, 28, 1, 30, tzinfo=UTC),)


def test_a_moment_is_one_day_and_one_time() -> None:
    assert moment_typed("21/11 10:15", TODAY, MUMBAI) == datetime(2026, 11, 21, 4, 45, tzinfo=UTC)
    for typed in ("21/11", "10:15", "21/11 10:15 11:00"):
        with pytest.raises(BadInput):
            moment_typed(typed, TODAY, MUMBAI)
