from datetime import UTC, datetime, timedelta, timezone

import pytest
from graphql import GraphQLError
from hypothesis import given
from hypothesis import strategies as st

from boxoffice.gateway.scalars import read_instant, write_instant

OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(
    at=st.datetimes(
        min_value=datetime(1970, 1, 2),  # noqa: DTZ001 - hypothesis adds the zone
        max_value=datetime(2999, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
        timezones=OFFSETS,
    )
)
def test_an_instant_in_any_offset_goes_out_as_the_same_instant_in_utc(at: datetime) -> None:
    text = write_instant(read_instant(at.isoformat()))
    assert text.endswith("Z")
    assert datetime.fromisoformat(text) == at


def test_fractions_and_the_trailing_z_are_read() -> None:
    assert read_instant("2026-11-20T18:30:00.25Z") == datetime(
        2026, 11, 20, 18, 30, 0, 250_000, tzinfo=UTC
    )


@pytest.mark.parametrize(
    "value", ["2026-11-20T18:30:00", "2026-11-20", "soon", "", 5, None, "0001-01-01T00:00+14:00"]
)
def test_what_names_no_instant_is_refused(value: object) -> None:
    with pytest.raises(GraphQLError, match="is not an instant"):
        read_instant(value)
