"""What the plain form of the model's values is, and what it refuses."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from enum import IntEnum, StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boxoffice.model.errors import BadInput
from boxoffice.model.money import Money
from boxoffice.rules.plain import Plain, from_plain, to_plain


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class Size(IntEnum):
    SMALL = 1
    LARGE = 2


@dataclass(frozen=True, slots=True)
class Parcel:
    name: str
    count: int
    weight: float
    fragile: bool
    colour: Colour
    size: Size
    at: datetime
    day: date
    body: bytes
    price: Money
    inner: tuple[Money, ...] = ()
    due: datetime | None = None


PARCEL = Parcel(
    name="तीसरी",
    count=3,
    weight=1.5,
    fragile=True,
    colour=Colour.BLUE,
    size=Size.LARGE,
    at=datetime(2026, 11, 20, 17, 30, 0, 250_000, tzinfo=timezone(timedelta(hours=5, minutes=30))),
    day=date(2026, 11, 20),
    body=b"\x00\x01\xff",
    price=Money(1250, "INR"),
)
PLAIN: dict[str, Plain] = {
    "name": "तीसरी",
    "count": 3,
    "weight": 1.5,
    "fragile": True,
    "colour": "blue",
    "size": 2,
    "at": "2026-11-20T12:00:00.250000Z",
    "day": "2026-11-20",
    "body": "AAH/",
    "price": {"amount_minor": 1250, "currency": "INR"},
    "inner": [],
    "due": None,
}

parcels = st.builds(
    Parcel,
    at=st.datetimes(timezones=st.just(UTC)),
    due=st.none() | st.datetimes(timezones=st.just(UTC)),
    weight=st.floats(allow_nan=False, allow_infinity=False),
)


def test_every_kind_of_field_has_one_plain_form() -> None:
    assert to_plain(PARCEL) == PLAIN
    assert from_plain(Parcel, PLAIN) == PARCEL


def test_a_sparse_form_leaves_out_defaults_and_reads_the_same() -> None:
    sparse = to_plain(PARCEL, sparse=True)
    assert sparse == {key: item for key, item in PLAIN.items() if key not in ("inner", "due")}
    assert from_plain(Parcel, sparse) == PARCEL


def test_tuples_stand_alone_too() -> None:
    assert to_plain((Money(1, "INR"), Money(2, "INR"))) == [
        {"amount_minor": 1, "currency": "INR"},
        {"amount_minor": 2, "currency": "INR"},
    ]
    assert from_plain(tuple[int, ...], [1, 2]) == (1, 2)


@given(parcels, st.booleans())
def test_what_was_written_reads_back_through_json(parcel: Parcel, sparse: bool) -> None:
    assert from_plain(Parcel, json.loads(json.dumps(to_plain(parcel, sparse=sparse)))) == parcel


@pytest.mark.parametrize(
    ("field", "data", "message"),
    [
        ("count", True, "Parcel.count should be of type int."),
        ("count", 1.0, "Parcel.count should be of type int."),
        ("weight", float("nan"), "Parcel.weight should be of type float."),
        ("weight", 10**400, "Parcel.weight should be of type float."),
        ("fragile", 1, "Parcel.fragile should be of type bool."),
        ("colour", "green", "Parcel.colour cannot be 'green'."),
        ("colour", ["red"], "Parcel.colour cannot be \"['red']\"."),
        ("size", True, "Parcel.size cannot be 'True'."),
        ("at", "2026-11-20T12:00:00", "Parcel.at should be of type datetime."),
        ("at", 0, "Parcel.at should be of type datetime."),
        ("day", "2026-02-30", "Parcel.day should be of type date."),
        ("body", "not base64", "Parcel.body should be of type bytes."),
        ("inner", "", "Parcel.inner should be a list."),
        ("price", [], "Parcel.price should be an object."),
        ("price", {"amount_minor": 1}, "Parcel.price lacks currency."),
    ],
)
def test_a_value_of_another_type_is_refused_by_name(field: str, data: object, message: str) -> None:
    with pytest.raises(BadInput) as refused:
        from_plain(Parcel, PLAIN | {field: data})
    assert str(refused.value) == message


def test_unknown_and_missing_fields_are_refused_by_name() -> None:
    with pytest.raises(BadInput, match=r"^Parcel has no field colours, sizes\.$"):
        from_plain(Parcel, {**PLAIN, "sizes": 1, "colours": 1})
    with pytest.raises(BadInput, match=r"^Money lacks amount_minor, currency\.$"):
        from_plain(Money, {})


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda items: (
            st.lists(items) | st.dictionaries(st.text() | st.sampled_from([*PLAIN]), items)
        ),
    )
)
def test_whatever_else_comes_from_outside_is_refused(data: object) -> None:
    with pytest.raises(BadInput):
        from_plain(Parcel, data)


@dataclass(frozen=True, slots=True)
class Spot:
    uid: str
    at: int
    colour: Colour = Colour.RED
    free: bool = True
    due: datetime | None = None


@dataclass(frozen=True, slots=True)
class Shelf:
    spots: tuple[Spot, ...]


def spot(at: int) -> dict[str, object]:
    """Each third one with more than it must have."""
    plain: dict[str, object] = {"uid": f"s{at}", "at": at}
    return plain | ({"colour": "blue", "free": False} if at % 3 == 0 else {})


def test_many_things_are_read_as_each_of_them_is() -> None:
    plain = [spot(at) for at in range(40)]
    assert from_plain(Shelf, {"spots": plain}).spots == tuple(
        from_plain(Spot, one) for one in plain
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"uid": "s"},
        {"uid": "s", "at": "1"},
        {"uid": "s", "at": True},
        {"uid": "s", "at": 1, "colour": "green"},
        {"uid": "s", "at": 1, "more": 2},
        ["s", 1],
    ],
)
def test_one_that_is_wrong_among_many_is_refused_as_it_is_alone(wrong: object) -> None:
    with pytest.raises(BadInput) as alone:
        from_plain(Spot, wrong)
    with pytest.raises(BadInput) as among:
        from_plain(Shelf, {"spots": [*(spot(at) for at in range(20)), wrong]})
    named = str(among.value).replace("Shelf.spots", "Spot")
    assert named == str(alone.value)
