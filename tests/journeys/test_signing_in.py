"""What a clerk sees before the counter opens, and on coming back to it."""

import asyncio

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from boxoffice.bootstrap.place import keep_place
from boxoffice.bootstrap.shell import THEATRE_CHOICE
from boxoffice.counter.keyboard import hints
from boxoffice.counter.state import Stage
from boxoffice.qtkit.widgets import KeyCap
from tests.journeys.conftest import Clerk


def _words(clerk: Clerk) -> str:
    labels = clerk.shell.window.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisible())


async def test_the_sign_in_page_says_where_it_is_and_what_comes_next(clerk: Clerk) -> None:
    placing = asyncio.create_task(keep_place(clerk.shell, lambda: clerk.cinema, demo=True))
    await clerk.until(lambda: "PVR Andheri" in _words(clerk))
    placing.cancel()
    assert f"{clerk.shell.clock.now():%Y}" not in _words(clerk)


async def test_an_admin_of_several_theatres_opens_the_one_that_the_sign_in_page_names(
    clerk: Clerk,
) -> None:
    placing = asyncio.create_task(keep_place(clerk.shell, lambda: clerk.cinema, demo=True))
    await clerk.until(lambda: "PVR Andheri" in _words(clerk))
    placing.cancel()
    await clerk.sign_in("admin")
    assert clerk.shell.choice(THEATRE_CHOICE, "") == "PVRAH"


async def test_whoever_comes_back_finds_the_keys_of_the_moment(clerk: Clerk) -> None:
    await clerk.sign_in()
    clerk.shell.show_sign_in()
    await clerk.until(lambda: clerk.button("Sign").isEnabled())
    await clerk.hands.type("clerk-demo")
    await clerk.hands.press(Qt.Key.Key_Return)
    await clerk.until(clerk.at_counter)
    shown = [cap for cap in clerk.shell.window.status.findChildren(KeyCap) if cap.isVisible()]
    assert clerk.workspace.sale.state.stage is Stage.CHOOSING
    assert [cap.accessibleName() for cap in shown] == [
        *(one.keys for one in hints(clerk.workspace.sale.state) if not one.for_help), "F1",
    ]  # fmt: skip


async def test_the_status_bar_says_who_sells_since_when_and_onto_what(clerk: Clerk) -> None:
    await clerk.sign_in()
    words = _words(clerk)
    assert "Demo clerk" in words
    assert "since " in words
    assert "PDF tickets" in words


async def test_an_overview_hidden_at_this_counter_stays_hidden(remembered_clerk: Clerk) -> None:
    window = remembered_clerk
    await window.until(window.at_counter)
    await window.hands.type("+++")
    assert window.workspace.hall.overview.isVisible()
    await window.hands.press(Qt.Key.Key_F5)
    (sign_out,) = (one for one in window.shell.commands.on_screen() if one.text == "Sign out")
    sign_out.run()
    await window.until(lambda: window.shell.sign_in.isVisible())
    await window.sign_in("supervisor")
    await window.hands.type("+++")
    overview = window.workspace.hall.overview
    assert (overview.needed, overview.isVisible()) == (True, False)


async def test_after_a_remembered_clerk_signs_out_the_next_one_can_sign_in(
    remembered_clerk: Clerk,
) -> None:
    window = remembered_clerk
    await window.until(window.at_counter)
    (sign_out,) = (one for one in window.shell.commands.on_screen() if one.text == "Sign out")
    sign_out.run()
    await window.until(lambda: window.shell.sign_in.isVisible())
    await window.sign_in("supervisor")
    assert "Demo supervisor" in _words(window)
