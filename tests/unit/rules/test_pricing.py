"""Ticket types: what each costs, where and when it is sold."""

from datetime import datetime, timedelta

import pytest

from boxoffice.model.errors import BadInput, PriceRefused
from boxoffice.model.terms import TicketType, TypePrice, Window
from tests.unit.rules.price_cards import (
    ADULT,
    CARER,
    FRIDAY_EVENING,
    basket,
    prices,
    rupees,
    terms,
)

SENIOR = TicketType(
    "senior", "Senior", "S", 9_000,
    prices=(
        TypePrice(Window(weekdays=(2,), until_minute=17 * 60), price_minor=9_900),
        TypePrice(Window(categories=("Diamond",)), price_bp=9_500),
    ),
)  # fmt: skip
STUDENT = TicketType(
    "student", "Student", "U", 5_000,
    window=Window(("Premium", "Standard"), weekdays=(1, 2, 3, 4), until_minute=18 * 60),
)  # fmt: skip
#: Tuesday 24 November 2026, 15:00 in Mumbai.
TUESDAY_NOON = FRIDAY_EVENING + timedelta(days=4, hours=-4, minutes=-30)


def after_midnight(evening: datetime) -> datetime:
    return evening + timedelta(hours=5)


@pytest.mark.parametrize(
    ("choice", "starts_at", "price"),
    [
        ("P1", FRIDAY_EVENING, 300),
        ("P1 senior", FRIDAY_EVENING, 270),
        # The first rule that fits counts.
        ("D1 senior", FRIDAY_EVENING, 380),
        ("D1 senior", TUESDAY_NOON, 99),
        ("P1 senior", TUESDAY_NOON, 99),
        ("P1 student", TUESDAY_NOON, 150),
    ],
)
def test_a_type_costs_what_its_first_fitting_rule_says(
    choice: str, starts_at: datetime, price: float
) -> None:
    of = prices(terms(ADULT, SENIOR, STUDENT), starts_at)
    assert rupees(basket(of, choice)) == [price]


@pytest.mark.parametrize(
    ("choice", "starts_at"),
    [("P1 student", FRIDAY_EVENING), ("D1 student", TUESDAY_NOON)],
)
def test_a_type_outside_its_window_is_refused_with_the_seats_name(
    choice: str, starts_at: datetime
) -> None:
    of = prices(terms(ADULT, STUDENT), starts_at)
    with pytest.raises(PriceRefused, match="Student is not sold for it") as refusal:
        basket(of, choice)
    assert refusal.value.seat_ids == (choice.split()[0],)


def test_a_show_after_midnight_costs_what_the_day_before_does() -> None:
    late = TicketType(
        "late", "Late", "L", prices=(TypePrice(Window(weekdays=(5,), from_minute=1_440), 5_000),)
    )
    of = prices(terms(ADULT, late), after_midnight(FRIDAY_EVENING))
    assert rupees(basket(of, "P1 late")) == [150]


def test_a_type_is_sold_as_often_as_its_limit_allows_and_then_named() -> None:
    of = prices(terms())
    assert rupees(basket(of, "P1", "P2 carer")) == [300, 0]
    with pytest.raises(PriceRefused, match=r"Carer: at most 1 in one booking\.") as refusal:
        basket(of, "P1 carer", "P2 carer", "P3")
    assert refusal.value.seat_ids == ("P2",)


def test_a_type_that_nobody_knows_is_no_type() -> None:
    with pytest.raises(BadInput, match="no ticket type “vip” here"):
        basket(prices(terms()), "P1 vip")


@pytest.mark.parametrize(("step_minor", "price"), [(1, 107.1), (50, 107), (100, 107), (1_000, 110)])
def test_every_price_is_a_multiple_of_the_theatres_step(step_minor: int, price: float) -> None:
    odd = TicketType("odd", "Odd", "O", 3_570)
    of = prices(terms(ADULT, odd, round_to_minor=step_minor))
    assert rupees(basket(of, "P1 odd")) == [price]


def test_half_a_step_goes_up() -> None:
    fixed = TicketType("fixed", "Fixed", "F", prices=(TypePrice(Window(), price_minor=10_025),))
    assert rupees(basket(prices(terms(ADULT, fixed, round_to_minor=50)), "P1 fixed")) == [100.5]


def test_the_tax_in_a_reduced_ticket_is_that_of_what_is_paid() -> None:
    (child,) = basket(prices(terms()), "S1 child")
    assert (child.price.major(), child.net_minor, child.tax[0].rate_bp) == (96, 9_142, 250)
    (carer,) = basket(prices(terms(ADULT, CARER)), "P1 carer")
    assert (carer.net_minor, sum(part.amount_minor for part in carer.tax)) == (0, 0)
