"""Local days of a theatre."""

from datetime import UTC, date, datetime

import pytest

from boxoffice.model.errors import BadInput
from boxoffice.rules.local_time import local_date, parse_local_date, zone


def test_late_evening_in_utc_is_the_next_day_in_india() -> None:
    assert local_date(datetime(2026, 11, 20, 18, 29, tzinfo=UTC), "Asia/Kolkata") == "20261120"
    assert local_date(datetime(2026, 11, 20, 18, 30, tzinfo=UTC), "Asia/Kolkata") == "20261121"


def test_a_date_is_eight_digits() -> None:
    assert parse_local_date("20240229") == date(2024, 2, 29)


@pytest.mark.parametrize("text", ["", "2026-11-20", "20260230", "2026112", "٢٠٢٦١١٢٠", "00000101"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        parse_local_date(text)


@pytest.mark.parametrize("name", ["", "Mumbai", "../etc/passwd", "Asia", "\0"])
def test_an_unknown_zone_is_refused(name: str) -> None:
    with pytest.raises(BadInput):
        zone(name)
