"""An admin adds shows in the window, and a clerk sells a seat of one."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QListView

from admin_designer.halls.show_sheet import ShowSheet
from admin_designer.halls.workspace import HallsWorkspace
from boxoffice.client.api import BoxOffice
from boxoffice.client.embedded import EmbeddedTransport
from boxoffice.counter.show_rows import ShowRows
from boxoffice.model.errors import NotAllowed
from boxoffice.model.moving import NewPrice
from boxoffice.model.scheduling import Schedule
from boxoffice.model.show import Show, ShowListing
from tests.journeys.conftest import Clerk
from tests.journeys.hall_hands import MODEL, THEATRE, choose, press, to_designer
from tests.journeys.test_publishing import open_hall, publish, sell_two

Key = Qt.Key


async def somebody(admin: Clerk, name: str = "admin") -> BoxOffice:
    """Who asks the cinema beside the window."""
    box_office = BoxOffice(EmbeddedTransport(admin.cinema.gateway))
    await box_office.sign_in(name, f"{name}-demo")
    return box_office


async def to_sheet(admin: Clerk, halls: HallsWorkspace) -> ShowSheet:
    """S on the screen that is chosen, until the sheet knows it."""
    await admin.hands.type("S")
    await admin.until(lambda: halls.shows.isVisible() and is_read(halls.shows))
    return halls.shows


def is_read(sheet: ShowSheet) -> bool:
    return bool(sheet.form.prices) and sheet.go.isEnabled() and sheet.form.movie.found.count() > 0


async def take_movie(admin: Clerk, sheet: ShowSheet) -> str:
    """Type the beginning of a title; answers the id of the movie that is taken."""
    sheet.form.movie.setFocus()
    title = sheet.form.movie.found.item(0).text()
    await admin.hands.type(title[:5])
    await admin.hands.press(Key.Key_Return)
    assert sheet.form.movie.movie is not None
    return sheet.form.movie.movie.movie_id


def ask_for(sheet: ShowSheet, day: str, times: str) -> None:
    sheet.form.day.setText(day)
    sheet.form.times.setText(times)


def tomorrow(admin: Clerk, days: int = 1) -> str:
    return (admin.shell.clock.now() + timedelta(days=days)).date().isoformat()


async def shows_of(box_office: BoxOffice, screen_id: str) -> list[Show]:
    to_come = await box_office.halls.shows_to_come(THEATRE)
    return [one.show for one in to_come if one.show.screen_id == screen_id]


def listed(clerk: Clerk) -> set[int]:
    """The shows that the counter lists."""
    (view,) = clerk.workspace.shows.findChildren(QListView)
    rows = view.model()
    assert isinstance(rows, ShowRows)
    found = (rows.row(at) for at in range(rows.rowCount()))
    return {one.show.show_id for one in found if isinstance(one, ShowListing)}


async def enter(admin: Clerk, sheet: ShowSheet) -> None:
    """Enter, until it is answered."""
    sheet.form.times.setFocus()
    await admin.hands.press(Key.Key_Return)
    await admin.until(lambda: not sheet.is_working)


async def test_a_show_added_on_what_was_just_published_is_sold_at_the_counter(
    clerk: Clerk,
) -> None:
    box_office = await somebody(clerk)
    halls = await to_designer(clerk)
    await open_hall(clerk, halls)
    version = await publish(clerk, halls)
    assert halls.publishing.side.show_button.isVisible()
    sheet = await to_sheet(clerk, halls)
    movie_id = await take_movie(clerk, sheet)
    local = sheet.form.local(clerk.shell.clock.now() + timedelta(minutes=5))
    ask_for(sheet, local.date().isoformat(), f"{local:%H:%M}")
    sheet.form.format.setText("3D")
    for at, price in enumerate(sheet.form.prices.values()):
        price.setText(str(300 + at))
    await enter(clerk, sheet)
    await clerk.until(lambda: not sheet.isVisible())

    (show,) = await shows_of(box_office, version.screen_id)
    assert (show.movie_id, show.layout_id, show.format) == (movie_id, version.layout_id, "3D")
    assert [price.price.amount_minor for price in show.prices] == [
        30_000 + 100 * at for at in range(len(show.prices))
    ]
    await clerk.until(lambda: show.show_id in listed(clerk))
    sold = await sell_two(clerk, box_office, show.show_id)
    assert sold.booking.show_id == show.show_id
    assert len([line for line in sold.booking.lines if line.seat_id]) == 2


async def test_several_times_cost_what_the_last_show_did_and_the_second_click_adds_none(
    clerk: Clerk,
) -> None:
    box_office = await somebody(clerk)
    halls = await to_designer(clerk)
    await choose(clerk, halls, MODEL)
    assert halls.home.entry is not None
    screen_id = halls.home.entry.hall.screen.screen_id
    before = await shows_of(box_office, screen_id)
    sheet = await to_sheet(clerk, halls)
    await take_movie(clerk, sheet)
    ask_for(sheet, tomorrow(clerk, 40), "10:00 14:15, 7:30 pm")
    middle = QPoint(sheet.go.width() // 2, sheet.go.height() // 2)
    for _ in range(2):
        await clerk.hands.click(sheet.go, middle)
    await clerk.until(lambda: not sheet.isVisible())

    known = {show.show_id for show in before}
    made = [show for show in await shows_of(box_office, screen_id) if show.show_id not in known]
    assert [f"{sheet.form.local(show.starts_at):%H:%M}" for show in made] == [
        "10:00",
        "14:15",
        "19:30",
    ]
    assert {show.prices for show in made} == {before[-1].prices}


async def test_a_lost_answer_keeps_what_is_typed_and_the_show_is_made_once(clerk: Clerk) -> None:
    box_office = await somebody(clerk)
    halls = await to_designer(clerk)
    await choose(clerk, halls, MODEL)
    assert halls.home.entry is not None
    screen_id = halls.home.entry.hall.screen.screen_id
    before = len(await shows_of(box_office, screen_id))
    sheet = await to_sheet(clerk, halls)
    await take_movie(clerk, sheet)
    ask_for(sheet, tomorrow(clerk, 40), "10:00")
    clerk.line.loses = "ScheduleShows"
    await enter(clerk, sheet)
    assert sheet.isVisible()
    assert "did not arrive" in sheet.banner.words()
    assert sheet.form.times.text() == "10:00"
    await clerk.hands.press(Key.Key_Escape)
    sheet = await to_sheet(clerk, halls)
    assert sheet.form.times.text() == "10:00"
    await enter(clerk, sheet)
    await clerk.until(lambda: not sheet.isVisible())
    assert len(await shows_of(box_office, screen_id)) == before + 1


async def test_what_is_wrong_is_said_beside_its_field_and_an_overlap_is_warned_of_once(
    clerk: Clerk,
) -> None:
    box_office = await somebody(clerk)
    halls = await to_designer(clerk)
    await choose(clerk, halls, MODEL)
    assert halls.home.entry is not None
    screen_id = halls.home.entry.hall.screen.screen_id
    sheet = await to_sheet(clerk, halls)
    form = sheet.form
    ask_for(sheet, "2026-02-30", "25:10")
    first = next(iter(form.prices.values()))
    price = first.text()
    first.setText("-3")
    await enter(clerk, sheet)
    said = form.said()
    assert "Choose a movie" in said[form.movie]
    assert said[form.day] == "There is no such day."
    assert "25:10" in said[form.times]
    assert "above nothing" in said[first]
    assert form.times.text() == "25:10"

    first.setText(price)
    await take_movie(clerk, sheet)
    there = (await shows_of(box_office, screen_id))[-1]
    local = form.local(there.starts_at + timedelta(minutes=10))
    ask_for(sheet, local.date().isoformat(), f"{local:%H:%M}")
    await enter(clerk, sheet)
    assert "overlaps" in sheet.banner.words()
    assert there == (await shows_of(box_office, screen_id))[-1]
    await enter(clerk, sheet)
    await clerk.until(lambda: not sheet.isVisible())
    assert (await shows_of(box_office, screen_id))[-1].starts_at > there.starts_at


async def test_a_show_that_is_published_later_is_on_sale_from_then_on(clerk: Clerk) -> None:
    box_office = await somebody(clerk)
    halls = await to_designer(clerk)
    await choose(clerk, halls, MODEL)
    assert halls.home.entry is not None
    screen_id = halls.home.entry.hall.screen.screen_id
    sheet = await to_sheet(clerk, halls)
    form = sheet.form
    await take_movie(clerk, sheet)
    ask_for(sheet, tomorrow(clerk, 40), "10:00")
    form.sale.setFocus()
    await press(clerk, Key.Key_Right)
    await enter(clerk, sheet)
    assert "a time such as" in form.said()[form.sale_from]
    form.sale_from.setText(f"{tomorrow(clerk, 30)} 12:00")
    await enter(clerk, sheet)
    await clerk.until(lambda: not sheet.isVisible())
    made = (await shows_of(box_office, screen_id))[-1]
    assert f"{form.local(made.publish_at):%Y-%m-%d %H:%M}" == f"{tomorrow(clerk, 30)} 12:00"


async def test_a_clerk_adds_no_show(clerk: Clerk) -> None:
    box_office = await somebody(clerk, "clerk")
    (there, *_) = (
        one.show for one in await box_office.listings(THEATRE, tomorrow(clerk).replace("-", ""))
    )
    prices = tuple(NewPrice(one.category_id, one.price.amount_minor) for one in there.prices)
    wanted = Schedule(
        there.movie_id,
        there.screen_id,
        there.layout_id,
        (there.starts_at + timedelta(days=30),),
        clerk.shell.clock.now(),
        there.language,
        there.format,
        prices,
    )
    with pytest.raises(NotAllowed):
        await box_office.halls.schedule(THEATRE, wanted)
    with pytest.raises(NotAllowed):
        await box_office.halls.movies()
