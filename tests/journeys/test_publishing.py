"""An admin publishes a hall, sells from it, numbers it anew and moves its show, in the window."""

from datetime import timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from admin_designer.designer.document.naming import SeatsFrom
from admin_designer.halls.workspace import HallsWorkspace
from boxoffice.bootstrap.hands import in_a_turn_of_its_own
from boxoffice.client.api import BoxOffice
from boxoffice.client.embedded import EmbeddedTransport
from boxoffice.counter.state import Sold, Stage
from boxoffice.counter.wishes import Choose
from boxoffice.model.publishing import LayoutVersion
from boxoffice.rules.grid import to_grid
from tests.journeys.conftest import Clerk
from tests.plan_hands import PlanHands
from tests.wire import documents

Key = Qt.Key
NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
THEATRE, MODEL, SCREEN = "PVRAH", "Audi 3", "Audi 9"


async def press(admin: Clerk, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    """Press a key with others held, on whoever has the focus."""
    window = admin.shell.window
    await in_a_turn_of_its_own(
        partial(QTest.keyClick, window.focusWidget() or window, key, modifier)
    )


async def to_designer(admin: Clerk) -> HallsWorkspace:
    """Sign in, go to the theatre, and to its halls."""
    await admin.sign_in("admin")
    first = admin.counters.workspaces
    here = next(one for one in admin.shell.commands.on_screen() if one.text.endswith("PVR Andheri"))
    here.run()
    await admin.until(lambda: admin.counters.workspaces is not first and admin.at_counter())
    await press(admin, Key.Key_2, CTRL)
    workspaces = admin.counters.workspaces
    assert workspaces is not None
    assert workspaces.halls is not None
    halls = workspaces.halls
    await admin.until(lambda: bool(halls.home.rows))
    return halls


def titles(halls: HallsWorkspace) -> list[str]:
    return [row.words.title for _, row in halls.home.rows]


def version_of(halls: HallsWorkspace) -> int:
    """How often the draft that is open was saved."""
    kept = halls.designer.filing.draft.kept
    return kept.version if kept is not None else 0


async def choose(admin: Clerk, halls: HallsWorkspace, title: str) -> None:
    """Go to a row of the home by the arrow keys."""
    for step in (Key.Key_Up, Key.Key_Down):
        for _ in halls.home.rows:
            current = halls.home.current
            if current is not None and current.hall.screen.name == title:
                return
            await press(admin, step)
    raise AssertionError(title)


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
    await hands.choose(panel.seats_from, list(SeatsFrom).index(SeatsFrom.RIGHT))
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
    assert halls.publishing.differs.words() == ("This is the first layout of the screen.",)
    show_id = await add_show(admin, box_office, first)
    sold = await sell_two(admin, box_office, show_id)
    was = [line.seat_id for line in sold.booking.lines]
    tickets = await box_office.tickets(sold.booking.booking_id)

    assert halls.page is halls.publishing
    await press(admin, Key.Key_Escape)
    await number_anew(admin, halls)
    await press(admin, Key.Key_S, CTRL)
    await admin.until(lambda: version_of(halls) == 2)
    second = await publish(admin, halls)
    (renumbered, unchanged) = halls.publishing.differs.words()
    assert "seats renumbered" in renumbered
    assert unchanged.endswith(f"as in layout {first.layout_id}.")
    await admin.until(lambda: [one.show.show_id for one in halls.publishing.older] == [show_id])
    await admin.hands.type("M")
    await admin.until(lambda: bool(halls.moving.runs) and halls.moving.go.isEnabled())
    plan = (await box_office.layout(second.layout_id)).plan
    now_called = {seat.uid: seat.seat_id for seat in plan.seats}
    becomes = [now_called[line.seat_uid] for line in sold.booking.lines]
    assert becomes != was
    shown = {line.cells[2]: line.cells[3] for line in halls.moving.table.lines}
    assert shown == dict(zip(was, becomes, strict=True))
    # Nothing was done yet.
    assert (await box_office.booking(sold.booking.booking_id)).lines == sold.booking.lines

    await press(admin, Key.Key_F9)
    await admin.until(lambda: bool(halls.moving.reissue.words()))
    (told,) = halls.moving.reissue.words()
    assert sold.booking.number in told
    assert all(f"{old} → {new}" in told for old, new in shown.items() if old != new)
    assert halls.moving.choices == []
    moved = await box_office.booking(sold.booking.booking_id)
    assert [line.seat_id for line in moved.lines] == becomes
    assert moved.total == sold.booking.total
    anew = await box_office.tickets(sold.booking.booking_id)
    assert [ticket.seat_id for ticket in anew] == becomes
    changed = [old != new for old, new in shown.items()]
    assert [new.text != old.text for old, new in zip(tickets, anew, strict=True)] == changed


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
