"""Publishing: frozen once, counted up, and in sync only when both copies say the same digest."""

import asyncio
from dataclasses import replace

import pytest

from boxoffice.model.errors import BadInput, InUse, NotFound, TryAgain
from boxoffice.model.layout import Layout
from boxoffice.rules.layouts import canonical, digest
from boxoffice.services import screen as screen_service
from boxoffice.services.display import Displays
from boxoffice.services.screen import Screens
from boxoffice.services.theatre import Theatres
from boxoffice.stores.database import Database
from tests.clock import FakeClock
from tests.unit.services.samples import ANDHERI, NO_MEDIA, plan, users_in


class Copies:
    """A Booking that keeps layouts, unless it is away or keeps another one."""

    def __init__(self) -> None:
        self.layouts: dict[str, Layout] = {}
        self.away = False
        self.silent = False

    async def put_layout(self, layout: Layout) -> str:
        if self.away:
            raise TryAgain("away")
        if self.silent:
            await asyncio.Event().wait()
        kept = self.layouts.setdefault(layout.layout_id, layout)
        return digest(canonical(kept.plan))


@pytest.fixture
def copies() -> Copies:
    return Copies()


@pytest.fixture
async def screens(database: Database, copies: Copies) -> Screens:
    clock = FakeClock()
    theatres = Theatres(database, clock, "Asia/Kolkata", users_in(database, clock))
    await theatres.add(replace(ANDHERI, theatre_id="PVRAH"), "admin")
    return Screens(database, clock, theatres, copies, Displays(database, clock, NO_MEDIA))


async def test_a_new_screen_has_its_first_layout_in_sync(screens: Screens, copies: Copies) -> None:
    screen = await screens.add("PVRAH", "Audi 1", plan(), "admin")
    assert (screen.screen_id, screen.layout_id) == ("PVRAH-1", "100001")
    layout = await screens.layout("100001")
    assert (layout.plan, layout.digest) == (plan(), digest(canonical(plan())))
    assert copies.layouts == {"100001": layout}
    assert await screens.in_sync("100001") is True


async def test_layout_ids_are_counted_up_and_the_newest_is_the_screens(screens: Screens) -> None:
    await screens.add("PVRAH", "Audi 1", plan(), "admin")
    await screens.add("PVRAH", "Audi 2", plan(), "admin")
    newest = await screens.publish("PVRAH-1", plan(standard=4), "admin")
    assert newest.layout_id == "100003"
    assert [(s.name, s.layout_id) for s in await screens.of_theatre("PVRAH")] == [
        ("Audi 1", "100003"),
        ("Audi 2", "100002"),
    ]
    assert (await screens.layout("100001")).plan == plan()


async def test_the_same_drawing_is_not_frozen_twice(screens: Screens) -> None:
    screen = await screens.add("PVRAH", "Audi 1", plan(), "admin")
    assert await screens.add("PVRAH", "Audi 1", plan(), "admin") == screen
    assert (await screens.publish("PVRAH-1", plan(), "admin")).layout_id == "100001"


async def test_a_name_belongs_to_one_screen_of_a_theatre(screens: Screens) -> None:
    await screens.add("PVRAH", "Audi 1", plan(), "admin", screen_id="ONE")
    with pytest.raises(InUse):
        await screens.add("PVRAH", "Audi 1", plan(standard=4), "admin")
    with pytest.raises(InUse):
        await screens.add("PVRAH", "Audi 2", plan(), "admin", screen_id="ONE")


async def test_a_plan_that_cannot_be_sold_is_refused(screens: Screens) -> None:
    drawn = plan()
    doubled = replace(drawn, seats=(*drawn.seats[:-1], replace(drawn.seats[-1], seat_id="A1")))
    with pytest.raises(BadInput, match="There are two seats A1"):
        await screens.add("PVRAH", "Audi 1", doubled, "admin")
    assert await screens.of_theatre("PVRAH") == ()


async def test_publishing_says_try_again_until_every_copy_answers(
    screens: Screens, copies: Copies
) -> None:
    copies.away = True
    with pytest.raises(TryAgain):
        await screens.add("PVRAH", "Audi 1", plan(), "admin")
    assert await screens.in_sync("100001") is False
    copies.away = False
    screen = await screens.add("PVRAH", "Audi 1", plan(), "admin")
    assert screen.layout_id == "100001"
    assert await screens.in_sync("100001") is True


async def test_publishing_does_not_wait_for_ever(
    screens: Screens, copies: Copies, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screen_service, "PUBLISH_SECONDS", 0.0)
    copies.silent = True
    with pytest.raises(TryAgain):
        await screens.add("PVRAH", "Audi 1", plan(), "admin")


async def test_a_copy_with_another_digest_is_not_in_sync(screens: Screens, copies: Copies) -> None:
    other = plan(standard=9)
    at = FakeClock().now()
    copies.layouts["100001"] = Layout("100001", "X", "X", other, digest(canonical(other)), at)
    with pytest.raises(TryAgain):
        await screens.add("PVRAH", "Audi 1", plan(), "admin")
    assert await screens.in_sync("100001") is False


async def test_a_publication_that_a_crash_interrupted_is_finished_at_start(
    database: Database, screens: Screens, copies: Copies
) -> None:
    copies.away = True
    with pytest.raises(TryAgain):
        await screens.add("PVRAH", "Audi 1", plan(), "admin")
    copies.away = False
    clock = FakeClock()
    theatres = Theatres(database, clock, "Asia/Kolkata", users_in(database, clock))
    restarted = Screens(database, clock, theatres, copies, Displays(database, clock, NO_MEDIA))
    await restarted.start()
    assert await restarted.in_sync("100001") is True
    assert copies.layouts["100001"] == await restarted.layout("100001")
    await restarted.stop()


@pytest.mark.parametrize("layout_id", ["", "100001", "0100001", "ten", "-1", "9" * 40])
async def test_an_unknown_layout_is_not_found(screens: Screens, layout_id: str) -> None:
    with pytest.raises(NotFound):
        await screens.layout(layout_id)
    with pytest.raises(NotFound):
        await screens.in_sync(layout_id)


async def test_an_unknown_screen_or_theatre_is_not_found(screens: Screens) -> None:
    with pytest.raises(NotFound):
        await screens.publish("PVRAH-9", plan(), "admin")
    with pytest.raises(NotFound):
        await screens.add("NONE", "Audi 1", plan(), "admin")
