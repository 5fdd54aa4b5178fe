"""Publishing: frozen once, counted up, and in sync only when both copies say the same digest."""

from dataclasses import replace

import pytest

from boxoffice.model.errors import BadInput, InUse, NotFound, Outdated, TryAgain
from boxoffice.model.layout import Layout
from boxoffice.model.publishing import CopyHolder, CopyState, LayoutCopy
from boxoffice.rules.layouts import canonical, digest
from boxoffice.services.screen import Screens, publishing
from boxoffice.stores.database import Database
from tests.clock import FakeClock
from tests.unit.services.faults import Died, MortalDatabase
from tests.unit.services.samples import plan
from tests.unit.services.screens import Copies, add_theatre, screens_over


@pytest.fixture
def copies() -> Copies:
    return Copies()


@pytest.fixture
async def screens(database: Database, copies: Copies) -> Screens:
    await add_theatre(database)
    return screens_over(database, copies)


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
    newest = await screens.publish("PVRAH-1", plan(standard=4), "100001", "admin")
    assert newest.layout_id == "100003"
    assert [(s.name, s.layout_id) for s in await screens.of_theatre("PVRAH")] == [
        ("Audi 1", "100003"),
        ("Audi 2", "100002"),
    ]
    assert (await screens.layout("100001")).plan == plan()


async def test_the_same_drawing_is_not_frozen_twice(screens: Screens) -> None:
    screen = await screens.add("PVRAH", "Audi 1", plan(), "admin")
    assert await screens.add("PVRAH", "Audi 1", plan(), "admin") == screen
    assert (await screens.publish("PVRAH-1", plan(), "100001", "admin")).layout_id == "100001"


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
    monkeypatch.setattr(publishing, "PUBLISH_SECONDS", 0.0)
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
    restarted = screens_over(database, copies)
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
        await screens.publish("PVRAH-9", plan(), "", "admin")
    with pytest.raises(NotFound):
        await screens.add("NONE", "Audi 1", plan(), "admin")


async def test_a_screen_can_be_opened_before_it_is_drawn(screens: Screens) -> None:
    opened = await screens.open("PVRAH", "Audi 1", "admin")
    assert (opened.screen_id, opened.layout_id) == ("PVRAH-1", "")
    assert await screens.open("PVRAH", "Audi 1", "admin") == opened
    assert (await screens.publish("PVRAH-1", plan(), "", "admin")).layout_id == "100001"
    assert (await screens.get("PVRAH-1")).layout_id == "100001"


async def test_nobody_publishes_over_a_layout_they_have_not_seen(screens: Screens) -> None:
    await screens.add("PVRAH", "Audi 1", plan(), "admin")
    await screens.publish("PVRAH-1", plan(standard=4), "100001", "asha")
    with pytest.raises(Outdated, match="Layout 100002 was published meanwhile"):
        await screens.publish("PVRAH-1", plan(standard=5), "100001", "admin")
    # Who did not hear the answer may ask again.
    again = await screens.publish("PVRAH-1", plan(standard=4), "100001", "asha")
    assert again.layout_id == "100002"
    assert len(await screens.versions("PVRAH")) == 2


async def test_each_copy_says_how_it_stands(
    screens: Screens, copies: Copies, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def booking() -> LayoutCopy:
        (version,) = await screens.versions("PVRAH")
        own, booking, display = version.copies
        assert own == LayoutCopy(CopyHolder.SCREEN, CopyState.IN_SYNC)
        assert display == LayoutCopy(CopyHolder.DISPLAY, CopyState.IN_SYNC)
        return booking

    async def publish() -> None:
        await screens.add("PVRAH", "Audi 1", plan(), "admin")

    copies.away = True
    with pytest.raises(TryAgain):
        await publish()
    assert await booking() == LayoutCopy(CopyHolder.BOOKING, CopyState.FAILED, "away")
    copies.away, copies.broken = False, True
    with pytest.raises(TryAgain):
        await publish()
    assert (await booking()).reason == "It failed; the log says why."
    copies.broken, copies.silent = False, True
    monkeypatch.setattr(publishing, "PUBLISH_SECONDS", 0.1)
    with pytest.raises(TryAgain):
        await publish()
    assert (await booking()).reason == "It did not answer within 0.1 seconds."
    copies.silent = False
    other = plan(standard=9)
    at = FakeClock().now()
    copies.layouts["100001"] = Layout("100001", "X", "X", other, digest(canonical(other)), at)
    with pytest.raises(TryAgain):
        await publish()
    assert (await booking()).state is CopyState.DIFFERS


async def test_a_copy_that_differs_is_not_sent_again_and_the_drawing_gets_another_number(
    database: Database, screens: Screens, copies: Copies
) -> None:
    await screens.open("PVRAH", "Audi 1", "admin")
    other = plan(standard=9)
    at = FakeClock().now()
    copies.layouts["100001"] = Layout("100001", "X", "X", other, digest(canonical(other)), at)
    stuck = await screens.publish("PVRAH-1", plan(), "", "admin")
    assert (stuck.is_stuck, stuck.in_sync) == (True, False)
    sent = copies.sent
    restarted = screens_over(database, copies)
    await restarted.start()
    await restarted.stop()
    assert copies.sent == sent
    for _ in range(2):
        again = await screens.publish("PVRAH-1", plan(), "100001", "admin")
        assert (again.layout_id, again.in_sync, again.published_at) == ("100002", True, at)
    assert [version.is_stuck for version in await screens.versions("PVRAH")] == [False, True]


async def test_who_watches_a_screen_sees_each_copy_answer(screens: Screens, copies: Copies) -> None:
    await screens.open("PVRAH", "Audi 1", "admin")
    copies.away = True
    assert not (await screens.publish("PVRAH-1", plan(), "", "admin")).in_sync
    stream = aiter(screens.watch_versions("PVRAH-1"))
    assert (await anext(stream)).copies[1].state is CopyState.FAILED
    copies.away = False
    await screens.publish("PVRAH-1", plan(), "", "admin")
    assert (await anext(stream)).in_sync
    await screens.publish("PVRAH-1", plan(standard=4), "100001", "admin")
    assert (await anext(stream)).layout_id == "100002"
    with pytest.raises(NotFound):
        await anext(aiter(screens.watch_versions("PVRAH-9")))


@pytest.mark.parametrize("after_commit", [False, True])
@pytest.mark.parametrize("step", ["_freeze", "put", "note_answer"])
async def test_publishing_that_died_at_any_step_is_finished_and_never_doubled(
    database: Database, copies: Copies, step: str, after_commit: bool
) -> None:
    await add_theatre(database)
    await screens_over(database, copies).open("PVRAH", "Audi 1", "admin")
    mortal = MortalDatabase(database, step, after_commit=after_commit)
    with pytest.raises(Died):
        await screens_over(mortal, copies).publish("PVRAH-1", plan(), "", "admin")
    restarted = screens_over(database, copies)
    await restarted.start()
    frozen = (step, after_commit) != ("_freeze", False)
    assert [version.in_sync for version in await restarted.versions("PVRAH")] == [True] * frozen
    assert (await restarted.publish("PVRAH-1", plan(), "", "admin")).layout_id == "100001"
    assert [version.in_sync for version in await restarted.versions("PVRAH")] == [True]
    await restarted.stop()


async def test_an_id_that_somebody_chose_is_not_given_to_the_next_screen(screens: Screens) -> None:
    await screens.add("PVRAH", "Audi 1", plan(), "admin", screen_id="PVRAH-1")
    assert (await screens.open("PVRAH", "Audi 2", "admin")).screen_id == "PVRAH-2"
