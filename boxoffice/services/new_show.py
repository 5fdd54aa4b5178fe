"""What a show that is asked for must keep to before it exists."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from boxoffice.model.errors import BadInput
from boxoffice.model.layout import Layout
from boxoffice.model.money import Money
from boxoffice.model.scheduling import Schedule
from boxoffice.model.show import CategoryPrice, NewShow, Show, ShowStatus
from boxoffice.model.terms import SaleTerms
from boxoffice.model.theatre import Screen, Theatre
from boxoffice.rules.grid import to_grid
from boxoffice.services.texts import check_name, check_text

#: Shows of today may be added after they began, and none for a year that was mistyped.
MOST_PAST = timedelta(days=1)
MOST_AHEAD = timedelta(days=730)
#: Amounts are 32 bits wide on the wire.
MAX_PRICE_MINOR = 2**31 - 1


def make_show(
    new: NewShow,
    movie_id: str,
    theatre: Theatre,
    screens: Mapping[str, Screen],
    layout: Layout,
    now: datetime,
) -> Show:
    """The show that is asked for, still without an id; BadInput when it cannot be.

    `screens` are the theatre's, by id; `layout` is the one that `new` names.
    """
    screen = screens.get(new.screen_id)
    if screen is None:
        raise BadInput(f"{theatre.name} has no screen {new.screen_id}.")
    if layout.screen_id != screen.screen_id:
        raise BadInput(f"Layout {new.layout_id} is not one of {screen.name}.")
    _check_times(new, now)
    check_prices(new.prices, layout)
    _check_currency(new, theatre.terms)
    check_name(new.language, "The language")
    check_name(new.format, "The format")
    check_text(new.screen_config, "The screen's configuration")
    return Show(
        show_id=0,
        movie_id=movie_id,
        theatre_id=theatre.theatre_id,
        screen_id=new.screen_id,
        layout_id=new.layout_id,
        status=stored_status(new.status),
        publish_at=new.publish_at,
        starts_at=new.starts_at,
        prices=new.prices,
        language=new.language,
        format=new.format,
        screen_config=new.screen_config,
        created_at=now,
        updated_at=now,
    )


def shows_of(schedule: Schedule, layout: Layout, currency: str) -> tuple[NewShow, ...]:
    """The shows that are asked for together, one for each time; BadInput for an unknown
    category."""
    grids = {grid.category_id: grid for grid in to_grid(layout.plan)}
    prices = tuple(
        CategoryPrice(
            given.category_id,
            grid.name,
            grid.rows,
            grid.columns,
            Money(given.amount_minor, currency),
        )
        for given in schedule.prices
        if (grid := grids.get(given.category_id)) is not None
    )
    if len(prices) < len(schedule.prices):
        raise BadInput(f"Layout {layout.layout_id} has not all categories that are priced.")
    return tuple(
        NewShow(
            screen_id=schedule.screen_id,
            layout_id=schedule.layout_id,
            status=ShowStatus.OPEN,
            publish_at=schedule.publish_at,
            starts_at=starts_at,
            prices=prices,
            language=schedule.language,
            format=schedule.format,
        )
        for starts_at in dict.fromkeys(schedule.starts_at)
    )


def stored_status(status: ShowStatus) -> ShowStatus:
    """Full and fast filling are seen from the seats, so that here they mean open."""
    if status in (ShowStatus.FULL, ShowStatus.FAST_FILLING):
        return ShowStatus.OPEN
    return status


def _check_times(new: NewShow, now: datetime) -> None:
    if not now - MOST_PAST <= new.starts_at <= now + MOST_AHEAD:
        raise BadInput(f"A show cannot be added for {new.starts_at:%d %B %Y}.")
    if new.publish_at > new.starts_at:
        raise BadInput("A show cannot be published after it begins.")


def check_prices(prices: Sequence[CategoryPrice], layout: Layout) -> None:
    """BadInput unless every category of the layout has one price, that can be, and no other."""
    wanted = {category.category_id: category.name for category in layout.plan.categories}
    priced = [price.category_id for price in prices]
    for category_id, name in wanted.items():
        if priced.count(category_id) != 1:
            raise BadInput(f"Category {name} needs one price.")
    for price in prices:
        if price.category_id not in wanted:
            raise BadInput(f"Layout {layout.layout_id} has no category {price.category_id}.")
        if price.price.amount_minor <= 0:
            raise BadInput(f"Category {wanted[price.category_id]} needs a price above nothing.")
        if price.price.amount_minor > MAX_PRICE_MINOR:
            raise BadInput(f"Category {wanted[price.category_id]} cannot cost that much.")


def _check_currency(new: NewShow, terms: SaleTerms) -> None:
    """One currency for all categories; where prices hold taxes, the one these are stated in."""
    currencies = sorted({price.price.currency for price in new.prices})
    if len(currencies) > 1:
        raise BadInput(f"A show is sold in one currency, not in {' and '.join(currencies)}.")
    if terms.tax_tables and currencies != [terms.currency]:
        raise BadInput(f"This theatre is taxed in {terms.currency}, not in {currencies[0]}.")
