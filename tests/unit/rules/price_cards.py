"""A theatre's terms and one evening show, for tests of prices: Diamond at 400, Premium at 300 and
Standard at 120 rupees, seats D1, D2 …, P1 …, S1 …."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from itertools import count

from boxoffice.model.booking import ItemChoice, Line
from boxoffice.model.layout import Seat, SeatKind
from boxoffice.model.money import Money
from boxoffice.model.show import CategoryPrice, Show, ShowStatus
from boxoffice.model.terms import SaleTerms, TaxClass, TaxSlab, TaxTable, TicketType
from boxoffice.rules.basket import price_basket
from boxoffice.rules.pricing import ShowPrices, show_prices

ZONE = "Asia/Kolkata"
#: Friday 20 November 2026, 19:30 in Mumbai.
FRIDAY_EVENING = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)
CATEGORIES = {3: "Diamond", 2: "Premium", 1: "Standard"}
RUPEES = {3: 400, 2: 300, 1: 120}
GST = TaxTable(
    date(2025, 9, 22),
    (TaxSlab(10_000, 500), TaxSlab(0, 1_800)),
    ("CGST", "SGST"),
    (TaxClass("food", 500), TaxClass("service", 1_800)),
)
ADULT = TicketType("adult", "Adult", "A")
CHILD = TicketType("child", "Child", "C", 8_000)
CARER = TicketType("carer", "Carer", "R", 0, most=1, proof="A carer's card")


def terms(*types: TicketType, **others: object) -> SaleTerms:
    """Terms with these ticket types, or adult, child and carer."""
    chosen = types or (ADULT, CHILD, CARER)
    return SaleTerms("INR", chosen, (GST,), **others)  # type: ignore[arg-type]


def prices(
    of: SaleTerms, starts_at: datetime = FRIDAY_EVENING, show_format: str = "2D"
) -> ShowPrices:
    """The prices of a show by these terms."""
    show = Show(
        show_id=10001, movie_id="film", theatre_id="PVRAH", screen_id="1", layout_id="100001",
        status=ShowStatus.OPEN, publish_at=starts_at, starts_at=starts_at,
        prices=tuple(
            CategoryPrice(each, CATEGORIES[each], 1, 9, Money(rupees * 100, "INR"))
            for each, rupees in RUPEES.items()
        ),
        language="Hindi", format=show_format, screen_config="",
        created_at=starts_at, updated_at=starts_at,
    )  # fmt: skip
    return show_prices(show, of, ZONE)


def seat(seat_id: str) -> Seat:
    """D, P or S and a number."""
    category_id = {"D": 3, "P": 2, "S": 1}[seat_id[0]]
    row, number = seat_id[0], int(seat_id[1:])
    return Seat(f"uid-{seat_id}", seat_id, row, number, category_id, SeatKind.STANDARD, 0, 0)


def wanted(*choices: str) -> list[tuple[Seat, str]]:
    """“P1 child” is seat P1 for a child."""
    split = [choice.partition(" ") for choice in choices]
    return [(seat(seat_id), code) for seat_id, _, code in split]


def new_ids(first: int = 1) -> Callable[[], str]:
    """Line ids l1, l2 …."""
    numbers = count(first)
    return lambda: f"l{next(numbers)}"


def basket(
    of: ShowPrices,
    *choices: str,
    codes: Sequence[str] = (),
    day: date = TODAY,
    kept: Sequence[Line] = (),
    items: Sequence[ItemChoice] = (),
) -> tuple[Line, ...]:
    """The lines of these choices."""
    return price_basket(of, wanted(*choices), codes, day, new_ids(len(kept) + 1), kept, items)


def total(lines: Sequence[Line]) -> int:
    """What lines cost together, minor units."""
    return sum(line.price.amount_minor for line in lines)


def rupees(lines: Sequence[Line]) -> list[float]:
    """The price of each line."""
    return [line.price.major() for line in lines]
