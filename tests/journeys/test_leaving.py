"""Leaving the counter: what is in hand is never let go without a word."""

import asyncio

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from boxoffice.desktop.question_sheet import QuestionSheet
from boxoffice.desktop.user_sheet import UserSheet
from tests.journeys.conftest import Clerk
from tests.journeys.hall_hands import CTRL, press, to_designer


def question(clerk: Clerk) -> QuestionSheet | None:
    """The question in front, if one is."""
    sheets = clerk.shell.window.findChildren(QuestionSheet)
    return next((sheet for sheet in sheets if sheet.isVisible()), None)


async def hold_two(clerk: Clerk) -> None:
    """Hold the two best seats."""
    await clerk.sign_in()
    await clerk.hands.type("2")
    await clerk.until(lambda: clerk.workspace.sale.state.held is not None)


async def test_closing_with_seats_in_hand_asks_once_and_lets_them_go(clerk: Clerk) -> None:
    await hold_two(clerk)
    clerk.shell.window.close()
    await clerk.until(lambda: question(clerk) is not None)
    assert not clerk.shell.window.closed.is_set()
    await clerk.hands.press(Qt.Key.Key_Escape)
    await clerk.until(lambda: question(clerk) is None)
    assert clerk.workspace.sale.state.held is not None
    clerk.shell.window.close()
    await clerk.until(lambda: question(clerk) is not None)
    await clerk.hands.press(Qt.Key.Key_Return)
    async with asyncio.timeout(5):
        await clerk.shell.window.closed.wait()


async def test_closing_with_nothing_in_hand_asks_nothing(clerk: Clerk) -> None:
    await clerk.sign_in()
    clerk.shell.window.close()
    async with asyncio.timeout(5):
        await clerk.shell.window.closed.wait()
    assert question(clerk) is None


async def test_signing_out_is_on_screen_and_asks_about_seats_in_hand(clerk: Clerk) -> None:
    await hold_two(clerk)
    buttons = clerk.shell.window.findChildren(QAbstractButton)
    (who,) = (one for one in buttons if one.accessibleName() == "Signed in: Demo clerk")
    await clerk.hands.click(who)
    await clerk.hands.click(clerk.button("Sign out"))
    await clerk.until(lambda: question(clerk) is not None)
    await clerk.hands.press(Qt.Key.Key_Return)
    await clerk.until(clerk.shell.sign_in.isVisible)
    assert clerk.counters.workspace is None


async def test_who_is_signed_in_is_shown_by_the_same_key_at_the_counter_and_at_the_drawing(
    clerk: Clerk,
) -> None:
    await to_designer(clerk)
    await press(clerk, Qt.Key.Key_U, CTRL)
    await clerk.until(lambda: shown(clerk) is not None)
    await clerk.hands.click(clerk.button("Sign out"))
    await clerk.until(clerk.shell.sign_in.isVisible)


def shown(clerk: Clerk) -> UserSheet | None:
    sheets = clerk.shell.window.findChildren(UserSheet)
    return next((sheet for sheet in sheets if sheet.isVisible()), None)
