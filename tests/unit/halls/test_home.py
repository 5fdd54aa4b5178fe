"""Which row of the home the keys act on, what Enter opens, and what a narrow page shows."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from admin_designer.halls.home import FOLD_BELOW, HomePage
from admin_designer.halls.state import HallState, Site
from boxoffice.model.publishing import Draft
from boxoffice.model.theatre import Screen
from boxoffice.qtkit.commands import Commands
from boxoffice.qtkit.theme import Mode, Theme
from boxoffice.qtkit.widgets import KeyButton
from tests.clock import FakeClock
from tests.unit.counter.box_office_double import THEATRE

NOW = FakeClock().now()


def draft(draft_id: str, minutes_ago: int = 0, screen_id: str = "one") -> Draft:
    at = NOW - timedelta(minutes=minutes_ago)
    return Draft(draft_id, screen_id, THEATRE.theatre_id, draft_id, "", 1, at, "somebody")


def site(*drafts: Draft) -> Site:
    halls = (
        HallState(
            Screen(screen_id, THEATRE.theatre_id, screen_id, "", NOW, NOW),
            (),
            tuple(one for one in drafts if one.screen_id == screen_id),
            (),
        )
        for screen_id in ("one", "two")
    )
    return Site(tuple(halls), {})


@pytest.fixture
def home(qtbot: QtBot) -> HomePage:
    page = HomePage(Theme(Mode.LIGHT), Commands(), THEATRE, (THEATRE,))
    qtbot.addWidget(page)
    return page


def chosen(home: HomePage) -> tuple[str, str]:
    assert home.current is not None
    return home.current.key


def choose(home: HomePage, screen_id: str) -> None:
    home.prefer((screen_id, ""))
    home.show_site(home.site)


def test_enter_on_a_screen_opens_its_newest_draft_and_begins_one_where_there_is_none(
    home: HomePage, qtbot: QtBot
) -> None:
    home.show_site(site(draft("newer"), draft("older", 5)))
    choose(home, "one")
    with qtbot.assertNotEmitted(home.begin_wanted), qtbot.waitSignal(home.draft_wanted) as wanted:
        QTest.keyClick(home.rows[0][1], Qt.Key.Key_Return)
    assert wanted.args == [draft("newer")]
    choose(home, "two")
    with qtbot.waitSignal(home.begin_wanted) as begun:
        QTest.keyClick(home.rows[-1][1], Qt.Key.Key_Return)
    assert begun.args == [home.site.halls[1], True]


def test_enter_waits_for_a_look_so_that_no_draft_is_begun_twice(
    home: HomePage, qtbot: QtBot
) -> None:
    home.show_site(site())
    home.prefer(("one", "begun"))
    home.show()
    with qtbot.assertNotEmitted(home.begin_wanted):
        QTest.keyClick(home.rows[0][1], Qt.Key.Key_Return)
    with qtbot.assertNotEmitted(home.begin_wanted), qtbot.waitSignal(home.draft_wanted) as wanted:
        home.show_site(site(draft("begun")))
    assert wanted.args == [draft("begun")]
    # A look that fails leaves what is shown to act on.
    home.hide()
    home.show()
    home.end_looking()
    with qtbot.waitSignal(home.draft_wanted):
        QTest.keyClick(home.rows[1][1], Qt.Key.Key_Return)


def test_what_was_just_saved_is_chosen_once(home: HomePage) -> None:
    home.show_site(site(draft("first", 5)))
    choose(home, "two")
    home.prefer(("one", "saved"))
    saved = site(draft("saved"), draft("first", 5))
    home.show_site(saved)
    assert chosen(home) == ("one", "saved")
    choose(home, "two")
    home.show_site(saved)
    assert chosen(home) == ("two", "")


def test_who_goes_to_another_row_while_it_is_looked_stays_there(home: HomePage) -> None:
    home.show_site(site(draft("open")))
    home.prefer(("one", "open"))
    home.rows[0][1].stepped.emit(2)
    assert chosen(home) == ("two", "")
    home.show_site(home.site)
    assert chosen(home) == ("two", "")


def test_where_the_chosen_row_is_gone_its_screen_is_chosen(home: HomePage) -> None:
    home.show_site(site(draft("gone", screen_id="two")))
    home.prefer(("two", "gone"))
    home.show_site(home.site)
    assert chosen(home) == ("two", "gone")
    home.show_site(site())
    assert chosen(home) == ("two", "")


@pytest.mark.parametrize("several", [False, True])
def test_no_button_is_dropped_or_cut_off_where_the_page_is_narrow(
    qtbot: QtBot, *, several: bool
) -> None:
    theatres = (THEATRE, THEATRE) if several else (THEATRE,)
    page = HomePage(Theme(Mode.LIGHT), Commands(), THEATRE, theatres)
    qtbot.addWidget(page)
    for width in (683, FOLD_BELOW + 200):
        page.resize(width, 384)
        page.show()
        page.show_site(site())
        shown = [one for one in page.head.findChildren(KeyButton) if one.isVisible()]
        assert [one.text() for one in shown] == [
            "Open", "New draft", "New show", "Draft from nothing", "Move shows", "Delete draft",
            "New screen",
        ]  # fmt: skip
        for one in shown:
            assert one.width() >= one.width_for(one.text(), "")
            assert _right_of(one, page) <= width


def _right_of(widget: QWidget, page: QWidget) -> int:
    return widget.mapTo(page, widget.rect().topRight()).x()
