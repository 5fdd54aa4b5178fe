"""QR codes, drawn."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter


def draw_qr(painter: QPainter, text: str, rect: QRectF) -> None:
    """Draw the code of a text, which fills a square."""
    import segno  # noqa: PLC0415 (start-up time: nothing is drawn before the first sale)

    matrix = segno.make_qr(text, error="m").matrix
    step = rect.width() / len(matrix)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    for y, row in enumerate(matrix):
        start = 0
        while start < len(row):
            end = start
            while end < len(row) and row[end]:
                end += 1
            if end > start:
                # Whole runs, so that no seam shows between modules.
                run = QRectF(
                    rect.x() + start * step, rect.y() + y * step, (end - start) * step, step
                )
                painter.fillRect(run, Qt.GlobalColor.black)
            start = end + 1
    painter.restore()
