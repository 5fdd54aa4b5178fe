"""Who is at the counter: typing, waiting, refusing, remembering."""

import asyncio

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from boxoffice.desktop.secrets import Remembering
from boxoffice.desktop.sign_in import SignInPage
from boxoffice.desktop.sign_in_form import Credentials
from boxoffice.desktop.user_tile import KnownUser, UserTile, initials
from boxoffice.model.errors import NotSignedIn
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.theme import Mode, Theme
from boxoffice.qtkit.widgets import Banner, CheckBox, KeyButton, Segmented

WRONG = "The user name or the password is wrong."


class Cinema:
    """Takes one right password; `asked` is set at each try and `tries` has what was typed."""

    def __init__(self) -> None:
        self.tries: list[Credentials] = []
        self.asked = asyncio.Event()
        self.answer = asyncio.Event()
        self.answer.set()

    async def sign_in(self, typed: Credentials) -> None:
        self.tries.append(typed)
        self.asked.set()
        await self.answer.wait()
        if typed.password != "clerk-demo":
            raise NotSignedIn(WRONG)


@pytest.fixture
def cinema() -> Cinema:
    return Cinema()


@pytest.fixture
def tasks(qapp: object) -> Tasks:
    return Tasks()


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, tasks: Tasks) -> SignInPage:
    made = SignInPage(theme, tasks)
    made.resize(1366, 660)
    qtbot.addWidget(made)
    made.show()
    return made


def field(page: QWidget, name: str) -> QLineEdit:
    [found] = [edit for edit in page.findChildren(QLineEdit) if edit.accessibleName() == name]
    return found


def button(page: QWidget) -> KeyButton:
    [found] = [each for each in page.findChildren(KeyButton) if each.key() == "Enter"]
    return found


def refusal(page: QWidget) -> str:
    return " ".join(banner.words() for banner in page.findChildren(Banner) if banner.isVisible())


def type_in(page: SignInPage, username: str, password: str) -> None:
    QTest.keyClicks(field(page, "User name"), username)
    QTest.keyClicks(field(page, "Password"), password)
    QTest.keyClick(field(page, "Password"), Qt.Key.Key_Return)


async def settled(tasks: Tasks) -> None:
    while running := [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]:
        await asyncio.wait(running)


async def test_name_password_and_enter_sign_in(
    page: SignInPage, tasks: Tasks, cinema: Cinema
) -> None:
    page.ready(cinema.sign_in)
    type_in(page, " clerk ", "clerk-demo")
    await settled(tasks)
    assert cinema.tries == [Credentials("clerk", "clerk-demo")]
    assert field(page, "Password").text() == ""


async def test_a_wrong_password_is_told_in_place_and_can_be_typed_over(
    page: SignInPage, tasks: Tasks, cinema: Cinema
) -> None:
    page.ready(cinema.sign_in)
    type_in(page, "clerk", "wrong")
    await settled(tasks)
    assert refusal(page) == WRONG
    assert field(page, "Password").selectedText() != ""
    QTest.keyClicks(field(page, "Password"), "clerk-demo")
    assert refusal(page) == ""
    QTest.keyClick(field(page, "Password"), Qt.Key.Key_Return)
    await settled(tasks)
    assert [typed.password for typed in cinema.tries] == ["wrong", "clerk-demo"]


async def test_what_is_typed_before_the_cinema_is_open_signs_in_when_it_is(
    page: SignInPage, tasks: Tasks, cinema: Cinema
) -> None:
    assert button(page).text() == "Opening the cinema…"
    type_in(page, "clerk", "clerk-demo")
    assert button(page).text() == "Signing in once the cinema is open…"
    page.ready(cinema.sign_in)
    await settled(tasks)
    assert cinema.tries == [Credentials("clerk", "clerk-demo")]


async def test_a_second_enter_while_the_first_is_checked_does_nothing(
    page: SignInPage, tasks: Tasks, cinema: Cinema
) -> None:
    page.ready(cinema.sign_in)
    cinema.answer.clear()
    type_in(page, "clerk", "clerk-demo")
    await cinema.asked.wait()
    assert (button(page).text(), button(page).isEnabled()) == ("Signing in…", False)
    QTest.keyClick(field(page, "Password"), Qt.Key.Key_Return)
    cinema.answer.set()
    await settled(tasks)
    assert len(cinema.tries) == 1
    assert (button(page).text(), button(page).isEnabled()) == ("Sign in", True)


def test_enter_with_an_empty_field_goes_to_that_field(page: SignInPage, cinema: Cinema) -> None:
    page.ready(cinema.sign_in)
    QTest.keyClicks(field(page, "User name"), "clerk")
    QTest.keyClick(field(page, "User name"), Qt.Key.Key_Return)
    assert page.focusWidget() is field(page, "Password")
    assert cinema.tries == []


async def test_picking_a_person_leaves_only_the_password_to_type(
    page: SignInPage, tasks: Tasks, cinema: Cinema
) -> None:
    users = (KnownUser("clerk", "Asha Kulkarni"), KnownUser("supervisor", "Imran Shaikh"))
    page.ready(cinema.sign_in, users=users)
    tile = page.findChildren(UserTile)[1]
    QTest.mouseClick(tile, Qt.MouseButton.LeftButton)
    assert page.focusWidget() is field(page, "Password")
    QTest.keyClicks(field(page, "Password"), "clerk-demo")
    QTest.mouseClick(button(page), Qt.MouseButton.LeftButton)
    await settled(tasks)
    assert cinema.tries == [Credentials("supervisor", "clerk-demo")]


def test_a_typed_name_marks_its_person(page: SignInPage, cinema: Cinema) -> None:
    page.ready(cinema.sign_in, users=(KnownUser("clerk", "Asha"), KnownUser("admin", "Jyoti")))
    QTest.keyClicks(field(page, "User name"), "admin")
    assert [tile.isChecked() for tile in page.findChildren(UserTile)] == [False, True]
    QTest.keyClicks(field(page, "User name"), "2")
    assert [tile.isChecked() for tile in page.findChildren(UserTile)] == [False, False]


@pytest.mark.parametrize(
    ("remembering", "offered", "passphrase"),
    [
        (Remembering.NO, False, False),
        (Remembering.KEYRING, True, False),
        (Remembering.PASSPHRASE, True, True),
    ],
)
def test_remembering_is_offered_only_where_it_is_safe(
    page: SignInPage, cinema: Cinema, remembering: Remembering, offered: bool, passphrase: bool
) -> None:
    page.ready(cinema.sign_in, remembering=remembering)
    [tick] = page.findChildren(CheckBox)
    assert tick.isVisible() is offered
    tick.setChecked(True)
    assert field(page, "Passphrase").isVisible() is passphrase


async def test_a_passphrase_is_handed_on_with_the_sign_in(
    page: SignInPage, tasks: Tasks, cinema: Cinema
) -> None:
    page.ready(cinema.sign_in, remembering=Remembering.PASSPHRASE)
    page.findChildren(CheckBox)[0].setChecked(True)
    QTest.keyClicks(field(page, "Passphrase"), "monsoon junction")
    type_in(page, "clerk", "clerk-demo")
    await settled(tasks)
    assert cinema.tries == [
        Credentials("clerk", "clerk-demo", remember=True, passphrase="monsoon junction")
    ]
    assert field(page, "Passphrase").text() == ""


def test_a_passphrase_too_short_is_told_before_anyone_signs_in(
    page: SignInPage, cinema: Cinema
) -> None:
    page.ready(cinema.sign_in, remembering=Remembering.PASSPHRASE)
    page.findChildren(CheckBox)[0].setChecked(True)
    QTest.keyClicks(field(page, "Passphrase"), "monsoon")
    type_in(page, "clerk", "clerk-demo")
    assert refusal(page) == "A passphrase needs at least 8 letters."
    assert page.focusWidget() is field(page, "Passphrase")
    assert cinema.tries == []


async def test_a_remembered_clerk_types_only_the_passphrase(
    page: SignInPage, tasks: Tasks, cinema: Cinema
) -> None:
    opened: list[str] = []

    async def unlock(passphrase: str) -> None:
        opened.append(passphrase)

    page.ready(cinema.sign_in)
    page.ask_passphrase(unlock)
    assert not field(page, "User name").isVisible()
    QTest.keyClicks(field(page, "Your passphrase for this computer"), "monsoon junction")
    QTest.keyClick(field(page, "Your passphrase for this computer"), Qt.Key.Key_Return)
    await settled(tasks)
    assert opened == ["monsoon junction"]


def test_who_forgot_the_passphrase_signs_in_with_the_password(
    page: SignInPage, cinema: Cinema
) -> None:
    async def unlock(passphrase: str) -> None:
        raise AssertionError

    page.ready(cinema.sign_in)
    page.ask_passphrase(unlock)
    [other_way] = [command for command in page.commands() if command.key == "F2"]
    assert other_way.enabled()
    other_way.run()
    assert field(page, "User name").isVisible()
    assert not other_way.enabled()


def test_show_makes_the_password_readable(page: SignInPage) -> None:
    password = field(page, "Password")
    [show] = [command for command in page.commands() if command.key == "F3"]
    show.run()
    assert password.echoMode() is QLineEdit.EchoMode.Normal
    show.run()
    assert password.echoMode() is QLineEdit.EchoMode.Password


def test_the_colours_are_chosen_before_anyone_signs_in(page: SignInPage, theme: Theme) -> None:
    [modes] = page.findChildren(Segmented)
    place = modes.segment_rect(1).center().toPoint()
    QTest.mouseClick(modes, Qt.MouseButton.LeftButton, pos=place)
    assert theme.mode is Mode.DARK


def buttons(page: QWidget) -> list[str]:
    return [one.text() for one in page.findChildren(KeyButton) if one.isVisible() and one.key()]


def test_a_cinema_that_does_not_open_says_why_until_it_is_open(
    page: SignInPage, cinema: Cinema, qtbot: QtBot
) -> None:
    page.shut("The cinema's file is damaged.")
    QTest.keyClicks(page.focusWidget(), "clerk")
    assert refusal(page) == "The cinema's file is damaged."
    assert not any(edit.isVisible() for edit in page.findChildren(QLineEdit))
    assert buttons(page) == ["Try again", "Close"]
    with qtbot.waitSignal(page.again_asked):
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    page.opening()
    assert buttons(page) == ["Opening the cinema…", "Close"]
    with qtbot.assertNotEmitted(page.close_asked):
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    page.ready(cinema.sign_in)
    assert refusal(page) == ""
    assert buttons(page) == ["Sign in"]
    assert page.focusWidget() is field(page, "User name")


@pytest.mark.parametrize("demo", [True, False])
def test_a_cinema_without_accounts_says_how_to_make_the_first(
    page: SignInPage, cinema: Cinema, demo: bool
) -> None:
    asked: list[str] = []
    page.demo_asked.connect(lambda: asked.append("demo"))
    page.close_asked.connect(lambda: asked.append("close"))
    page.ready(cinema.sign_in)
    page.begin_new("boxoffice admin create --username NAME", demo=demo)
    words = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert "boxoffice admin create --username NAME" in words
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    assert asked == (["demo"] if demo else ["close"])


def test_who_was_here_last_types_only_the_password(page: SignInPage, cinema: Cinema) -> None:
    page.prefill("asha")
    page.ready(cinema.sign_in)
    assert field(page, "User name").text() == "asha"
    assert page.focusWidget() is field(page, "Password")
    page.prefill("imran")
    assert field(page, "User name").text() == "asha"


def test_initials_are_of_the_first_and_last_name() -> None:
    assert [initials(name) for name in ("Asha Kulkarni", "Imran", "J. R. D. Mistry", "")] == [
        "AK",
        "I",
        "JM",
        "",
    ]
