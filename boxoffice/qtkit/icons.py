"""The program's own icons: 24 x 24 line drawings from resources/icons, tinted when drawn."""

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

_SCALES = (1.0, 1.5, 2.0, 3.0)


def icon(name: str, colour: str, size: int = 16, *, hole: str = "") -> QIcon:
    """The icon `name` in `colour` (#RRGGBB), crisp at every scaling, for `size` pixels square."""
    made = QIcon()
    for scale in _SCALES:
        made.addPixmap(icon_pixmap(name, colour, size, scale, hole=hole))
    return made


def icon_pixmap(
    name: str, colour: str, size: int, scale: float = 1.0, *, hole: str = ""
) -> QPixmap:
    """The icon as a picture of `size` device-independent pixels at pixel ratio `scale`."""
    pixmap = QPixmap(round(size * scale), round(size * scale))
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        draw_icon(painter, name, colour, QRectF(pixmap.rect()), hole=hole)
    pixmap.setDevicePixelRatio(scale)
    return pixmap


def draw_icon(painter: QPainter, name: str, colour: str, rect: QRectF, *, hole: str = "") -> None:
    """Draw the icon into `rect`; `hole` fills what the icon leaves open in its own solid shape.

    FileNotFoundError when there is no such icon.
    """
    drawing = _drawing(name).replace("currentColor", colour)
    if hole:
        drawing = drawing.replace("#ffffff", hole)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, rect)


@lru_cache(maxsize=128)
def _drawing(name: str) -> str:
    # importlib.resources would load archives, which no installation of ours needs, before the
    # first picture.
    package = find_spec("boxoffice_resources")
    if package is None or package.origin is None:
        raise FileNotFoundError("boxoffice_resources")
    return (Path(package.origin).parent / "icons" / f"{name}.svg").read_text("utf-8")
