"""A picture that is traced: chosen, brought to scale, kept with the drawing, and taken away."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog

from admin_designer.designer.document.elements import Traced
from admin_designer.designer.document.snapping import Guide
from admin_designer.designer.qt.backdrop import backdrop_of, kept, read_backdrop
from admin_designer.designer.qt.canvas import Canvas
from admin_designer.designer.qt.draft import Draft
from admin_designer.designer.qt.editor import Editor
from admin_designer.designer.qt.hall_form import HallForm
from admin_designer.designer.tools.measuring import KnownLengthTool
from boxoffice.model.errors import BadInput


class Tracing(QObject):
    """Between the hall's form, the drawing, which keeps the picture, and the canvas. `refused` says
    why there is no picture, `told` what to do next, `done` what was done; `scaled` is told when a
    picture was brought to scale."""

    refused = Signal(str)
    told = Signal(str)
    done = Signal(str)
    scaled = Signal()

    def __init__(self, form: HallForm, canvas: Canvas, editor: Editor) -> None:
        super().__init__(canvas)
        self._form = form
        self._canvas = canvas
        self._editor = editor
        self._known_mm = 0
        #: What the canvas shows, as the drawing keeps it.
        self._shown: Traced | None = None
        form.picture_wanted.connect(self._choose)
        form.length_wanted.connect(self._measure)
        form.picture_done.connect(self.end)

    def follow(self, draft: Draft) -> None:
        """Show what this drawing keeps, from now on."""
        draft.document.listen(lambda _change: self._show(draft))
        self._show(draft)

    def begin(self, path: Path) -> None:
        """Put the picture in a file under the plan."""
        try:
            self._keep(kept(read_backdrop(path)))
        except BadInput as refusal:
            self.refused.emit(str(refusal))
            return
        self.told.emit(
            self.tr("Type a length that you know in the picture, then draw a line along it.")
        )

    def end(self) -> None:
        """Take the picture away."""
        self._keep(None)

    def _keep(self, traced: Traced | None) -> None:
        hall = self._editor.board.document.hall
        self._editor.take("Trace a picture", {hall.element_id: replace(hall, traced=traced)})

    def _show(self, draft: Draft) -> None:
        traced = draft.document.hall.traced
        if draft is not self._editor.draft or traced is self._shown:
            return
        self._shown, backdrop = traced, None
        if traced is not None:
            try:
                backdrop = backdrop_of(traced)
            except BadInput as refusal:
                self.refused.emit(str(refusal))
        self._canvas.show_backdrop(backdrop)
        self._form.set_traced(traced=traced is not None)

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
        backdrop, traced = self._canvas.backdrop, self._shown
        if backdrop is not None and traced is not None:
            there = backdrop.scaled(along, self._known_mm)
            self._keep(Traced(traced.image, there.x_mm, there.y_mm, there.mm_per_px))
            known = self._canvas.locale().toString(self._known_mm)
            self.done.emit(self.tr("That line is {known} mm long now.").format(known=known))
        self.scaled.emit()
