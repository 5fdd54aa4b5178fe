"""A picture that is traced: chosen, brought to scale, and taken away."""

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog

from admin_designer.designer.document.snapping import Guide
from admin_designer.designer.qt.backdrop import read_backdrop
from admin_designer.designer.qt.canvas import Canvas
from admin_designer.designer.qt.hall_form import HallForm
from admin_designer.designer.tools.measuring import KnownLengthTool
from boxoffice.model.errors import BadInput


class Tracing(QObject):
    """Between the hall's form and the canvas. `refused` says why there is no picture, `told` what
    to do next, `done` what was done; `scaled` is told when a picture was brought to scale."""

    refused = Signal(str)
    told = Signal(str)
    done = Signal(str)
    scaled = Signal()

    def __init__(self, form: HallForm, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._form = form
        self._canvas = canvas
        self._known_mm = 0
        form.picture_wanted.connect(self._choose)
        form.length_wanted.connect(self._measure)
        form.picture_done.connect(self.end)

    def begin(self, path: Path) -> None:
        """Show the picture in a file under the plan."""
        try:
            self._canvas.show_backdrop(read_backdrop(path))
        except BadInput as refusal:
            self.refused.emit(str(refusal))
            return
        self._form.set_traced(traced=True)
        self.told.emit(
            self.tr("Type a length that you know in the picture, then draw a line along it.")
        )

    def end(self) -> None:
        """Take the picture away."""
        self._canvas.show_backdrop(None)
        self._form.set_traced(traced=False)

    def _choose(self) -> None:
        dialog = QFileDialog(self._canvas.window(), self.tr("A picture to trace"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setNameFilter(
            self.tr("Pictures ({kinds})").format(kinds="*.png *.jpg *.jpeg *.webp")
        )
        dialog.fileSelected.connect(lambda chosen: self.begin(Path(chosen)))
        dialog.open()

    def _measure(self, known_mm: int) -> None:
        self._known_mm = known_mm
        self._canvas.set_tool(KnownLengthTool(self._canvas.board, self._scale))
        self._canvas.setFocus()

    def _scale(self, along: Guide) -> None:
        backdrop = self._canvas.backdrop
        if backdrop is not None:
            self._canvas.show_backdrop(backdrop.scaled(along, self._known_mm))
            known = self._canvas.locale().toString(self._known_mm)
            self.done.emit(self.tr("That line is {known} mm long now.").format(known=known))
        self.scaled.emit()
