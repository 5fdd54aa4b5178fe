"""A day of business ends when the theatre says."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boxoffice.rules.business_day import business_day, business_day_span

MUMBAI = "Asia/Kolkata"
ZONES = st.sampled_from([MUMBAI, "Europe/Berlin", "America/St_Johns", "Pacific/Apia"])


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 20, 18, 30, tzinfo=UTC), date(2026, 11, 20)),  # midnight
        (datetime(2026, 11, 20, 22, 29, tzinfo=UTC), date(2026, 11, 20)),  # 03:59
        (datetime(2026, 11, 20, 22, 30, tzinfo=UTC), date(2026, 11, 21)),  # 04:00
    ],
)
def test_the_small_hours_belong_to_the_evening_before(moment: datetime, day: date) -> None:
    assert business_day(moment, MUMBAI) == day


def test_a_theatre_may_end_its_day_at_midnight() -> None:
    assert business_day(datetime(2026, 11, 20, 18, 30, tzinfo=UTC), MUMBAI, 0) == date(2026, 11, 21)


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
    # A clock that is put back or on within the day moves its end by an hour.
    if begins.astimezone(UTC) <= moment < over.astimezone(UTC) - timedelta(hours=1):
        inside = {day, day - timedelta(days=1)} if begins.utcoffset() != over.utcoffset() else {day}
        assert business_day(moment, zone, ends) in inside
