"""Words as they are read aloud to a customer."""

from datetime import UTC, datetime, timedelta

import pytest

from boxoffice.counter.words import length, offer_reason, seat_span, seats_named, starts_in
from boxoffice.model.booking import OfferPlace, SeatOffer
from boxoffice.model.money import Money
from boxoffice.qtkit.formats import Formats
from tests.unit.counter.box_office_double import THEATRE

NOW = datetime(2026, 11, 21, 13, 33, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seat_ids", "words"),
    [
        (("C6",), "C6"),
        (("C6", "C7"), "C6, C7"),
        (("C6", "C7", "C8", "C9"), "C6–C9"),
        (("B11", "C12", "C13", "C14"), "B11, C12–C14"),
        (("BALCONY", "C1"), "BALCONY, C1"),
    ],
)
def test_seats_in_a_line_are_written_as_a_span(seat_ids: tuple[str, ...], words: str) -> None:
    assert seat_span(seat_ids) == words


def test_lost_seats_are_named() -> None:
    assert seats_named(("C7", "C8", "C9")) == "C7, C8 and C9"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (720, "in 12 min"),
        (4_000, "in 1 h 7 min"),
        (30, "in 1 min"),
        (0, "just began"),
        (-790, "began 13 min ago"),
        (7_200, "in 2 h"),
    ],
)
def test_a_show_starts_in_so_many_minutes(seconds: int, words: str) -> None:
    assert starts_in(NOW + timedelta(seconds=seconds), NOW, Formats(THEATRE)) == words


@pytest.mark.parametrize(("hours", "words"), [(5, "in 5 h"), (16, "tomorrow"), (40, "Mon 23 Nov")])
def test_a_show_of_a_later_day_is_named_by_its_day(hours: int, words: str) -> None:
    assert starts_in(NOW + timedelta(hours=hours), NOW, Formats(THEATRE)) == words


def test_a_movie_of_144_minutes_is_two_hours_24() -> None:
    assert length(144) == "2 h 24 min"


def test_offers_say_where_they_are_from_the_first() -> None:
    first = SeatOffer(("C6",), 2, Money(0, "INR"), "C", OfferPlace.MIDDLE, 0)
    nearer = SeatOffer(("D6",), 1, Money(0, "INR"), "D", OfferPlace.AISLE, 1)
    back = SeatOffer(("A6",), 3, Money(0, "INR"), "A", OfferPlace.LEFT, -2)
    words = [offer_reason(offer, first) for offer in (first, nearer, back)]
    assert words == ["Middle, row C", "By the aisle, one row nearer", "Left side, 2 rows back"]


def test_money_is_written_as_in_the_theatres_country() -> None:
    formats = Formats(THEATRE)
    assert formats.money(Money(140_000, "INR")) == "₹1,400.00"
    assert formats.short_money(Money(12_345_600, "INR")) == "₹1,23,456"
    assert formats.money(Money(500, "EUR")) == "EUR\N{NO-BREAK SPACE}5.00"


def test_times_are_the_theatres() -> None:
    assert Formats(THEATRE).time(NOW) == "7:03\N{NO-BREAK SPACE}PM"


def test_seats_of_a_large_hall_are_counted_as_the_country_groups_figures() -> None:
    formats = Formats(THEATRE)
    assert [formats.count(seats) for seats in (91, 4_200, 100_000)] == ["91", "4,200", "1,00,000"]
