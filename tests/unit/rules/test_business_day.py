"""The business day ends when the theatre says, not at midnight."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boxoffice.rules.business_day import business_day, business_day_span, business_minute

ZONE = "Asia/Kolkata"
ZONES = st.sampled_from([ZONE, "Europe/Berlin", "America/St_Johns", "Pacific/Apia"])


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


@given(
    day=st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    zone=ZONES,
    ends=st.integers(0, 600),
    seconds=st.integers(0, 86_399),
)
def test_every_moment_of_a_days_span_is_of_that_day(
    day: date, zone: str, ends: int, seconds: int
) -> None:
    begins, over = business_day_span(day, zone, ends)
    assert over.astimezone(UTC) > begins.astimezone(UTC)
    following = business_day_span(day + timedelta(days=1), zone, ends)
    assert following[0] == over
    moment = begins.astimezone(UTC) + timedelta(seconds=seconds)
    if moment < over.astimezone(UTC):
        assert business_day(moment, zone, ends) == day


@pytest.mark.parametrize(
    ("last", "first"),
    [
        # Berlin: 02:30 is not there on 29 March 2026, and there twice on 25 October.
        ("2026-03-29 01:29", "2026-03-29 01:30"),
        ("2026-10-25 00:29", "2026-10-25 00:30"),
    ],
)
def test_a_day_that_ends_while_clocks_are_changed_ends_once(last: str, first: str) -> None:
    for utc, local_day in ((last, 1), (first, 0)):
        at = datetime.fromisoformat(f"{utc}+00:00")
        day = at.date() - timedelta(days=local_day)
        assert business_day(at, "Europe/Berlin", 150) == day
        begins, over = business_day_span(day, "Europe/Berlin", 150)
        assert begins.astimezone(UTC) <= at < over.astimezone(UTC)
        assert (business_minute(at, "Europe/Berlin", 150) >= 1_440) is bool(local_day)
