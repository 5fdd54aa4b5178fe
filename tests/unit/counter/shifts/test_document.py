"""A report on paper and for a spreadsheet."""

import csv
import io
from datetime import UTC, date, datetime

import pypdfium2
import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from boxoffice.counter.shifts.document import Document, Table, csv_of
from boxoffice.counter.shifts.document_pdf import pdf_of
from boxoffice.model.money import Money
from boxoffice.qtkit.formats import Formats
from tests.unit.counter.box_office_double import THEATRE

AT = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)
ROWS = 90
DOCUMENT = Document(
    "Cash register",
    (("Theatre", "PVR Andheri"), ("Day", date(2026, 11, 20))),
    (
        Table(
            "Money",
            ("Time", "Amount", "Reason"),
            (
                *((AT, Money(123_456, "INR"), f"row {number}") for number in range(ROWS)),
                ("Total", Money(999_999_900, "INR"), ""),
            ),
            sums=1,
        ),
    ),
    ("Manager",),
    ("Missing", Money(2_000, "INR")),
)


def rows_of(document: Document) -> list[list[str]]:
    """What a spreadsheet reads."""
    text = csv_of(document, Formats(THEATRE).local).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_a_spreadsheet_gets_plain_amounts_and_the_theatres_time(qapp: QApplication) -> None:
    rows = rows_of(DOCUMENT)
    assert rows[:4] == [
        ["Cash register"],
        ["Theatre", "PVR Andheri"],
        ["Day", "2026-11-20"],
        ["Missing", "20.00"],
    ]
    assert rows[7] == ["2026-11-20 18:00:00", "1234.56", "row 0"]


@pytest.mark.parametrize("reason", ["=1+1", "+1", "-1", "@sum", "\tx"])
def test_what_somebody_typed_is_no_formula_in_a_spreadsheet(
    qapp: QApplication, reason: str
) -> None:
    table = Table("T", ("Reason",), ((reason,),))
    assert rows_of(Document("D", (), (table,)))[-1] == [f"'{reason}"]


def test_a_long_table_goes_on_over_pages_that_each_have_its_heads(qapp: QApplication) -> None:
    pdf = pypdfium2.PdfDocument(pdf_of(DOCUMENT, Formats(THEATRE), QFont(qapp.font())))
    # How wide a gap counts as a space is the reader's guess.
    texts = ["".join(page.get_textpage().get_text_range().split()) for page in pdf]
    assert len(texts) == 2
    assert all("Reason" in text for text in texts)
    whole = "".join(texts)
    assert all(f"row{number}" in whole for number in range(ROWS))
    assert "₹99,99,999.00" in whole
    assert "Manager" in texts[-1]
    assert "page2" in texts[1]
