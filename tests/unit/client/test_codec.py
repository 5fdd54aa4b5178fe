from dataclasses import fields
from datetime import UTC, date, datetime
from typing import Any

import pytest
from graphql import GraphQLObjectType, build_schema, parse, validate

from boxoffice.client import api, connection, layouts, live, prices
from boxoffice.client.codec import camel, decode, encode, selection
from boxoffice.gateway.binding import schema_text
from boxoffice.model.booking import (
    Booking,
    BookingState,
    Buyer,
    HoldAnswer,
    HoldView,
    Line,
    OfferPlace,
    SeatChange,
    SeatChoice,
    SeatDelta,
    SeatOffer,
    SeatSnapshot,
    Stock,
    TaxPart,
    Ticket,
)
from boxoffice.model.money import Money
from boxoffice.model.payment import Payment, Tender, TenderKind
from boxoffice.model.show import CategoryPrice, Show, ShowAvailability, ShowListing
from boxoffice.model.terms import (
    DiscountCode,
    Fee,
    Item,
    SaleTerms,
    TaxClass,
    TaxSlab,
    TaxTable,
    TicketType,
    TypePrice,
    Window,
)
from boxoffice.model.theatre import Theatre
from boxoffice.model.user import Grant, Session, StaffUser

SCHEMA = build_schema(schema_text())
DOCUMENTS = [
    *(text for name, text in vars(api.BoxOffice).items() if name.isupper()),
    *(text for name, text in vars(prices.Prices).items() if name.isupper()),
    connection.SIGN_IN,
    connection.REFRESH,
    connection.SIGN_OUT,
    layouts.LAYOUT,
    live.SEAT_MAP,
]


@pytest.mark.parametrize("text", DOCUMENTS, ids=lambda text: text.split("(")[0].split("{")[0])
def test_every_document_the_client_sends_is_valid(text: str) -> None:
    assert validate(SCHEMA, parse(text)) == []


#: Types of part 2 and what the client makes of them.
MIRRORS = {
    "Session": Session,
    "StaffUser": StaffUser,
    "Grant": Grant,
    "TheatreDetails": Theatre,
    "SaleTerms": SaleTerms,
    "TicketType": TicketType,
    "TaxTable": TaxTable,
    "TaxSlab": TaxSlab,
    "TaxClass": TaxClass,
    "TypePrice": TypePrice,
    "Window": Window,
    "Fee": Fee,
    "Item": Item,
    "Stock": Stock,
    "DiscountCode": DiscountCode,
    "ShowListing": ShowListing,
    "ShowDetails": Show,
    "CategoryPrice": CategoryPrice,
    "SeatCounts": ShowAvailability,
    "Money": Money,
    "HoldAnswer": HoldAnswer,
    "Booking": Booking,
    "Buyer": Buyer,
    "Line": Line,
    "TaxPart": TaxPart,
    "SeatOffer": SeatOffer,
    "Payment": Payment,
    "Ticket": Ticket,
    "LayoutDocument": layouts.LayoutDocument,
    "SeatMapSnapshot": SeatSnapshot,
    "SeatMapDelta": SeatDelta,
    "SeatChange": SeatChange,
    "HoldView": HoldView,
}


@pytest.mark.parametrize(("name", "source"), MIRRORS.items())
def test_a_type_of_part_2_has_a_field_for_each_of_the_models(name: str, source: Any) -> None:
    type_ = SCHEMA.type_map[name]
    assert isinstance(type_, GraphQLObjectType)
    assert list(type_.fields) == [camel(each.name) for each in fields(source)]


def test_a_selection_names_every_field_down_to_the_leaves() -> None:
    assert selection(SeatDelta) == (
        "{ showId version changes { index seatId state holdId expiresAt } }"
    )


def test_values_are_read_as_the_models_own() -> None:
    offer = {
        "seatIds": ["F9", "F10"],
        "categoryId": 1,
        "total": {"amountMinor": 64_000, "currency": "INR"},
        "row": "F",
        "place": "AISLE",
        "rowsNearer": -1,
    }
    assert decode(SeatOffer, offer) == SeatOffer(
        ("F9", "F10"), 1, Money(64_000, "INR"), "F", OfferPlace.AISLE, -1
    )
    table = {"validFrom": "2025-09-22", "slabs": [], "parts": ["CGST", "SGST"], "classes": []}
    assert decode(TaxTable, table) == TaxTable(date(2025, 9, 22), (), ("CGST", "SGST"))


def test_null_is_the_models_empty_default() -> None:
    change = {"index": 3, "seatId": "A4", "state": 0, "holdId": None, "expiresAt": None}
    assert decode(SeatChange, change) == SeatChange(3, "A4", 0, "", None)
    assert decode(HoldAnswer, {"booking": None, "gone": ["A1"]}) == HoldAnswer(None, ("A1",))


def test_states_arrive_as_bytes_and_instants_in_utc() -> None:
    snapshot = decode(
        SeatSnapshot,
        {
            "showId": 10001,
            "layoutId": "100001",
            "epoch": "e",
            "version": 1,
            "serverTime": "2026-11-20T12:00:00.5Z",
            "states": "AAEC",
            "holds": [],
        },
    )
    assert snapshot.states == b"\x00\x01\x02"
    assert snapshot.server_time == datetime(2026, 11, 20, 12, 0, 0, 500_000, tzinfo=UTC)


def test_what_is_sent_has_the_wires_names() -> None:
    tender = Tender(TenderKind.CASH, 64_000, 70_000)
    assert encode((tender, SeatChoice("A1", "child"), BookingState.HELD)) == [
        {"kind": "CASH", "amountMinor": 64_000, "givenMinor": 70_000, "reference": ""},
        {"seatId": "A1", "ticketType": "child"},
        BookingState.HELD,
    ]
    assert encode(TaxTable(date(2025, 9, 22), (), ("GST",), (TaxClass("food", 500),))) == {
        "validFrom": "2025-09-22",
        "slabs": [],
        "parts": ["GST"],
        "classes": [{"code": "food", "rateBp": 500}],
    }
