"""Columns keep instants and values of the model exactly."""

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from boxoffice.model.money import Money
from boxoffice.stores.columns import Moment, Plain

DIALECT = sqlite.dialect()
ZONES = st.integers(-12, 14).map(lambda hours: timezone(timedelta(hours=hours)))
INSTANTS = st.builds(
    lambda zone, microseconds: datetime(2000, 1, 1, tzinfo=zone) + timedelta(0, 0, microseconds),
    ZONES,
    st.integers(-(10**16), 10**16),
)


@given(INSTANTS)
def test_an_instant_comes_back_exactly_and_in_utc(at: datetime) -> None:
    moment = Moment()
    kept = moment.process_bind_param(at, DIALECT)
    back = moment.process_result_value(kept, DIALECT)
    assert back == at
    assert back is not None
    assert back.tzinfo is UTC


@given(INSTANTS, INSTANTS)
def test_instants_are_kept_in_their_order(one: datetime, other: datetime) -> None:
    kept = [Moment().process_bind_param(at, DIALECT) or 0 for at in (one, other)]
    assert (kept[0] < kept[1]) == (one < other)


def test_a_value_of_the_model_is_kept_as_readable_text() -> None:
    column = Plain(tuple[Money, ...])
    kept = column.process_bind_param((Money(32_000, "INR"),), DIALECT)
    assert kept == '[{"amount_minor": 32000, "currency": "INR"}]'
    assert column.process_result_value(kept, DIALECT) == (Money(32_000, "INR"),)
    assert column.process_result_value(column.process_bind_param(None, DIALECT), DIALECT) is None
