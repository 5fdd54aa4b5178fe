"""Draws what an action would do, over the plan."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from admin_designer.designer.document.bodies import Box
from admin_designer.designer.document.row_shape import stand
from admin_designer.designer.document.snapping import Guide
from admin_designer.designer.qt.pins import draw_pins
from admin_designer.designer.qt.plane import Plane
from admin_designer.designer.qt.wrong import draw_wrong
from admin_designer.designer.tools.bending import Handle
from admin_designer.designer.tools.board import Board, Thing
from admin_designer.designer.tools.pointer import NOTHING, Ghosts, Preview
from admin_designer.designer.tools.renaming import Renaming
from admin_designer.designer.tools.standing import Standing
from boxoffice.qtkit.fonts import SEMIBOLD, Size, font
from boxoffice.qtkit.tokens import RADIUS_KEY, Tokens
from boxoffice.seatmap.overlay import draw_band
from boxoffice.seatmap.projection import SIGN_WIDTH, STANDARD_WIDTH

#: Of more seats only some are drawn, evenly spread.
_MOST_GHOSTS = 2_000
_PADDING, _AWAY = 8.0, 16.0
_HANDLE = 7.0
#: More runs of seats than this would hide the plan under their names.
_MOST_RUNS = 200


@dataclass(slots=True)
class Marks:
    """What is drawn over the plan each time it is shown: what an action would do with its words at
    a point, the handle of selected rows, and names that are looked at."""

    preview: Preview = NOTHING
    at: QPointF = field(default_factory=QPointF)
    handle: Handle | None = None
    renaming: Renaming | None = None
    wrong: frozenset[str] = frozenset()

    def draw(
        self, painter: QPainter, board: Board, plane: Plane, tokens: Tokens, area: QRectF
    ) -> None:
        """Everything but the seats that are carried."""
        preview = self.preview
        if self.wrong and preview is NOTHING:
            draw_wrong(painter, self.wrong, board.standing, plane, tokens)
        chosen = board.selected_things()
        _draw_chosen(painter, chosen, plane, tokens, preview.carried or (0, 0))
        if preview is NOTHING:
            draw_pins(painter, board.document.hall.pins, board.standing, plane, tokens)
            _draw_removed(painter, board, plane, tokens)
        if self.handle is not None and preview is NOTHING:
            _draw_handle(painter, self.handle, plane, tokens)
        _draw_preview(painter, preview, plane, tokens)
        if self.renaming is not None:
            _draw_renaming(painter, self.renaming, board.standing, plane, tokens)
        if preview.words:
            _draw_words(painter, preview.words, self.at, area, tokens)


def _draw_preview(painter: QPainter, preview: Preview, plane: Plane, tokens: Tokens) -> None:
    """Everything but what is carried."""
    for guide in preview.guides:
        painter.setPen(QPen(QColor(tokens.guide), 1.2, Qt.PenStyle.DashLine))
        _draw_line(painter, guide, plane)
    if preview.ghosts is not None:
        _draw_ghosts(painter, preview.ghosts, plane, tokens)
    if preview.band is not None:
        draw_band(painter, _rect_of(preview.band, plane), tokens)
    if preview.measure is not None:
        painter.setPen(QPen(QColor(tokens.accent), 2.0))
        _draw_line(painter, preview.measure, plane)
        for x, y in (
            (preview.measure.x1_mm, preview.measure.y1_mm),
            (preview.measure.x2_mm, preview.measure.y2_mm),
        ):
            painter.drawEllipse(plane.to_view(x, y), 3.5, 3.5)


def _draw_words(painter: QPainter, words: str, at: QPointF, area: QRectF, tokens: Tokens) -> None:
    """Words on the accent's ground beside the pointer, within the view."""
    letters = font(Size.META, SEMIBOLD)
    metrics = QFontMetricsF(letters)
    width, height = metrics.horizontalAdvance(words) + 2 * _PADDING, metrics.height() + 6
    left = min(at.x() + _AWAY, area.right() - width - 4)
    top = min(at.y() + _AWAY, area.bottom() - height - 4)
    box = QRectF(left, top, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.accent))
    painter.drawRoundedRect(box, RADIUS_KEY, RADIUS_KEY)
    painter.setPen(QColor(tokens.on_accent))
    painter.setFont(letters)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


def _draw_removed(painter: QPainter, board: Board, plane: Plane, tokens: Tokens) -> None:
    """Where seats of the selected rows were taken out."""
    painter.setPen(QPen(QColor(tokens.line_strong), 1.0, Qt.PenStyle.DotLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for row, at in board.removed()[:_MOST_GHOSTS]:
        place, stood = row.places[at], stand(row)
        wide, deep = place.width_mm * plane.px_per_mm, place.depth_mm * plane.px_per_mm
        painter.save()
        painter.translate(plane.to_view(float(stood.x_mm[at]), float(stood.y_mm[at])))
        painter.rotate(float(stood.angle_cdeg[at]) / 100)
        painter.drawRoundedRect(QRectF(-wide / 2, -deep / 2, wide, deep), 3.0, 3.0)
        painter.restore()


def _draw_handle(painter: QPainter, handle: Handle, plane: Plane, tokens: Tokens) -> None:
    """The round handle by which rows are bent."""
    at = plane.to_view(handle.x_mm, handle.y_mm)
    painter.setPen(QPen(QColor(tokens.accent), 2.0))
    painter.setBrush(QColor(tokens.surface))
    painter.drawEllipse(at, _HANDLE, _HANDLE)
    for side in (-1.0, 1.0):
        tip = at + QPointF(0.0, side * 3.2)
        painter.drawLine(tip, tip + QPointF(-2.2, -side * 2.0))
        painter.drawLine(tip, tip + QPointF(2.2, -side * 2.0))


def _draw_renaming(
    painter: QPainter, renaming: Renaming, standing: Standing, plane: Plane, tokens: Tokens
) -> None:
    """The old and the new names at the ends of each run, where seats are large enough."""
    if plane.zoom * STANDARD_WIDTH < SIGN_WIDTH:
        return
    letters = font(Size.KEY, SEMIBOLD)
    metrics = QFontMetricsF(letters)
    painter.setFont(letters)
    known = standing.index_of
    for run in renaming.runs[:_MOST_RUNS]:
        ends = (0, -1) if len(run.uids) > 2 else (0,)
        for end in ends:
            seat = known.get(run.uids[end])
            if seat is None:
                continue
            words = f"{run.old[end]} → {run.new[end]}"
            back_mm = float(standing.y_mm[seat] - standing.depth_mm[seat] / 2)
            at = plane.to_view(float(standing.x_mm[seat]), back_mm)
            width, height = metrics.horizontalAdvance(words) + _PADDING, metrics.height() + 2
            box = QRectF(at.x() - width / 2, at.y() - height / 2 - 3, width, height)
            painter.setPen(QPen(QColor(tokens.accent), 1))
            painter.setBrush(QColor(tokens.surface))
            painter.drawRoundedRect(box, RADIUS_KEY, RADIUS_KEY)
            painter.setPen(QColor(tokens.text))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


def _draw_chosen(
    painter: QPainter,
    things: Iterable[Thing],
    plane: Plane,
    tokens: Tokens,
    by_mm: tuple[int, int],
) -> None:
    """Frames around fixtures and areas that are selected, where they are or are carried to."""
    painter.setPen(QPen(QColor(tokens.accent), 2.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for one in things:
        x, y = one.x_mm + by_mm[0], one.y_mm + by_mm[1]
        half_wide, half_deep = one.width_mm / 2, one.depth_mm / 2
        box = Box(x - half_wide, y - half_deep, x + half_wide, y + half_deep)
        painter.drawRect(_rect_of(box, plane).adjusted(-3, -3, 3, 3))


def _rect_of(box: Box, plane: Plane) -> QRectF:
    """A box in the view."""
    corners = plane.to_view(box.left, box.back), plane.to_view(box.right, box.front)
    return QRectF(*corners).normalized()


def _draw_line(painter: QPainter, line: Guide, plane: Plane) -> None:
    painter.drawLine(plane.to_view(line.x1_mm, line.y1_mm), plane.to_view(line.x2_mm, line.y2_mm))


def _draw_ghosts(painter: QPainter, ghosts: Ghosts, plane: Plane, tokens: Tokens) -> None:
    boxes = ghosts.boxes[:, :: 1 + ghosts.boxes.shape[1] // _MOST_GHOSTS]
    painter.setPen(QPen(QColor(tokens.accent), 1.2))
    painter.setBrush(QColor(tokens.accent_soft))
    scale = plane.px_per_mm
    for x_mm, y_mm, angle_cdeg, width_mm, depth_mm in boxes.T.tolist():
        wide, deep = width_mm * scale, depth_mm * scale
        painter.save()
        painter.translate(plane.to_view(x_mm, y_mm))
        painter.rotate(angle_cdeg / 100)
        painter.drawRoundedRect(QRectF(-wide / 2, -deep / 2, wide, deep), 3.0, 3.0)
        painter.restore()
