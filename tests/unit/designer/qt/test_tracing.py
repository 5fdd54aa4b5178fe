"""A picture of a hall is brought to scale by one known length, and traced."""

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from tests.unit.designer.qt.drawing_table import DrawingTable


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
    # 3 m on the screen are known to be 6 m.
    await table.fill(table.page.properties.hall.known, "6000")
    await table.drag((2_000, 4_000), (5_000, 4_000))
    scaled = canvas.backdrop
    assert scaled is not None
    assert scaled.mm_per_px / backdrop.mm_per_px == pytest.approx(2, rel=0.01)
    # What was under the line's beginning still is.
    assert (scaled.x_mm, scaled.y_mm) == pytest.approx((-2_000, -4_000), abs=40)
    assert table.page.strip.current() == 0
    table.page.properties.hall.done.click()
    assert canvas.backdrop is None
    assert not table.page.filing.draft.unsaved


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
