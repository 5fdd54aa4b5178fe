"""What is said about how well halls sell, side by side."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from statistics import fmean
from typing import Any

from boxoffice.bootstrap.layout_told import Told, in_columns
from boxoffice.model.errors import BadInput
from boxoffice.model.layout import Plan
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
        houses = tuple(
            simulated_shows(
                plan,
                _by_category(plan, given),
                shows=sale.shows,
                seed=sale.seed,
                demand_percent=sale.demand_percent,
                group_shares=shares,
            )
        )
        facts.append({"hall": name, **_figures(houses, priced=bool(given))})
    table = [["", *(one["hall"] for one in facts)]]
    for key, words, shown in _LINES:
        if key in facts[0]:
            table.append([words, *(shown(one[key]) for one in facts)])
    about = f"{sale.shows:,} shows, people for {sale.demand_percent} % of the seats:"
    return Told((about, *in_columns(table)), {"sales": facts})


def _figures(houses: Sequence[House], *, priced: bool) -> dict[str, Any]:
    full = [100 * house.sold / house.seats if house.seats else 0.0 for house in houses]
    figures: dict[str, Any] = {
        "shows": len(houses),
        "for_sale": houses[0].seats,
        "full_percent": round(fmean(full), 2),
        "least_full_percent": round(min(full), 2),
        "singles": round(fmean(house.singles for house in houses), 2),
        "groups": round(fmean(house.groups for house in houses), 2),
        "turned_away": round(fmean(house.turned_away for house in houses), 2),
    }
    if priced:
        figures["takings"] = round(fmean(house.takings_minor for house in houses) / _MINOR, 2)
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
