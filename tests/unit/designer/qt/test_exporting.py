"""The plan is written as pictures, on paper and for others; what is lost is said before."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from admin_designer.designer.document.document import Document
from admin_designer.designer.formats.files import read
from admin_designer.designer.qt.exports import EXPORTS, outlook
from admin_designer.designer.templates.halls import TEMPLATES
from boxoffice.model.errors import BadInput
from tests.unit.designer.formats.pretix_theatre import SEATS, theatre
from tests.unit.designer.qt.drawing_table import DrawingTable

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SUFFIXES = [one.suffix for one in EXPORTS]


async def export_page(table: DrawingTable) -> None:
    table.page.filing.new_from(TEMPLATES["shoebox"])
    await table.hands.until("the hall", lambda: len(table.board.standing.uids) > 100)
    await table.press(Key.Key_E, modifier=CTRL)
    page = table.page.exporting.page
    assert page.isVisible()
    await table.hands.until("what is lost", page.write.isEnabled)


async def test_every_kind_of_file_is_chosen_by_a_digit_and_written(
    table: DrawingTable, tmp_path: Path
) -> None:
    for at, suffix in enumerate(SUFFIXES):
        await export_page(table)
        exporting = table.page.exporting
        await table.press(Key(Key.Key_1 + at))
        assert exporting.page.export.suffix == suffix
        assert table.window.focusWidget() is exporting.page.kinds[at]
        await table.hands.until("what is lost", exporting.page.write.isEnabled)
        assert "This file does not hold:" in exporting.page.words()
        path = tmp_path / f"hall{suffix}"
        await exporting.write_to(path)
        assert table.done[-1] == f"Written as {path.name}."
        assert not exporting.page.isVisible()
        # The drawing is still to be saved: an export is no home.
        assert table.page.filing.draft.path is None
    heads = {".pdf": b"%PDF", ".png": b"\x89PNG", ".svg": b"<?xml"}
    for suffix, head in heads.items():
        assert (tmp_path / f"hall{suffix}").read_bytes().startswith(head)
    assert QImage(str(tmp_path / "hall.png")).width() > 500
    seats = len(table.board.standing.uids)
    for suffix in SUFFIXES[3:]:
        again = Document(read((tmp_path / f"hall{suffix}").read_bytes()).elements)
        assert sum(not place.out for row in again.rows for place in row.places) == seats


async def test_a_larger_scale_takes_more_pages_or_is_refused(table: DrawingTable) -> None:
    await export_page(table)
    page = table.page.exporting.page
    # With its walls.
    assert page.words().endswith("2 pages A4")
    await table.fill(page.scale_field, "200")
    await table.hands.until("one page", lambda: page.words().endswith("1 page A4"))
    await table.fill(page.scale_field, "2")
    await table.hands.until("a refusal", lambda: "more than 100 pages" in page.words())
    assert not page.write.isEnabled()


def test_what_cannot_be_written_at_all_is_said_before() -> None:
    nothing = Document()
    assert {outlook(one, nothing, 100).refused for one in EXPORTS} == {"The hall has no seat."}


async def test_esc_goes_on_drawing(table: DrawingTable) -> None:
    await export_page(table)
    await table.press(Key.Key_Escape)
    assert table.page.canvas.isVisible()


async def test_what_was_read_and_mended_of_anothers_plan_stands_beside_it(
    table: DrawingTable, tmp_path: Path
) -> None:
    content = theatre()
    content["zones"][0]["rows"][0]["seats"][0]["seat_number"] = 7
    path = tmp_path / "theatre.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    table.page.open(path)
    report = table.page.exporting.report
    assert report.isVisible()
    assert f"{SEATS:,} seats" in report.words()
    assert "written as a number" in report.words()
    await table.hands.click(report.done)
    assert table.page.properties.isVisible()


def test_a_file_that_cannot_be_read_is_refused_and_nothing_changes(
    table: DrawingTable, tmp_path: Path
) -> None:
    path = tmp_path / "cut.json"
    path.write_text('{"zones": [', encoding="utf-8")
    before = table.page.filing.draft
    with pytest.raises(BadInput, match="cut off"):
        table.page.open(path)
    assert table.page.filing.draft is before
