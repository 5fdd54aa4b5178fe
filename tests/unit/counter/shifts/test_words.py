"""The till's words."""

from datetime import UTC, datetime

from PySide6.QtWidgets import QApplication

from boxoffice.counter.shifts.words import (
    figure_lines,
    main_figure,
    shift_button,
    unfinished_lines,
)
from boxoffice.model.money import Money
from boxoffice.model.shift import (
    Shift,
    ShiftReport,
    Unfinished,
    UnfinishedKind,
)
from boxoffice.qtkit.formats import Formats
from boxoffice.rules.shift_reckoning import Effort, blinded, reckon
from tests.unit.counter.box_office_double import THEATRE
from tests.unit.rules.test_shift_reckoning import DAY

AT = datetime(2026, 11, 20, 8, 35, tzinfo=UTC)
SHIFT = Shift("s1", "PVRAH", "clerk", "Till 1", "INR", AT, opened_by_sale=False)
REPORT = ShiftReport(SHIFT, reckon(DAY, Effort(23, 20, 80, 136_000), "INR"), (), ())


def test_the_button_says_how_the_shift_stands(qapp: QApplication) -> None:
    formats = Formats(THEATRE)
    time = formats.time(AT)
    assert shift_button(REPORT, formats, known=True) == f"Shift since {time}, cash ₹1,230"
    hidden = blinded(REPORT)
    assert shift_button(hidden, formats, known=True) == f"Shift since {time}, 23 sales"
    assert shift_button(None, formats, known=True) == "No shift open"
    assert shift_button(None, formats, known=False) == "Shift"


def test_who_counts_blind_reads_no_cash_anywhere(qapp: QApplication) -> None:
    hidden = blinded(REPORT)
    assert main_figure(hidden) == ("Sales", 23)
    lines = dict(figure_lines(hidden, Formats(THEATRE)))
    assert lines["Cash taken"] == "told once it is counted"
    assert Money(123_000, "INR") not in lines.values()
    assert lines["A sale, up to its payment"] == "4.0 keys, 6.8 s"


def test_more_than_a_few_unfinished_things_are_counted(qapp: QApplication) -> None:
    owed = Unfinished(UnfinishedKind.REFUND_OWED, "7Q4M9XKD", Money(40_000, "INR"), AT)
    lines = unfinished_lines((owed,) * 6, Formats(THEATRE), 4).split("\n")
    assert lines == ["₹400.00 are owed back for 7Q4M 9XKD."] * 4 + ["and 2 more"]
