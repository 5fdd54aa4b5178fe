"""A picture that is traced: chosen, brought to scale and to its place, kept with the drawing, and
taken away."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog

from admin_designer.designer.document.editing import Becomes
from admin_designer.designer.document.elements import Traced
from admin_designer.designer.document.snapping import Guide
from admin_designer.designer.document.tracing import carried, middle_of, scaled, turned
from admin_designer.designer.qt.backdrop import backdrop_of, traced_from
from admin_designer.designer.qt.canvas import Canvas
from admin_designer.designer.qt.draft import Draft
from admin_designer.designer.qt.editor import Editor
from admin_designer.designer.qt.form import reach
from admin_designer.designer.qt.toolbox import Kind
from admin_designer.designer.qt.traced_form import TracedForm
from admin_designer.designer.tools.measuring import KnownLengthTool
from boxoffice.model.errors import BadInput
from boxoffice.qtkit.commands import Command


class Tracing(QObject):
    """Between the hall's form, the drawing, which keeps the picture, and the canvas. `refused` says
    why there is no picture, `told` what to do next, `done` what was done; `scaled` is told when a
    picture was brought to scale."""

    refused = Signal(str)
    told = Signal(str)
    done = Signal(str)
    scaled = Signal()

    def __init__(self, form: TracedForm, canvas: Canvas, editor: Editor) -> None:
        super().__init__(canvas)
        self._form = form
        self._canvas = canvas
        self._editor = editor
        self._known_mm = 0
        #: What the canvas shows, as the drawing keeps it.
        self._shown: Traced | None = None
        form.picture_wanted.connect(self._choose)
        form.length_wanted.connect(self._measure)
        form.moved_to.connect(self._move)
        form.turned_to.connect(self._turn)
        form.dimmed_to.connect(self._dim)
        form.locked.connect(self._lock)
        form.picture_done.connect(self.end)

    def command(self, kind: Kind, pick: Callable[[Kind], object]) -> Command:
        """Takes the tool that moves the picture into the hand."""
        return Command(
            kind.words,
            lambda: pick(kind),
            kind.key,
            enabled=lambda: self._shown is not None and not self._shown.locked,
            why=self.tr("there is no picture to trace, or it is locked."),
        )

    def follow(self, draft: Draft) -> None:
        """Show what this drawing keeps, from now on."""
        draft.document.listen(lambda _change: self._show(draft))
        self._show(draft)

    def begin(self, path: Path) -> None:
        """Put the picture in a file under the plan."""
        try:
            self._keep("Trace a picture", traced_from(path))
        except BadInput as refusal:
            self.refused.emit(str(refusal))
            return
        reach(self._form.known)
        self.told.emit(
            self.tr("Type a length that you know in the picture, then draw a line along it.")
        )

    def end(self) -> None:
        """Take the picture away."""
        self._keep("Take the picture away", None)

    def _keep(self, words: str, traced: Traced | None, merge_key: str = "") -> None:
        hall = self._editor.board.document.hall
        becomes: Becomes = {hall.element_id: replace(hall, traced=traced)}
        self._editor.take(words, becomes, merge_key)

    def _show(self, draft: Draft) -> None:
        traced = draft.document.hall.traced
        if draft is not self._editor.draft or traced is self._shown:
            return
        backdrop, before = None, self._canvas.backdrop
        if traced is not None and before is not None and traced.image is before.traced.image:
            backdrop = replace(before, traced=traced)
        elif traced is not None:
            try:
                backdrop = backdrop_of(traced)
            except BadInput as refusal:
                self.refused.emit(str(refusal))
        self._shown = traced
        self._canvas.show_backdrop(backdrop)
        self._form.show_traced(traced, backdrop)

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
        if self._shown is not None:
            self._keep("Scale the picture", scaled(self._shown, along, self._known_mm))
            known = self._canvas.locale().toString(self._known_mm)
            self.done.emit(self.tr("That line is {known} mm long now.").format(known=known))
        self.scaled.emit()

    def _move(self, side: str, to_mm: int) -> None:
        backdrop = self._canvas.backdrop
        if backdrop is not None:
            x_mm, y_mm = middle_of(backdrop.traced, *backdrop.image.size().toTuple())
            by = (to_mm - x_mm, 0.0) if side == "x" else (0.0, to_mm - y_mm)
            self._keep("Move the picture", carried(backdrop.traced, *by))

    def _turn(self, angle_cdeg: int) -> None:
        backdrop = self._canvas.backdrop
        if backdrop is not None:
            size = backdrop.image.size().toTuple()
            self._keep("Turn the picture", turned(backdrop.traced, angle_cdeg, *size))

    def _dim(self, opacity_pct: int) -> None:
        if self._shown is not None:
            there = replace(self._shown, opacity_pct=opacity_pct)
            # However many steps the slider takes.
            self._keep("Dim the picture", there, "dim")

    def _lock(self, locked: bool) -> None:
        if self._shown is not None:
            words = "Lock the picture" if locked else "Unlock the picture"
            self._keep(words, replace(self._shown, locked=locked))
