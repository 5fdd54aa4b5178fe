"""The whole hall, small, in a corner of a map that shows part of it; the part is framed."""

import math

import numpy as np
from PySide6.QtCore import QMargins, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QHideEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from boxoffice.model.layout import LandmarkKind
from boxoffice.qtkit.tokens import Tokens
from boxoffice.seatmap.display import HallDisplay
from boxoffice.seatmap.far import FarPainting
from boxoffice.seatmap.looks import SeatLook
from boxoffice.seatmap.painting import (
    MOST_PATCHES,
    MOST_REGIONS,
    Canvas,
    Change,
    Origin,
    Region,
    Shown,
)
from boxoffice.seatmap.projection import Bounds, Projection

#: The hall is no larger than this, logical pixels, nor than these shares of the map, so that it
#: never reaches the half in which the screen stands.
_LARGEST = QSize(176, 132)
_SHARE_ACROSS, _SHARE_DOWN = 0.28, 0.36
#: Seats stay small enough to be fields of colour.
_MOST_ZOOM = 0.25
_PADDING, _AWAY = 5, 8
_FRAME_LINE, _LEAST_FRAME, _FRONT_LINE = 2.0, 6.0, 1.5
#: A seat of yours is marked so large, for among thousands its own colour could not be seen.
_MARK = 4.0


class Minimap(QWidget):
    """A child of the map. A click or a drag in it moves the map; it never has the keyboard, since
    the map follows its cursor by itself.

    It is shown where it is wanted while part of the hall is out of view, in the corner that is
    away from the screen. Meanwhile the map's contents end beside it, so that every seat can be
    brought out from under it and the cursor never goes there.
    """

    #: Whether part of the hall is out of view.
    needed_changed = Signal(bool)

    def __init__(self, display: HallDisplay, tokens: Tokens) -> None:
        super().__init__(display)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(self.tr("Overview of the hall"))
        self._display = display
        self._tokens = tokens
        self._wanted = True
        self._needed = False
        self._small = Projection(1.0, 1.0, 0, 0)
        self._picture: _Picture | None = None
        self._grip = QPointF()
        display.view_changed.connect(self._view_changed)
        display.looks_changed.connect(self._looks_changed)
        self.hide()
        self._view_changed()

    @property
    def wanted(self) -> bool:
        """Whether it is shown while it is needed."""
        return self._wanted

    @property
    def needed(self) -> bool:
        """Whether part of the hall is out of view."""
        return self._needed

    def set_wanted(self, *, wanted: bool) -> None:
        """Show it while it is needed, or never."""
        self._wanted = wanted
        self._view_changed()

    def set_tokens(self, tokens: Tokens) -> None:
        """Another theme."""
        self._tokens = tokens
        self._draw_anew()

    def frame(self) -> QRectF:
        """What of the hall is in view, in this widget's coordinates; it may reach out of it."""
        view, display = self._display.projection, self._display
        left, top = self._small.to_view(*view.to_map(0.0, 0.0))
        right, bottom = self._small.to_view(*view.to_map(display.width(), display.height()))
        return QRectF(left, top, right - left, bottom - top)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The seats from the kept picture, and over them what can be anywhere."""
        if self._picture is None:
            self._picture = _Picture(self._display, self._tokens, self._small, self.size())
        painter = QPainter(self)
        painter.drawImage(0, 0, self._picture.image)
        self._paint_fronts(painter)
        self._paint_yours(painter)
        self._paint_frame(painter)
        # Smoothed, since at 150 % a line of one and a half pixels would lose an edge.
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(self._tokens.line_strong))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()

    def hideEvent(self, event: QHideEvent) -> None:
        """What nobody sees is not kept up to date."""
        super().hideEvent(event)
        self._picture = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Takes hold of the frame, or brings it here."""
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        frame = self.frame()
        inside = frame.contains(event.position())
        self._grip = frame.center() - event.position() if inside else QPointF()
        self._bring_to(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The frame follows the pointer."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._bring_to(event.position())
        else:
            event.ignore()

    def _bring_to(self, pointer: QPointF) -> None:
        middle = pointer + self._grip
        self._display.look_at(*self._small.to_map(middle.x(), middle.y()))

    @Slot()
    def _view_changed(self) -> None:
        display, bounds = self._display, self._display.hall.bounds
        zoom = display.zoom()
        needed = bounds.width * zoom > display.width() or bounds.height * zoom > display.height()
        shown = needed and self._wanted
        if shown:
            self._place()
        self.setVisible(shown)
        self.update()
        beside = self.width() + 2 * _AWAY if shown else 0
        if display.contentsMargins().right() != beside:
            display.setContentsMargins(QMargins(0, 0, beside, 0))
        if needed != self._needed:
            self._needed = needed
            self.needed_changed.emit(needed)

    def _place(self) -> None:
        display, hall = self._display, self._display.hall
        zoom = min(
            min(_LARGEST.width(), _SHARE_ACROSS * display.width()) / hall.bounds.width,
            min(_LARGEST.height(), _SHARE_DOWN * display.height()) / hall.bounds.height,
            _MOST_ZOOM,
        )
        width = math.ceil(hall.bounds.width * zoom) + 2 * _PADDING
        height = math.ceil(hall.bounds.height * zoom) + 2 * _PADDING
        top = display.height() - height - _AWAY if hall.turned else _AWAY
        self.setGeometry(display.width() - width - _AWAY, top, width, height)
        whole = Bounds(0.0, 0.0, width, height)
        small = Projection(zoom, self.devicePixelRatioF(), 0, 0).settled(hall.bounds, whole)
        if small != self._small or (self._picture and self._picture.hall is not hall):
            self._small = small
            self._draw_anew()

    @Slot(object)
    def _looks_changed(self, change: Change) -> None:
        if self._picture is None:
            return
        self._picture.change(change, self._display.shown)
        hall = self._display.hall
        x, y = hall.x[change.seats], hall.y[change.seats]
        first = QPointF(*self._small.to_view(float(x.min()), float(y.min())))
        last = QPointF(*self._small.to_view(float(x.max()), float(y.max())))
        reach = _MARK + self._small.zoom * float(hall.sizes.max())
        region = QRectF(first, last).adjusted(-reach, -reach, reach, reach)
        self.update(region.toAlignedRect())

    def _draw_anew(self) -> None:
        self._picture = None
        self.update()

    def _paint_fronts(self, painter: QPainter) -> None:
        """The screen or the stage, by which one knows which way round the hall is."""
        painter.setPen(QPen(QColor(self._tokens.text_second), _FRONT_LINE))
        for fixture in self._display.hall.fixtures:
            if fixture.kind in (LandmarkKind.SCREEN, LandmarkKind.STAGE):
                box = fixture.bounds
                y = (box.top + box.bottom) / 2
                ends = (QPointF(*self._small.to_view(x, y)) for x in (box.left, box.right))
                painter.drawLine(*ends)

    def _paint_yours(self, painter: QPainter) -> None:
        hall = self._display.hall
        yours = QColor(self._tokens.accent)
        for seat in np.flatnonzero(self._display.shown.looks == SeatLook.YOURS).tolist():
            x, y = self._small.to_view(float(hall.x[seat]), float(hall.y[seat]))
            painter.fillRect(QRectF(x - _MARK / 2, y - _MARK / 2, _MARK, _MARK), yours)

    def _paint_frame(self, painter: QPainter) -> None:
        """The frame, never so small that it is lost, with a line of ground on either side."""
        inside = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        frame = self.frame()
        across = max(0.0, _LEAST_FRAME - frame.width()) / 2
        down = max(0.0, _LEAST_FRAME - frame.height()) / 2
        frame = frame.adjusted(-across, -down, across, down).intersected(inside)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        tokens = self._tokens
        for colour, line in ((tokens.ground, 2 * _FRAME_LINE), (tokens.cursor, _FRAME_LINE)):
            pen = QPen(QColor(colour), line)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            painter.setPen(pen)
            painter.drawRect(frame)


class _Picture:
    """The seats of a hall in device pixels of a widget, patched as they change."""

    def __init__(
        self, display: HallDisplay, tokens: Tokens, small: Projection, size: QSize
    ) -> None:
        self.hall = display.hall
        width, height = (math.ceil(side * small.ratio) for side in (size.width(), size.height()))
        pixels = np.empty((height, width), dtype=np.uint32)
        self._canvas = Canvas(pixels, Origin(small.left, small.top))
        self._scale = small.scale
        self._painting = FarPainting(self.hall, tokens, self._scale)
        self._whole = Region(0, 0, width, height)
        self._fill(self._whole, display.shown)
        self.image = self._canvas.image()
        self.image.setDevicePixelRatio(small.ratio)

    def change(self, change: Change, shown: Shown) -> None:
        """Draw anew what differs from what was shown."""
        crowded = self._painting.crowded(change.seats)
        if len(change.seats) > MOST_PATCHES or np.count_nonzero(crowded) > MOST_REGIONS:
            self._fill(self._whole, shown)
            return
        self._painting.change(self._canvas, change.only(~crowded), shown)
        origin = self._canvas.origin
        boxes = self.hall.boxes(change.seats[crowded], self._scale, self._painting.reach)
        for box in boxes.tolist():
            region = Region(*box).moved(-origin.left, -origin.top).common(self._whole)
            self._fill(region, shown)

    def _fill(self, region: Region, shown: Shown) -> None:
        if not region:
            return
        beside, inside = self._canvas.beside(region, self._painting.reach)
        self._painting.fill(beside, inside, shown)
        self._canvas.take(region, beside, inside)
