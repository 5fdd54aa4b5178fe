"""The business day ends when the theatre says, not at midnight."""

from datetime import UTC, date, datetime

import pytest

from boxoffice.rules.business_day import business_day, business_minute

ZONE = "Asia/Kolkata"


@pytest.mark.parametrize(
    ("local", "day", "minute"),
    [
        ("2026-11-20 23:59", date(2026, 11, 20), 1_439),
        ("2026-11-21 00:30", date(2026, 11, 20), 1_470),
        ("2026-11-21 03:59", date(2026, 11, 20), 1_679),
        ("2026-11-21 04:00", date(2026, 11, 21), 240),
    ],
)
def test_a_show_after_midnight_belongs_to_the_day_before_until_four(
    local: str, day: date, minute: int
) -> None:
    at = datetime.fromisoformat(f"{local}+05:30").astimezone(UTC)
    assert business_day(at, ZONE, 240) == day
    assert business_minute(at, ZONE, 240) == minute


def test_a_day_that_ends_at_midnight_is_the_calendars() -> None:
    at = datetime(2026, 11, 20, 18, 45, tzinfo=UTC)
    assert business_day(at, ZONE, 0) == date(2026, 11, 21)
    assert business_minute(at, ZONE, 0) == 15


def test_where_clocks_are_put_back_the_day_ends_by_the_clock_on_the_wall() -> None:
    # New York, 1 November 2026: 01:30 is there twice.
    first, again = (
        datetime(2026, 11, 1, 5, 30, tzinfo=UTC),
        datetime(2026, 11, 1, 6, 30, tzinfo=UTC),
    )
    assert business_day(first, "America/New_York", 240) == date(2026, 10, 31)
    assert business_day(again, "America/New_York", 240) == date(2026, 10, 31)
    at_four = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
    assert business_day(at_four, "America/New_York", 240) == date(2026, 11, 1)
