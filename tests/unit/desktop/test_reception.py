"""Reception on a computer whose keyring does not open."""

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from boxoffice.client.api import BoxOffice
from boxoffice.desktop.reception import Reception
from boxoffice.desktop.secrets import KeyringSession, KeyringShut
from boxoffice.desktop.sign_in import SignInPage
from boxoffice.desktop.sign_in_form import Credentials
from boxoffice.model.user import Session
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import Banner
from tests.clock import FakeClock
from tests.unit.client.scripted import ScriptedTransport, signed_in


class ShutKeyring:
    """Somebody dismissed its question."""

    def get_password(self, service: str, username: str) -> Any:
        raise KeyringShut("This computer's keyring stayed shut.")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringShut("This computer's keyring stayed shut.")

    delete_password = get_password


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, qapp: object) -> SignInPage:
    made = SignInPage(theme, Tasks())
    qtbot.addWidget(made)
    made.show()
    return made


async def test_a_keyring_that_stays_shut_is_told_and_the_password_still_signs_in(
    page: SignInPage,
) -> None:
    entered: list[Session] = []

    async def enter(session: Session) -> None:
        entered.append(session)

    office = BoxOffice(ScriptedTransport([signed_in("signIn", 1)]), FakeClock())
    reception = Reception(office, page, KeyringSession(ShutKeyring(), "cinema"), enter)
    await reception.begin()
    words = " ".join(each.words() for each in page.findChildren(Banner) if each.isVisible())
    assert "keyring stayed shut" in words
    await reception._sign_in(Credentials("clerk", "clerk-demo", remember=True))
    assert entered == [office.session]
