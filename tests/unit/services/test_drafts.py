"""Drafts are kept by version: two admins never overwrite each other in silence."""

from dataclasses import replace
from datetime import timedelta

import pytest

from boxoffice.model.errors import BadInput, NotFound, Outdated
from boxoffice.model.publishing import Draft, DraftDocument, DraftEdit
from boxoffice.rules.packed_text import MAX_PACKED, pack
from boxoffice.services.screen import Screens, drafting
from boxoffice.stores.database import Database
from tests.clock import FakeClock
from tests.unit.services.screens import Copies, add_theatre, screens_over

NEW = DraftEdit("d-1", "PVRAH-1", "Wider aisles", "", 0, pack("{}"))


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
async def screens(database: Database, clock: FakeClock) -> Screens:
    await add_theatre(database)
    screens = screens_over(database, Copies(), clock)
    await screens.open("PVRAH", "Audi 1", "admin")
    await screens.open("PVRAH", "Audi 2", "admin")
    return screens


async def test_a_draft_is_kept_with_who_and_when(screens: Screens, clock: FakeClock) -> None:
    first = await screens.save_draft(NEW, "asha")
    assert first == Draft(
        "d-1", "PVRAH-1", "PVRAH", "Wider aisles", "", 1, FakeClock().now(), "asha"
    )
    clock.advance(60)
    second = await screens.save_draft(replace(NEW, version=1, packed=pack("[1]")), "ravi")
    assert (second.version, second.changed_by) == (2, "ravi")
    assert second.changed_at == first.changed_at + timedelta(seconds=60)
    assert await screens.draft("d-1") == DraftDocument(second, pack("[1]"))
    assert await screens.theatre_of_draft("d-1") == "PVRAH"


async def test_the_draft_changed_last_comes_first(screens: Screens, clock: FakeClock) -> None:
    await screens.save_draft(NEW, "asha")
    clock.advance(1)
    await screens.save_draft(replace(NEW, draft_id="d-2"), "asha")
    assert [draft.draft_id for draft in await screens.drafts("PVRAH")] == ["d-2", "d-1"]
    assert await screens.drafts("OTHER") == ()


async def test_two_who_change_one_draft_do_not_overwrite_each_other(screens: Screens) -> None:
    await screens.save_draft(NEW, "asha")
    await screens.save_draft(replace(NEW, version=1, packed=pack("[1]")), "ravi")
    with pytest.raises(Outdated, match="Somebody else saved “Wider aisles” meanwhile"):
        await screens.save_draft(replace(NEW, version=1, packed=pack("[2]")), "asha")
    with pytest.raises(Outdated):
        await screens.delete_draft("d-1", 1, "asha")
    assert (await screens.draft("d-1")).packed == pack("[1]")


async def test_saving_again_what_was_not_answered_keeps_it_once(screens: Screens) -> None:
    saved = await screens.save_draft(NEW, "asha")
    assert await screens.save_draft(NEW, "asha") == saved
    with pytest.raises(Outdated):
        await screens.save_draft(NEW, "ravi")


async def test_a_deleted_draft_is_gone_and_is_not_saved_over(screens: Screens) -> None:
    await screens.save_draft(NEW, "asha")
    assert await screens.delete_draft("d-1", 1, "ravi") is True
    assert await screens.delete_draft("d-1", 1, "ravi") is False
    with pytest.raises(NotFound, match="deleted by somebody else"):
        await screens.save_draft(replace(NEW, version=1), "asha")
    for ask in (screens.draft, screens.theatre_of_draft):
        with pytest.raises(NotFound):
            await ask("d-1")


async def test_a_draft_stays_with_its_screen(screens: Screens) -> None:
    await screens.save_draft(NEW, "asha")
    with pytest.raises(NotFound):
        await screens.save_draft(replace(NEW, screen_id="PVRAH-2", version=1), "asha")
    with pytest.raises(NotFound):
        await screens.save_draft(replace(NEW, draft_id="d-9", screen_id="NONE"), "asha")
    with pytest.raises(NotFound):
        await screens.save_draft(replace(NEW, draft_id="d-9", based_on="100009"), "asha")


@pytest.mark.parametrize(
    "wrong",
    [
        replace(NEW, draft_id=""),
        replace(NEW, draft_id="../d"),
        replace(NEW, draft_id="d" * 65),
        replace(NEW, name=" "),
        replace(NEW, packed=""),
        replace(NEW, packed="A" * (MAX_PACKED + 1)),
    ],
)
async def test_what_is_no_draft_is_refused(screens: Screens, wrong: DraftEdit) -> None:
    with pytest.raises(BadInput):
        await screens.save_draft(wrong, "asha")


async def test_a_screen_has_a_bounded_number_of_drafts(
    screens: Screens, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafting, "MAX_DRAFTS", 1)
    await screens.save_draft(NEW, "asha")
    with pytest.raises(BadInput, match="has 1 drafts"):
        await screens.save_draft(replace(NEW, draft_id="d-2"), "asha")
    await screens.save_draft(replace(NEW, draft_id="d-2", screen_id="PVRAH-2"), "asha")
