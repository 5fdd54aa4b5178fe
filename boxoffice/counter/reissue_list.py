"""The list of tickets to print anew on paper: A4, as many pages as it takes."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import (
    QFont,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPdfWriter,
    QTextDocument,
)
from PySide6.QtWidgets import QApplication

from boxoffice.counter.reissues import Reissue, heads
from boxoffice.counter.words import translate
from boxoffice.qtkit.formats import Formats

POINTS = 10.0


def save_list(reissues: Sequence[Reissue], formats: Formats, path: Path) -> None:
    """Write the list as a PDF; OSError."""
    # Qt says nothing of a file that cannot be written.
    with path.open("wb"):
        pass
    put_on(QPdfWriter(str(path)), reissues, formats)


def put_on(device: QPagedPaintDevice, reissues: Sequence[Reissue], formats: Formats) -> None:
    """Draw the list on a printer or PDF."""
    device.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            # The document leaves two centimetres by itself.
            QMarginsF(),
        )
    )
    document = QTextDocument()
    letters = QFont(QApplication.font())
    letters.setPointSizeF(POINTS)
    document.setDefaultFont(letters)
    document.setHtml(_page(reissues, formats))
    document.print_(device)


def _page(reissues: Sequence[Reissue], formats: Formats) -> str:
    rows = (one.cells(formats) for one in reissues)
    title = translate("counter", "Tickets to print anew")
    note = translate(
        "counter", "Their shows were moved to another layout; older prints do not admit."
    )
    head = "".join(f"<th align='left'>{escape(one)}</th>" for one in heads())
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return (
        f"<h2>{escape(title)}</h2><p>{escape(note)}</p>"
        f"<table width='100%' cellpadding='4' border='1' style='border-collapse: collapse'>"
        f"<thead><tr>{head}</tr></thead>{body}</table>"
    )
