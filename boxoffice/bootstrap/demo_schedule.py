"""Which of the demo cinema's daily shows a day lacks."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from boxoffice.bootstrap.demo_data import DemoScreen, DemoSlot
from boxoffice.model.layout import Plan
from boxoffice.model.money import Money
from boxoffice.model.show import CategoryPrice, NewShow, ShowListing, ShowStatus
from boxoffice.rules.grid import to_grid
from boxoffice.rules.local_time import zone

#: A slot counts as filled when any show starts on its screen within this time.
SLOT_LENGTH = timedelta(minutes=100)
PUBLISHED_BEFORE = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Lack:
    """A slot of one day for which there is no show."""

    screen: DemoScreen
    slot: DemoSlot
    local_day: date
    starts_at: datetime


def lacking(
    screens: Iterable[DemoScreen],
    local_day: date,
    time_zone: str,
    listings: Sequence[ShowListing],
) -> Iterator[Lack]:
    """The screens' slots of a local day that its `listings` leave open."""
    for screen in screens:
        shows = [each.show for each in listings if each.show.screen_id == screen.screen_id]
        for slot in screen.slots:
            local = datetime.combine(local_day, time.fromisoformat(slot.time), zone(time_zone))
            starts_at = local.astimezone(UTC)
            if all(abs(starts_at - show.starts_at) >= SLOT_LENGTH for show in shows):
                yield Lack(screen, slot, local_day, starts_at)


def new_show(lack: Lack, layout_id: str, prices: tuple[CategoryPrice, ...]) -> NewShow:
    """The show that fills the slot."""
    return NewShow(
        screen_id=lack.screen.screen_id,
        layout_id=layout_id,
        status=ShowStatus.OPEN,
        publish_at=lack.starts_at - PUBLISHED_BEFORE,
        starts_at=lack.starts_at,
        prices=prices,
        language=lack.slot.language,
        format=lack.slot.format,
    )


def prices_of(plan: Plan, screen: DemoScreen, currency: str) -> tuple[CategoryPrice, ...]:
    """What the categories cost; one that somebody has added since costs as much as the first."""
    hues = (part.hue for part in screen.hall.parts)
    rupees = dict(zip(hues, screen.prices, strict=True))
    return tuple(
        CategoryPrice(
            category.category_id,
            category.name,
            category.rows,
            category.columns,
            Money.from_major(rupees.get(category.category_id, screen.prices[0]), currency),
        )
        for category in to_grid(plan)
    )
