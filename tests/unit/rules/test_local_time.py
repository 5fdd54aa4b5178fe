"""Local days of a theatre."""

from datetime import UTC, date, datetime, timedelta

import pytest

from boxoffice.model.errors import BadInput
from boxoffice.rules.local_time import day_bounds, local_date, parse_local_date, zone


def test_late_evening_in_utc_is_the_next_day_in_india() -> None:
    assert local_date(datetime(2026, 11, 20, 18, 29, tzinfo=UTC), "Asia/Kolkata") == "20261120"
    assert local_date(datetime(2026, 11, 20, 18, 30, tzinfo=UTC), "Asia/Kolkata") == "20261121"


def test_a_local_day_begins_and_ends_at_local_midnight() -> None:
    assert day_bounds("20261121", "Asia/Kolkata") == (
        datetime(2026, 11, 20, 18, 30, tzinfo=UTC),
        datetime(2026, 11, 21, 18, 30, tzinfo=UTC),
    )


def test_a_day_on_which_clocks_go_back_has_twenty_five_hours() -> None:
    begins, ends = day_bounds("20261025", "Europe/Berlin")
    assert ends - begins == timedelta(hours=25)


def test_a_date_is_eight_digits() -> None:
    assert parse_local_date("20240229") == date(2024, 2, 29)


@pytest.mark.parametrize("text", ["", "2026-11-20", "20260230", "2026112", "٢٠٢٦١١٢٠", "00000101"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        parse_local_date(text)


@pytest.mark.parametrize("day", ["00010101", "99991231"])
def test_the_ends_of_the_calendar_are_refused_where_utc_has_no_such_day(day: str) -> None:
    with pytest.raises(BadInput):
        day_bounds(day, "Asia/Kolkata")


@pytest.mark.parametrize("name", ["", "Mumbai", "../etc/passwd", "Asia", "\0"])
def test_an_unknown_zone_is_refused(name: str) -> None:
    with pytest.raises(BadInput):
        zone(name)
