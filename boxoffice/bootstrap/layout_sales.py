"""What is said about how well halls sell, side by side."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import reduce
from typing import Any

from boxoffice.bootstrap.layout_told import Told, in_columns
from boxoffice.model.errors import BadInput
from boxoffice.model.layout import Plan
from boxoffice.rules.sale_figures import SaleFigures
from boxoffice.rules.simulated_sale import GROUP_SHARES, House, simulated_shows

_MINOR = 100
_HIGHEST_PRICE = 1_000_000


@dataclass(frozen=True, slots=True)
class Sale:
    """What is sold to whom, as it was typed: `prices` are “category=amount”, `groups` are shares
    with commas between them."""

    shows: int
    seed: int
    demand_percent: int
    prices: Sequence[str] = ()
    groups: str | None = None


def told_sales(halls: Sequence[tuple[str, Plan]], sale: Sale) -> Told:
    """The same sale in each of these halls, by their names; BadInput for one without sense."""
    shares = _shares(sale.groups) if sale.groups is not None else GROUP_SHARES
    given = _prices(sale.prices)
    known = {category.name for _, plan in halls for category in plan.categories}
    if unknown := sorted(given.keys() - known):
        raise BadInput(f"There is no category “{unknown[0]}”.")
    facts = []
    for name, plan in halls:
        if not plan.seats:
            raise BadInput(f"{name}: the hall has no seat.")
        houses = simulated_shows(
            plan,
            _by_category(plan, given),
            shows=sale.shows,
            seed=sale.seed,
            demand_percent=sale.demand_percent,
            group_shares=shares,
        )
        facts.append({"hall": name, **_figures(houses, priced=bool(given))})
    table = [["", *(one["hall"] for one in facts)]]
    for key, words, shown in _LINES:
        if key in facts[0]:
            table.append([words, *(shown(one[key]) for one in facts)])
    about = f"{sale.shows:,} shows, people for {sale.demand_percent} % of the seats:"
    return Told((about, *in_columns(table)), {"sales": facts})


def _figures(houses: Iterable[House], *, priced: bool) -> dict[str, Any]:
    sum_of = reduce(SaleFigures.joined, houses, SaleFigures())
    figures: dict[str, Any] = {
        "shows": sum_of.shows,
        "for_sale": sum_of.seats,
        "full_percent": round(sum_of.full_percent, 2),
        "least_full_percent": round(sum_of.least_full_percent, 2),
        "singles": round(sum_of.mean(sum_of.singles), 2),
        "groups": round(sum_of.mean(sum_of.groups), 2),
        "turned_away": round(sum_of.mean(sum_of.turned_away), 2),
    }
    if priced:
        figures["takings"] = round(sum_of.mean(sum_of.takings_minor) / _MINOR, 2)
    return figures


def _percent(value: float) -> str:
    return f"{value:.1f} %"


def _mean(value: float) -> str:
    return f"{value:,.1f}"


#: What is told of a hall, in the order of the lines.
_LINES: tuple[tuple[str, str, Callable[[float], str]], ...] = (
    ("for_sale", "seats for sale", "{:,}".format),
    ("full_percent", "full", _percent),
    ("least_full_percent", "the emptiest show", _percent),
    ("singles", "single seats left", _mean),
    ("groups", "groups seated", _mean),
    ("turned_away", "groups without a place", _mean),
    ("takings", "takings a show", "{:,.2f}".format),
)


def _by_category(plan: Plan, given: Mapping[str, int]) -> dict[int, int]:
    """Prices by category; where none are told every seat is as dear."""
    if lacking := [one.name for one in plan.categories if given and one.name not in given]:
        raise BadInput(f"{lacking[0]} has no price; give one for each category or for none.")
    return {category.category_id: given.get(category.name, 1) for category in plan.categories}


def _prices(texts: Sequence[str]) -> dict[str, int]:
    prices = {}
    for text in texts:
        name, _, amount = text.rpartition("=")
        try:
            minor = Decimal(amount) * _MINOR
            is_price = name and 0 <= minor <= _HIGHEST_PRICE * _MINOR and not minor % 1
        except InvalidOperation:
            is_price = False
        if not is_price:
            raise BadInput(f"“{text}” is no price such as Standard=180.")
        prices[name] = int(minor)
    return prices


def _shares(text: str) -> tuple[int, ...]:
    try:
        return tuple(int(share) for share in text.split(","))
    except ValueError as error:
        raise BadInput(f"“{text}” is no list of shares such as 18,45,14.") from error
