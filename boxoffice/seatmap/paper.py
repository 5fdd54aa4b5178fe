"""A hall on paper: a PDF true to scale, on as many pages as it takes."""

import math
from dataclasses import dataclass, replace
from itertools import islice, product

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QCoreApplication,
    QIODevice,
    QLineF,
    QMarginsF,
    QPointF,
    QRectF,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
)

from boxoffice.model.errors import BadInput
from boxoffice.model.layout import Plan
from boxoffice.qtkit.tokens import LIGHT
from boxoffice.seatmap.drawing import draw_hall
from boxoffice.seatmap.exact import PX_PER_MM, lay_out_exactly, walls
from boxoffice.seatmap.projection import Bounds
from boxoffice.seatmap.signs import band
from boxoffice.seatmap.sprites import Ink

#: A4, its margin, and the foot under the drawing, in millimetres of paper.
LONG_MM, SHORT_MM, MARGIN_MM, FOOT_MM = 297.0, 210.0, 10.0, 12.0
RESOLUTION = 600
_DOTS_PER_MM = RESOLUTION / 25.4
MOST_PAGES = 100
#: The bar to measure by, in millimetres of the hall.
BAR_MM = 5_000
#: The foot is drawn in quarters of a millimetre.
_FOOT_UNIT_MM = 0.25
#: The line of a wall, map pixels.
_WALL = 3.0
_TEXT_PX, _GAP_PX, _BAND_PX = 12, 16.0, 24.0


@dataclass(frozen=True, slots=True)
class _Paper:
    """Pages that lie side by side and show the whole hall; a tile is what one of them shows."""

    layout: QPageLayout
    tiles: tuple[Bounds, ...]

    @property
    def sheet_mm(self) -> QRectF:
        """The whole page."""
        return self.layout.fullRect(QPageLayout.Unit.Millimeter)


def pdf(plan: Plan, name: str, scale: int) -> bytes:
    """The hall at 1:`scale`; BadInput where that takes too many pages."""
    hall = lay_out_exactly(plan)
    paper = _fewest(hall.bounds, scale)
    content = QByteArray()
    device = QBuffer(content)
    device.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(device)
    writer.setTitle(name)
    writer.setCreator("Box Office")
    writer.setResolution(RESOLUTION)
    writer.setPageLayout(paper.layout)
    painter = QPainter(writer)
    ink = Ink(replace(LIGHT, ground="#FFFFFF"), QFont())
    for number, tile in enumerate(paper.tiles, start=1):
        if number > 1:
            writer.newPage()
        painter.save()
        painter.scale(_DOTS_PER_MM, _DOTS_PER_MM)
        painter.translate(MARGIN_MM, MARGIN_MM)
        painter.scale(1 / (PX_PER_MM * scale), 1 / (PX_PER_MM * scale))
        painter.translate(-tile.left, -tile.top)
        _draw_walls(painter, plan, tile)
        draw_hall(painter, hall, ink, tile)
        painter.restore()
        words = QCoreApplication.translate("SeatMap", "{name}, 1:{scale}, page {number} of {count}")
        said = words.format(name=name, scale=scale, number=number, count=len(paper.tiles))
        _draw_foot(painter, plan, ink, paper, said.removeprefix(", "), scale)
    painter.end()
    device.close()
    return bytes(content.data())


def pages(plan: Plan, scale: int) -> int:
    """How many pages the hall takes at 1:`scale`; BadInput where those are too many."""
    return len(_fewest(lay_out_exactly(plan).bounds, scale).tiles)


def _draw_walls(painter: QPainter, plan: Plan, tile: Bounds) -> None:
    painter.save()
    painter.setClipRect(QRectF(tile.left, tile.top, tile.width, tile.height))
    painter.setPen(QPen(QColor(LIGHT.text_second), _WALL))
    around = walls(plan)
    painter.drawRect(QRectF(around.left, around.top, around.width, around.height))
    painter.restore()


def _fewest(bounds: Bounds, scale: int) -> _Paper:
    landscape, upright = (_paper(bounds, scale, upright=up) for up in (False, True))
    paper = min((landscape, upright), key=lambda one: len(one.tiles))
    if len(paper.tiles) > MOST_PAGES:
        raise BadInput(
            f"At 1:{scale} the hall takes more than {MOST_PAGES} pages; choose a smaller scale,"
            f" such as 1:{2 * scale}."
        )
    return paper


def _paper(bounds: Bounds, scale: int, *, upright: bool) -> _Paper:
    """Pages of one orientation, with the hall in the middle of what they show together."""
    way = QPageLayout.Orientation.Portrait if upright else QPageLayout.Orientation.Landscape
    layout = QPageLayout(QPageSize(QPageSize.PageSizeId.A4), way, QMarginsF())
    sheet = layout.fullRect(QPageLayout.Unit.Millimeter)
    width = (sheet.width() - 2 * MARGIN_MM) * scale * PX_PER_MM
    height = (sheet.height() - 2 * MARGIN_MM - FOOT_MM) * scale * PX_PER_MM
    columns, lines = math.ceil(bounds.width / width), math.ceil(bounds.height / height)
    left = (bounds.left + bounds.right - columns * width) / 2
    top = (bounds.top + bounds.bottom - lines * height) / 2
    # One more than the most says that they are too many.
    places = islice(product(range(lines), range(columns)), MOST_PAGES + 1)
    return _Paper(
        layout,
        tuple(
            Bounds(
                left + column * width,
                top + line * height,
                left + (column + 1) * width,
                top + (line + 1) * height,
            )
            for line, column in places
        ),
    )


def _draw_foot(
    painter: QPainter, plan: Plan, ink: Ink, paper: _Paper, said: str, scale: int
) -> None:
    """What the page is, a bar to measure by, and which sign stands for which category."""
    sheet = paper.sheet_mm
    unit = _DOTS_PER_MM * _FOOT_UNIT_MM
    painter.save()
    painter.scale(unit, unit)
    painter.translate(
        MARGIN_MM / _FOOT_UNIT_MM, (sheet.height() - MARGIN_MM - FOOT_MM / 2) / _FOOT_UNIT_MM
    )
    room = (sheet.width() - 2 * MARGIN_MM) / _FOOT_UNIT_MM
    font = QFont(ink.font)
    font.setPixelSize(_TEXT_PX)
    painter.setFont(font)
    painter.setPen(QPen(QColor(ink.tokens.text), 1.0))
    bar = BAR_MM / scale / _FOOT_UNIT_MM
    for line in (QLineF(0, 0, bar, 0), QLineF(0, -4, 0, 4), QLineF(bar, -4, bar, 4)):
        painter.drawLine(line)
    metrics = QFontMetricsF(font)
    middle = metrics.capHeight() / 2
    x = bar + _GAP_PX / 2
    for text in (f"{BAR_MM // 1000} m", said):
        painter.drawText(QPointF(x, middle), text)
        x += metrics.horizontalAdvance(text) + _GAP_PX
    for category in plan.categories:
        end = x + _BAND_PX + metrics.horizontalAdvance(category.name)
        if end > room:
            break
        painter.save()
        painter.translate(x + _BAND_PX / 2, 0.0)
        band(painter, category.hue, QColor(ink.tokens.category(category.hue)))
        painter.restore()
        painter.setPen(QColor(ink.tokens.text))
        painter.drawText(QPointF(x + _BAND_PX + 4.0, middle), category.name)
        x = end + _GAP_PX
    painter.restore()
