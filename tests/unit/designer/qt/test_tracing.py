"""A picture of a hall is brought to scale by one known length, and traced."""

from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage

from admin_designer.designer.document.baking import bake
from admin_designer.designer.document.document import Document
from admin_designer.designer.document.elements import Hall, Place, SeatRow, Traced
from admin_designer.designer.formats.files import Format, losses, read, write
from admin_designer.designer.formats.reading import MAX_TRACED_BYTES
from boxoffice.model.errors import BadInput
from boxoffice.model.layout import Plan
from boxoffice.rules.layouts import canonical
from boxoffice.rules.packed_text import pack
from tests.journeys.hostile_files import png
from tests.unit.designer.qt.drawing_table import DrawingTable


def is_shown(table: DrawingTable) -> bool:
    return table.page.canvas.backdrop is not None


async def test_a_picture_is_scaled_by_a_line_along_a_known_length(
    table: DrawingTable, tmp_path: Path
) -> None:
    picture = QImage(300, 200, QImage.Format.Format_RGB32)
    picture.fill(QColor("#c2187a"))
    picture.save(str(tmp_path / "hall.png"))
    canvas = table.page.canvas
    plain = canvas.grab().toImage().pixelColor(canvas.rect().center())
    table.page.tracing.begin(tmp_path / "hall.png")
    assert canvas.grab().toImage().pixelColor(canvas.rect().center()) != plain
    backdrop = canvas.backdrop
    assert backdrop is not None
    # What is to be typed first has the keys, and is in view.
    known = table.page.properties.hall.traced.known
    assert table.window.focusWidget() is known
    assert known.visibleRegion().boundingRect() == known.rect()
    # 3 m on the screen are known to be 6 m.
    await table.fill(table.page.properties.hall.traced.known, "6000")
    await table.drag((2_000, 4_000), (5_000, 4_000))
    scaled = canvas.backdrop
    assert scaled is not None
    assert scaled.traced.mm_per_px / backdrop.traced.mm_per_px == pytest.approx(2, rel=0.01)
    # What was under the line's beginning still is.
    assert (scaled.traced.x_mm, scaled.traced.y_mm) == pytest.approx((-2_000, -4_000), abs=40)
    assert table.page.strip.current() == 0
    table.page.properties.hall.traced.done.click()
    assert not is_shown(table)
    # Each of these was a step, which can be taken back.
    table.page.editor.undo()
    assert canvas.backdrop is not None
    assert canvas.backdrop.traced == scaled.traced


async def test_a_picture_is_brought_to_its_place_step_by_step_and_back(
    table: DrawingTable, tmp_path: Path
) -> None:
    picture = QImage(300, 200, QImage.Format.Format_RGB32)
    picture.fill(QColor("#c2187a"))
    picture.save(str(tmp_path / "hall.png"))
    page, form = table.page, table.page.properties.hall.traced
    assert form.move_it.isHidden()

    def seen(x_mm: float, y_mm: float) -> QColor:
        return page.canvas.grab().toImage().pixelColor(table.at((x_mm, y_mm), (x_mm, y_mm)))

    floor = seen(2_500, 6_300)
    page.tracing.begin(tmp_path / "hall.png")

    def lies() -> Traced:
        traced = page.board.document.hall.traced
        assert traced is not None
        return traced

    # It is 15 m wide and 10 m deep at first.
    await table.hands.click(form.move_it)
    await table.drag((3_000, 3_000), (4_000, 3_500))
    assert (lies().x_mm, lies().y_mm) == pytest.approx((1_000, 500), abs=40)
    await table.fill(form.at_x, "9000")
    await table.fill(form.at_y, "6000")
    assert (lies().x_mm, lies().y_mm) == pytest.approx((1_500, 1_000))
    # It turns about its middle.
    await table.fill(form.angle, "90")
    assert (lies().x_mm, lies().y_mm) == pytest.approx((14_000, -1_500))
    assert (form.at_x.text(), form.at_y.text()) == ("9000", "6000")
    assert seen(2_500, 6_300) == floor
    assert seen(5_300, 6_300) != floor
    form.opacity.setFocus()
    before = lies().opacity_pct
    await table.press(Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Left)
    assert lies().opacity_pct == before - 3
    await table.hands.click(form.lock)
    assert lies().locked
    assert not form.at_x.isEnabled()
    locked = lies()
    # The tool in hand moves nothing any more.
    await table.drag((3_000, 3_000), (4_000, 3_500))
    assert lies() == locked

    path = tmp_path / "hall.layout"
    path.write_bytes(write(page.board.document, Format.LAYOUT))
    hall = read(path.read_bytes()).elements[0]
    assert isinstance(hall, Hall)
    assert hall.traced == locked
    # Lock, all steps of the slider, turn, two typed numbers, the drag.
    for _step in range(6):
        page.editor.undo()
    assert lies() == Traced(locked.image, 0.0, 0.0, 50.0)


async def test_what_is_no_picture_is_refused_in_a_sentence(
    table: DrawingTable, tmp_path: Path
) -> None:
    (tmp_path / "hall.png").write_bytes(b"no picture")
    refusals: list[str] = []
    table.tasks.failed.connect(refusals.append)
    table.page.tracing.begin(tmp_path / "hall.png")
    assert len(refusals) == 1
    assert refusals[0].startswith("hall.png is no picture")
    assert table.page.canvas.backdrop is None


async def test_a_picture_of_a_terapixel_is_refused_before_there_is_room_for_it(
    table: DrawingTable, tmp_path: Path
) -> None:
    refusals: list[str] = []
    table.tasks.failed.connect(refusals.append)
    (tmp_path / "bomb.png").write_bytes(png(1_000_000, 1_000_000))
    (tmp_path / "short.png").write_bytes(png(3_000, 2_000))
    for name in ("bomb.png", "short.png"):
        table.page.tracing.begin(tmp_path / name)
    assert refusals[0] == "bomb.png has too many pixels to be read: 1,000,000 × 1,000,000."
    assert refusals[1].startswith("short.png is no picture")
    assert table.page.canvas.backdrop is None


async def test_a_picture_is_kept_with_the_plan_and_never_published(
    table: DrawingTable, tmp_path: Path
) -> None:
    picture = QImage(2_400, 2_400, QImage.Format.Format_RGB32)
    noise = np.random.default_rng(1).integers(0, 2**32, (2_400, 2_400), dtype=np.uint32)
    np.frombuffer(picture.bits(), dtype=np.uint32).reshape(2_400, 2_400)[:] = noise
    picture.save(str(tmp_path / "scan.png"))
    page = table.page
    page.tracing.begin(tmp_path / "scan.png")
    traced = page.board.document.hall.traced
    assert traced is not None
    # Nothing compresses worse than noise: of fewer pixels it is as wide in the hall as it was.
    assert len(traced.image) <= MAX_TRACED_BYTES
    shown = page.canvas.backdrop
    assert shown is not None
    assert shown.image.width() < 2_400
    assert shown.image.width() * traced.mm_per_px == pytest.approx(15_000)

    path = tmp_path / "hall.layout"
    path.write_bytes(write(page.board.document, Format.LAYOUT))
    pack(path.read_text(encoding="utf-8"))
    page.filing.show(page.filing.fresh())
    assert not is_shown(table)
    page.open(path)
    assert page.board.document.hall.traced == traced
    again = page.canvas.backdrop
    assert again is not None
    assert again.image.size() == shown.image.size()
    assert traced.image not in canonical(bake(page.board.document))
    assert not any("traced" in field.name for field in fields(Plan))
    assert "The picture that is traced." in losses(
        Document(
            [*page.board.document.elements.values(), SeatRow("r", 1_000, 1_000, (Place("u", 1),))]
        ),
        Format.PRETIX,
    )


async def test_a_picture_in_a_file_that_is_none_is_said_and_the_plan_opens(
    table: DrawingTable, tmp_path: Path
) -> None:
    refusals: list[str] = []
    table.tasks.failed.connect(refusals.append)
    path = tmp_path / "hall.layout"
    hall = Hall(traced=Traced(b"no picture", 0.0, 0.0, 5.0))
    path.write_bytes(write(Document([hall]), Format.LAYOUT))
    table.page.open(path)
    assert table.page.canvas.backdrop is None
    assert [one[:34] for one in refusals] == ["What is to be traced is no picture"]
    await table.hands.click(table.page.properties.hall.traced.done)
    assert table.page.board.document.hall.traced is None


@pytest.mark.parametrize(
    "traced",
    [
        Traced(bytes(MAX_TRACED_BYTES + 1), 0.0, 0.0, 5.0),
        Traced(b"", 1e12, 0.0, 5.0),
        Traced(b"", 0.0, 0.0, 0.0),
        Traced(b"", 0.0, 0.0, 5.0, angle_cdeg=18_001),
        Traced(b"", 0.0, 0.0, 5.0, opacity_pct=101),
    ],
)
def test_a_picture_that_no_hall_keeps_is_refused(traced: Traced) -> None:
    with pytest.raises(BadInput, match="picture to trace is too large, or lies nowhere"):
        read(write(Document([Hall(traced=traced)]), Format.LAYOUT))
