"""An admin publishes a hall, sells from it, numbers it anew and moves its show, in the window."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from admin_designer.designer.document.naming import SeatsFrom
from admin_designer.halls.publishing import PublishingPage
from admin_designer.halls.workspace import HallsWorkspace
from boxoffice.bootstrap.self_test import read_codes
from boxoffice.client.api import BoxOffice
from boxoffice.client.embedded import EmbeddedTransport
from boxoffice.counter.state import Sold, Stage
from boxoffice.counter.wishes import Choose
from boxoffice.model.booking import SeatChoice
from boxoffice.model.errors import BadInput, TryAgain
from boxoffice.model.layout import Layout, SeatState
from boxoffice.model.publishing import LayoutVersion
from boxoffice.model.show import Show
from boxoffice.rules.booking_number import spoken
from boxoffice.rules.grid import to_grid
from boxoffice.services.display import Displays
from tests.journeys.conftest import Clerk
from tests.journeys.hall_hands import (
    CTRL,
    MODEL,
    SCREEN,
    THEATRE,
    choose,
    press,
    states,
    titles,
    to_designer,
    version_of,
)
from tests.plan_hands import PlanHands
from tests.wire import documents

Key = Qt.Key


async def publish(admin: Clerk, halls: HallsWorkspace) -> LayoutVersion:
    """F9 compares, F9 publishes; until all copies are there."""
    await press(admin, Key.Key_F9)
    page = halls.publishing
    await admin.until(lambda: page.comparison is not None and page.go.isEnabled())
    await press(admin, Key.Key_F9)
    await admin.until(lambda: page.version is not None and page.version.in_sync)
    assert page.version is not None
    return page.version


async def add_show(admin: Clerk, box_office: BoxOffice, version: LayoutVersion) -> int:
    """A show on a layout that begins soon, as the contract adds it; answers its id."""
    plan = (await box_office.layout(version.layout_id)).plan
    now, session = admin.shell.clock.now(), box_office.session
    assert session is not None
    (listing, *_) = await box_office.halls.shows_to_come(THEATRE)
    show = {
        "screenId": version.screen_id,
        "layoutId": version.layout_id,
        "status": 1,
        "publishTime": (now - timedelta(hours=1)).isoformat(),
        "showTime": (now + timedelta(minutes=20)).isoformat(),
        "categoryDetails": [
            {
                "categoryId": one.category_id,
                "rowCount": one.rows,
                "columnsCount": one.columns,
                "categoryName": one.name,
                "price": 200.0,
                "currency": "INR",
            }
            for one in to_grid(plan)
        ],
        "lang": "Hindi",
    }
    answer = await EmbeddedTransport(admin.cinema.gateway).execute(
        documents.ADD_SHOW,
        {
            "date": now.isoformat(),
            "movieID": listing.show.movie_id,
            "theatreId": THEATRE,
            "shs": [show],
        },
        session.access_token,
    )
    assert "errors" not in answer, answer
    on_it = (one.show for one in await box_office.halls.shows_to_come(THEATRE))
    return next(one.show_id for one in on_it if one.layout_id == version.layout_id)


async def sell_two(admin: Clerk, box_office: BoxOffice, show_id: int) -> Sold:
    """Two best seats of a show, for cash."""
    await press(admin, Key.Key_1, CTRL)
    sale = admin.workspace.sale
    shows = await box_office.halls.shows_to_come(THEATRE)
    sale.press(Choose(next(one for one in shows if one.show.show_id == show_id)))
    await admin.until(
        lambda: (
            sale.state.step is None
            and sale.state.listing is not None
            and sale.state.listing.show.show_id == show_id
            and sale.show is not None
        )
    )
    await admin.hands.press(Key.Key_2, Key.Key_F9, Key.Key_Return)
    await admin.until(lambda: sale.state.stage is Stage.DONE)
    sold = sale.state.sold
    assert sold is not None
    await admin.hands.press(Key.Key_Return)
    await admin.until(lambda: sale.state.stage is Stage.CHOOSING)
    await press(admin, Key.Key_2, CTRL)
    return sold


async def open_hall(admin: Clerk, halls: HallsWorkspace) -> None:
    """A new screen, and the demo's hall of 91 seats as a draft of it."""
    await press(admin, Key.Key_N, CTRL)
    await admin.hands.type(SCREEN)
    await admin.hands.press(Key.Key_Return)
    await admin.until(lambda: SCREEN in titles(halls))
    await choose(admin, halls, MODEL)
    await admin.hands.type("N")
    await admin.until(lambda: halls.page is halls.designer)
    await press(admin, Key.Key_S, CTRL | Qt.KeyboardModifier.AltModifier)
    await admin.until(halls.names.isVisible)
    screens = halls.names.screens
    screens.setCurrentIndex(screens.findText(SCREEN))
    await admin.hands.type(SCREEN)
    await admin.hands.press(Key.Key_Return)
    await admin.until(lambda: version_of(halls) == 1)


async def number_anew(admin: Clerk, halls: HallsWorkspace) -> None:
    """Seats from the right, in the numbering panel."""
    hands = PlanHands(halls.designer, admin.shell.window)
    halls.designer.canvas.setFocus()
    await hands.press(Key.Key_N)
    panel = halls.designer.numbering
    await hands.choose(panel.form.seats_from, list(SeatsFrom).index(SeatsFrom.RIGHT))
    await admin.until(panel.take_button.isEnabled)
    await admin.hands.click(panel.take_button)
    await admin.until(lambda: halls.designer.filing.draft.unsaved)


async def test_a_part_sold_show_moves_to_its_hall_numbered_anew(clerk: Clerk) -> None:
    admin = clerk
    box_office = BoxOffice(EmbeddedTransport(admin.cinema.gateway))
    await box_office.sign_in("admin", "admin-demo")
    halls = await to_designer(admin)
    await open_hall(admin, halls)
    first = await publish(admin, halls)
    first_words, *counts = halls.publishing.compared.differs.words()
    assert first_words == "This is the first layout of the screen."
    assert sum(int(words.split(": ")[1].split()[0]) for words in counts) == 91
    show_id = await add_show(admin, box_office, first)
    sold = await sell_two(admin, box_office, show_id)
    was = [line.seat_id for line in sold.booking.seats]
    tickets = await box_office.tickets(sold.booking.booking_id)

    assert halls.page is halls.publishing
    await press(admin, Key.Key_Escape)
    await number_anew(admin, halls)
    await press(admin, Key.Key_S, CTRL)
    await admin.until(lambda: version_of(halls) == 2)
    second = await publish(admin, halls)
    (renumbered, unchanged) = halls.publishing.compared.differs.words()
    assert "seats renumbered" in renumbered
    assert unchanged.endswith(f"as in layout {first.layout_id}.")
    await admin.until(lambda: [one.show.show_id for one in halls.publishing.older] == [show_id])
    await admin.hands.type("M")
    # It begins too soon to be moved without somebody wanting just that.
    await admin.until(lambda: bool(halls.moving.choice.shows))
    ((_, box),) = halls.moving.choice.shows
    assert not box.isChecked()
    await admin.hands.click(box)
    await admin.until(lambda: bool(halls.moving.runs) and halls.moving.go.isEnabled())
    plan = (await box_office.layout(second.layout_id)).plan
    now_called = {seat.uid: seat.seat_id for seat in plan.seats}
    becomes = [now_called[line.seat_uid] for line in sold.booking.seats]
    assert becomes != was
    shown = {line.cells[2]: line.cells[3] for line in halls.moving.result.table.lines}
    assert shown == dict(zip(was, becomes, strict=True))
    # Nothing was done yet.
    assert (await box_office.booking(sold.booking.booking_id)).lines == sold.booking.lines

    await press(admin, Key.Key_F9)
    await admin.until(halls.moving.result.reissue.isVisible)
    await admin.until(lambda: not halls.moving.choice.shows)
    assert halls.moving.banner.words().startswith("1 show moved. 2 seats: ")
    moved = await box_office.booking(sold.booking.booking_id)
    assert [line.seat_id for line in moved.lines] == becomes
    assert moved.total == sold.booking.total
    anew = await box_office.tickets(sold.booking.booking_id)
    assert [ticket.seat_id for ticket in anew] == becomes
    changed = [old != new for old, new in shown.items()]
    assert [new.text != old.text for old, new in zip(tickets, anew, strict=True)] == changed
    await reissue(admin, halls, shown)
    paper = admin.shell.settings.data_dir / "tickets" / f"{sold.booking.number}.pdf"
    printed = read_codes(paper)
    bookings = admin.cinema.services.bookings
    assert [(await bookings.check_ticket(text)).serial for text in printed] == [3, 3]
    for old in (*tickets, *anew):
        with pytest.raises(BadInput, match="only the newest print admits"):
            await bookings.check_ticket(old.text)
    assert await box_office.tickets_to_reissue(THEATRE) == ()


async def test_publishing_keeps_the_drawing_and_leaves_its_hall_in_hand(clerk: Clerk) -> None:
    admin = clerk
    halls = await to_designer(admin)
    await choose(admin, halls, MODEL)
    await admin.hands.type("N")
    await admin.until(lambda: halls.page is halls.designer)
    await press(admin, Key.Key_F9)
    page = halls.publishing
    await admin.until(lambda: page.comparison is not None)
    # Nobody touched it.
    assert not page.go.isEnabled()
    assert page.compared.shows.words() == ()
    await press(admin, Key.Key_Escape)
    halls.designer.board.select(halls.designer.board.standing.uids[:1])
    halls.designer.canvas.setFocus()
    await press(admin, Key.Key_Delete)
    await publish(admin, halls)
    draft = halls.designer.filing.draft
    assert (draft.unsaved, version_of(halls)) == (False, 1)

    await admin.until(lambda: bool(page.older))
    await admin.hands.type("M")
    moving = halls.moving
    await admin.until(lambda: bool(moving.choice.shows))
    if len(moving.choice.chosen) < len(moving.choice.shows):
        await press(admin, Key.Key_A, CTRL)
    await admin.until(moving.go.isEnabled)
    await press(admin, Key.Key_F9)
    await admin.until(lambda: not moving.choice.shows)
    await press(admin, Key.Key_Escape)
    # The screen, and its draft of the same name.
    await admin.until(lambda: titles(halls).count(MODEL) == 2)
    assert "not saved yet" not in states(halls)
    assert halls.home.entry is not None
    assert halls.home.entry.hall.screen.name == MODEL
    assert draft.kept is not None
    # Enter on the screen goes on with its draft, and begins none.
    await choose(admin, halls, MODEL)
    await press(admin, Key.Key_Return)
    await admin.until(lambda: halls.page is halls.designer)
    assert halls.designer.filing.draft is draft
    await press(admin, Key.Key_F9)
    await admin.until(lambda: page.comparison is not None)
    assert page.compared.shows.words() == ()


async def reissue(admin: Clerk, halls: HallsWorkspace, shown: dict[str, str]) -> None:
    """The list is at home as well; its only booking is printed anew, and it is empty then."""
    await press(admin, Key.Key_Escape)
    await admin.until(lambda: "Tickets to print anew" in titles(halls))
    workspaces = admin.counters.workspaces
    assert workspaces is not None
    await press(admin, Key.Key_P, CTRL | Qt.KeyboardModifier.ShiftModifier)
    reissuing = workspaces.reissuing
    await admin.until(lambda: reissuing.sheet is not None and bool(reissuing.sheet.reissues))
    sheet = reissuing.sheet
    assert sheet is not None
    (line,) = (sheet.table.item(0, 3),)
    assert line is not None
    changed = [f"{old} → {new}" for old, new in shown.items() if old != new]
    assert sorted(line.text().split(", ")) == sorted(changed)
    await admin.hands.press(Key.Key_Return)
    await admin.until(lambda: not sheet.reissues)
    assert "made anew as a PDF" in sheet.banner.words()
    await admin.hands.press(Key.Key_Escape)
    await admin.until(lambda: "Tickets to print anew" not in titles(halls))


async def test_who_lost_a_seat_sits_where_the_admin_chose(clerk: Clerk) -> None:
    admin = clerk
    box_office = BoxOffice(EmbeddedTransport(admin.cinema.gateway))
    await box_office.sign_in("admin", "admin-demo")
    halls = await to_designer(admin)
    await open_hall(admin, halls)
    show_id = await add_show(admin, box_office, await publish(admin, halls))
    sold = await sell_two(admin, box_office, show_id)
    await press(admin, Key.Key_Escape)
    halls.designer.board.select(line.seat_uid for line in sold.booking.lines)
    halls.designer.canvas.setFocus()
    await press(admin, Key.Key_Delete)
    await press(admin, Key.Key_S, CTRL)
    await admin.until(lambda: version_of(halls) == 2)
    await publish(admin, halls)
    await admin.until(lambda: bool(halls.publishing.older))
    await admin.hands.type("M")
    moving, table = halls.moving, halls.moving.result.table
    await admin.until(lambda: bool(moving.choice.shows))
    await admin.hands.click(moving.choice.shows[0][1])
    await admin.until(moving.go.isEnabled)

    lost = table.lines[0].seat
    table.setFocus()
    table.selectRow(0)
    await admin.hands.press(Key.Key_Return)
    await admin.until(moving.sheet.isVisible)
    # Who takes the money rather than another seat is a key away, and so is the way back.
    await admin.hands.press(Key.Key_F4)
    workspaces = admin.counters.workspaces
    assert workspaces is not None
    after = workspaces.after
    await admin.until(lambda: after.sheet is not None and after.sheet.isVisible())
    assert after.sheet is not None
    number = spoken(sold.booking.number)
    await admin.until(lambda: after.sheet is not None and number in after.sheet.page.title)
    after.sheet.close_it()
    await press(admin, Key.Key_2, CTRL)
    await admin.until(lambda: moving.isVisible() and moving.go.isEnabled())
    table.setFocus()
    table.selectRow(0)
    await admin.hands.press(Key.Key_Return)
    await admin.until(moving.sheet.isVisible)
    await admin.hands.press(Key.Key_Down, Key.Key_Down)
    item = moving.sheet.seats.currentItem()
    assert item is not None
    wanted = item.text().split(":")[0]
    assert wanted != lost.to_seat_id
    await admin.hands.press(Key.Key_Return)
    await admin.until(lambda: moving.go.isEnabled() and table.hasFocus())
    assert table.current is not None
    assert (table.current.seat.line_id, table.current.seat.to_seat_id) == (lost.line_id, wanted)
    await press(admin, Key.Key_F9)
    await admin.until(lambda: not moving.choice.shows)
    moved = await box_office.booking(sold.booking.booking_id)
    seats = {line.line_id: line.seat_id for line in moved.lines}
    assert seats[lost.line_id] == wanted


async def test_a_copy_that_differs_is_an_error_that_says_what_to_do(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    halls = await to_designer(clerk)
    await choose(clerk, halls, MODEL)
    await clerk.hands.type("N")
    await clerk.until(lambda: halls.page is halls.designer)
    halls.designer.board.select(halls.designer.board.standing.uids[:1])
    await press(clerk, Key.Key_Delete)

    async def another(_display: Displays, _layout: Layout) -> str:
        return "0" * 64

    page = halls.publishing
    with monkeypatch.context() as broken:
        broken.setattr(Displays, "put_layout", another)
        await press(clerk, Key.Key_F9)
        await clerk.until(page.go.isEnabled)
        await press(clerk, Key.Key_F9)
        await clerk.until(lambda: page.version is not None and page.version.is_stuck)
        await clerk.until(page.go.isEnabled)
    stuck = page.version
    assert stuck is not None
    assert "Publish once more" in page.banner.words()
    assert "will not take it" in page.side.copies.words()[2]
    await press(clerk, Key.Key_F9)
    await clerk.until(lambda: page.version is not None and page.version.in_sync)
    assert page.version is not None
    assert page.version.layout_id > stuck.layout_id


def holders(page: PublishingPage) -> list[bool]:
    """Whether Screen, Booking and Display have the layout, as the page says."""
    return ["has it" in words for words in page.side.copies.words()]


async def test_each_copy_is_shown_as_it_answers_until_all_have_the_layout(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    halls = await to_designer(clerk)
    await choose(clerk, halls, MODEL)
    await clerk.hands.type("N")
    await clerk.until(lambda: halls.page is halls.designer)
    halls.designer.board.select(halls.designer.board.standing.uids[:1])
    await press(clerk, Key.Key_Delete)

    async def out_of_order(_display: Displays, _layout: Layout) -> str:
        raise TryAgain("Its store is full.")

    page = halls.publishing
    with monkeypatch.context() as broken:
        broken.setattr(Displays, "put_layout", out_of_order)
        await press(clerk, Key.Key_F9)
        await clerk.until(page.go.isEnabled)
        await press(clerk, Key.Key_F9)
        await clerk.until(lambda: "Its store is full." in " ".join(page.side.copies.words()))
        await clerk.until(lambda: holders(page) == [True, True, False])
    assert page.version is not None
    assert not page.version.in_sync
    assert not page.side.move_button.isVisible()
    # Nobody presses anything: it is sent again by itself.
    await clerk.until(lambda: page.version is not None and page.version.in_sync)
    assert holders(page) == [True, True, True]
    await clerk.until(page.side.move_button.isVisible)


async def test_what_a_colleague_published_meanwhile_is_compared_before_mine_is(
    clerk: Clerk,
) -> None:
    box_office = BoxOffice(EmbeddedTransport(clerk.cinema.gateway))
    await box_office.sign_in("admin", "admin-demo")
    halls = await to_designer(clerk)
    await choose(clerk, halls, MODEL)
    entry = halls.home.entry
    assert entry is not None
    screen = entry.hall.screen
    await clerk.hands.type("N")
    await clerk.until(lambda: halls.page is halls.designer)
    halls.designer.board.select(halls.designer.board.standing.uids[:1])
    await press(clerk, Key.Key_Delete)
    page = halls.publishing
    await press(clerk, Key.Key_F9)
    await clerk.until(page.go.isEnabled)

    plan = (await box_office.layout(screen.layout_id)).plan
    wider = replace(plan, width_mm=plan.width_mm + 1_000)
    theirs = await box_office.halls.publish(screen.screen_id, wider, screen.layout_id)
    await press(clerk, Key.Key_F9)
    await clerk.until(
        lambda: page.comparison is not None and page.comparison.after == theirs.layout_id
    )
    assert "meanwhile" in page.banner.words()
    (version, *_) = await box_office.halls.versions(THEATRE)
    assert version.layout_id == theirs.layout_id
    await clerk.until(page.go.isEnabled)
    await press(clerk, Key.Key_F9)
    await clerk.until(lambda: page.version is not None and page.version.in_sync)


async def test_a_new_category_has_a_price_before_a_show_moves_to_it(clerk: Clerk) -> None:
    admin = clerk
    box_office = BoxOffice(EmbeddedTransport(admin.cinema.gateway))
    await box_office.sign_in("admin", "admin-demo")
    halls = await to_designer(admin)
    await choose(admin, halls, MODEL)
    await admin.hands.type("N")
    await admin.until(lambda: halls.page is halls.designer)
    front = await _front_row_in_a_new_category(admin, halls)
    await publish(admin, halls)
    await admin.until(lambda: bool(halls.publishing.older))
    await admin.hands.type("M")
    moving = halls.moving
    await admin.until(lambda: bool(moving.choice.prices))
    assert not moving.runs
    assert not moving.go.isEnabled()

    # A show that begins in minutes is not ticked at first: then all are, and none after that.
    for _ in range(2):
        if moving.choice.chosen:
            await press(admin, Key.Key_A, CTRL)
    assert not moving.choice.chosen
    listing, box = moving.choice.shows[-1]
    show_id, layout_id = listing.show.show_id, listing.show.layout_id
    await admin.hands.click(box)
    (price,) = moving.choice.prices.values()
    price.setFocus()
    await admin.hands.type("150")
    await admin.until(moving.go.isEnabled)
    before = moving.runs[0].move.token

    seat = SeatChoice(await _free_seat(box_office, show_id, layout_id, front))
    assert (await box_office.hold(show_id, (seat,))).booking is not None
    await press(admin, Key.Key_F9)
    await admin.until(lambda: bool(moving.runs) and moving.runs[0].move.token != before)
    assert moving.banner.isVisible()
    assert (await _show(box_office, show_id)).layout_id == layout_id

    await admin.until(moving.go.isEnabled)
    await press(admin, Key.Key_F9)
    await admin.until(lambda: show_id not in {one.show.show_id for one, _ in moving.choice.shows})
    prices = (await _show(box_office, show_id)).prices
    assert [one.price.amount_minor for one in prices if one.category_id == 4] == [15_000]


async def _front_row_in_a_new_category(admin: Clerk, halls: HallsWorkspace) -> set[str]:
    """Answers the uids of its seats."""
    designer = halls.designer
    await admin.hands.click(designer.properties.hall.add)
    front = {seat for seat, name in designer.canvas.called.names.items() if name.row == "E"}
    designer.board.select(front)
    designer.canvas.setFocus()
    await admin.hands.press(Key.Key_4)
    return front


async def _show(box_office: BoxOffice, show_id: int) -> Show:
    shows = await box_office.halls.shows_to_come(THEATRE)
    return next(one.show for one in shows if one.show.show_id == show_id)


async def _free_seat(box_office: BoxOffice, show_id: int, layout_id: str, uids: set[str]) -> str:
    live = box_office.live(show_id)
    await live.start()
    layout = await box_office.layout(layout_id)
    states = zip(layout.plan.seats, live.states, strict=True)
    found = next(
        seat.seat_id
        for seat, state in states
        if state == SeatState.AVAILABLE and seat.uid in uids and not seat.partner_uid
    )
    await live.close()
    return found


async def test_a_clerk_has_no_designer(clerk: Clerk) -> None:
    clerk.shell.opens_designer = True
    await clerk.sign_in()
    workspaces = clerk.counters.workspaces
    assert workspaces is not None
    assert not workspaces.draws
    assert "Designer" not in [command.text for command in clerk.shell.commands.on_screen()]
    assert "admin" in clerk.shell.window.failure()
    await press(clerk, Key.Key_2, CTRL)
    assert clerk.at_counter()
