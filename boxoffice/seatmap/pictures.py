"""A hall as a picture: PNG and SVG as the map shows it."""

import math

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize
from PySide6.QtGui import QColor, QFont, QImageWriter, QPainter
from PySide6.QtSvg import QSvgGenerator

from boxoffice.model.errors import BadInput
from boxoffice.model.layout import Plan
from boxoffice.qtkit.tokens import LIGHT
from boxoffice.seatmap.buffer import MapBuffer, Scene
from boxoffice.seatmap.drawing import draw_hall
from boxoffice.seatmap.hall import Seating
from boxoffice.seatmap.projection import MARGIN, SMALLEST_ZOOM, Bounds, Projection, even_zoom
from boxoffice.seatmap.sprites import Ink
from boxoffice.seatmap.standing import SoldAreas
from boxoffice.seatmap.states import SeatStates

#: Pixels of a PNG per logical pixel of the map at 100 %; large halls are drawn smaller.
RATIO = 2.0
#: A seat takes 2.5 kB.
MOST_SVG_SEATS = 20_000
MOST_PIXELS, LONGEST_SIDE = 40_000_000, 30_000


def png(plan: Plan) -> bytes:
    """The hall as the map shows it, all of it free. BadInput for one that no picture holds."""
    hall = Seating(plan, screen_at_bottom=True).lay_out(1.0)
    bounds = hall.bounds.grown(MARGIN, MARGIN, MARGIN, MARGIN)
    zoom = even_zoom(_zoom(bounds), hall.pitch, RATIO)
    scale = zoom * RATIO
    left, top = math.floor(bounds.left * scale), math.floor(bounds.top * scale)
    width, height = math.ceil(bounds.width * scale), math.ceil(bounds.height * scale)
    projection = Projection(zoom, RATIO, left, top)
    buffer = MapBuffer(Scene(hall, Ink(LIGHT, QFont()), {}), projection)
    part = buffer.show(projection, width, height, SeatStates(len(plan.seats)).shown)
    content = QByteArray()
    device = QBuffer(content)
    device.open(QIODevice.OpenModeFlag.WriteOnly)
    image = buffer.image.copy(part)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(RATIO, RATIO)
        view = QRectF(0.0, 0.0, width / RATIO, height / RATIO)
        SoldAreas(hall).draw(painter, projection, view, None, LIGHT, QFont())
    QImageWriter(device, QByteArray(b"PNG")).write(image)
    device.close()
    return bytes(content.data())


def svg(plan: Plan, name: str) -> bytes:
    """The hall as the map shows it, all of it free, at 100 %; BadInput for too large a one."""
    if len(plan.seats) > MOST_SVG_SEATS:
        raise BadInput(f"An SVG holds up to {MOST_SVG_SEATS:,} seats; take a PNG or a PDF.")
    hall = Seating(plan, screen_at_bottom=True).lay_out(1.0)
    bounds = hall.bounds.grown(MARGIN, MARGIN, MARGIN, MARGIN)
    size = QSize(math.ceil(bounds.width), math.ceil(bounds.height))
    content = QByteArray()
    device = QBuffer(content)
    device.open(QIODevice.OpenModeFlag.WriteOnly)
    paper = QSvgGenerator()
    paper.setOutputDevice(device)
    paper.setSize(size)
    paper.setViewBox(QRectF(0.0, 0.0, size.width(), size.height()))
    paper.setTitle(name)
    painter = QPainter(paper)
    painter.fillRect(QRectF(0.0, 0.0, size.width(), size.height()), QColor(LIGHT.ground))
    painter.translate(-bounds.left, -bounds.top)
    draw_hall(painter, hall, Ink(LIGHT, QFont()), bounds)
    view = QRectF(bounds.left, bounds.top, bounds.width, bounds.height)
    SoldAreas(hall).draw(painter, Projection(1.0, 1.0, 0, 0), view, None, LIGHT, QFont())
    painter.end()
    device.close()
    return bytes(content.data())


def _zoom(bounds: Bounds) -> float:
    """The largest zoom up to 100 % at which the picture stays within its limits."""
    longest = max(bounds.width, bounds.height) * RATIO
    pixels = bounds.width * bounds.height * RATIO**2
    zoom = min(1.0, LONGEST_SIDE / longest, math.sqrt(MOST_PIXELS / pixels))
    if zoom < SMALLEST_ZOOM:
        raise BadInput("The hall is too large for a picture.")
    return zoom
