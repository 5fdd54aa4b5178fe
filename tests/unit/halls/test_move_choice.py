"""Which shows are ticked to be moved."""

from dataclasses import replace
from datetime import timedelta

from PySide6.QtWidgets import QApplication

from admin_designer.halls.move_choice import SOON, MoveChoice
from boxoffice.model.show import ShowListing
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.theme import Mode, Theme
from boxoffice.qtkit.widgets import Text
from tests.clock import FakeClock
from tests.unit.counter.box_office_double import THEATRE, BoxOfficeDouble

NOW = FakeClock().now()


def begins(show_id: int, after: timedelta) -> ShowListing:
    listing = BoxOfficeDouble(FakeClock()).shows[0]
    return replace(listing, show=replace(listing.show, show_id=show_id, starts_at=NOW + after))


def ticked(choice: MoveChoice) -> list[int]:
    return [listing.show.show_id for listing in choice.chosen]


def test_a_show_that_begins_soon_is_not_ticked_and_says_why(qapp: QApplication) -> None:
    choice = MoveChoice(Theme(Mode.LIGHT), Formats(THEATRE), "INR")
    soon, later = begins(1, SOON), begins(2, SOON + timedelta(seconds=1))
    choice.offer((soon, later), NOW)
    assert ticked(choice) == [2]
    notes = [one.text() for one in choice.findChildren(Text) if one.text().startswith("Begins")]
    assert notes == ["Begins in 30 min: its customers are on their way by now."]
    # What somebody chose stays so when the list is read anew.
    choice.shows[0][1].setChecked(True)
    choice.shows[1][1].setChecked(False)
    choice.offer((soon, later, begins(3, timedelta(hours=1))), NOW)
    assert ticked(choice) == [1, 3]
