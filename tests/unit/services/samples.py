"""A small theatre for service tests."""

from datetime import date
from pathlib import Path

from boxoffice.model.clock import Clock
from boxoffice.model.layout import Plan
from boxoffice.model.money import Money
from boxoffice.model.movie import Movie
from boxoffice.model.show import CategoryPrice
from boxoffice.model.terms import SaleTerms, TaxSlab, TaxTable, TicketType
from boxoffice.model.theatre import TheatreRegistration
from boxoffice.rules.grid import GridCategory, GridSeat, from_grid
from boxoffice.services.notification import Notifications
from boxoffice.services.passwords import Passwords
from boxoffice.services.user import Users
from boxoffice.stores.database import Database

#: Where Display would keep pictures; these tests have none.
NO_MEDIA = Path("no-media")
TERMS = SaleTerms(
    "INR",
    (TicketType("adult", "Adult", "A"), TicketType("child", "Child", "C", 5_000)),
    (TaxTable(date(2025, 9, 22), (TaxSlab(10_000, 500), TaxSlab(0, 1_800)), ("CGST", "SGST")),),
)
ANDHERI = TheatreRegistration(
    "PVR Andheri", 72.8424, 19.1197, "MUM1", "Mumbai", "ABCDE1234F", "https://pvr.example", TERMS
)
MOVIE = Movie(
    "m1", "Monsoon Letters", ("Drama",), "d1", "2026-11-01", "UA", ("Hindi",), (), (), "144", ""
)


def movie(movie_id: str, title: str = "Monsoon Letters") -> Movie:
    return Movie(movie_id, title, ("Drama",), "", "2026-11-01", "UA", ("Hindi",), (), (), "144", "")


def plan(standard: int = 3) -> Plan:
    """Premium A1 and A2 behind `standard` seats B1, B2 …"""
    ids = [f"B{number}" for number in range(1, standard + 1)]
    return from_grid(
        (
            GridCategory(2, "Premium", 1, 2, (GridSeat(2, "A1"), GridSeat(2, "A2"))),
            GridCategory(1, "Standard", 1, standard, tuple(GridSeat(1, each) for each in ids)),
        ),
        ["A1", "A2", *ids],
    )


def prices(premium: int = 30_000, standard: int = 20_000) -> tuple[CategoryPrice, ...]:
    """Prices of `plan`, in paise."""
    return (
        CategoryPrice(2, "Premium", 1, 2, Money(premium, "INR")),
        CategoryPrice(1, "Standard", 1, 3, Money(standard, "INR")),
    )


def users_in(database: Database, clock: Clock) -> Users:
    """The User service, hashing as cheaply as the library allows."""
    return Users(database, clock, 3_600, Notifications(database, clock), Passwords(cheap=True))
