"""What the header says of the drawing that is open, and the signs in it."""

from PySide6.QtCore import QObject

from admin_designer.designer.qt.canvas import Canvas
from admin_designer.designer.qt.draft import Draft
from admin_designer.designer.qt.drawing_commands import view_commands
from admin_designer.designer.qt.editor import Editor
from admin_designer.designer.qt.editor_commands import aligning, spacing, stepping, turning
from admin_designer.designer.qt.header import Header
from boxoffice.qtkit.commands import Command


class Heading(QObject):
    """Keeps a header up."""

    def __init__(self, header: Header, editor: Editor, canvas: Canvas) -> None:
        super().__init__(header)
        self._header, self._editor = header, editor
        turn, _, mirror = turning(editor)
        undo, redo = stepping(editor)
        whole, _, nearer, further = view_commands(canvas)
        self._undo, self._redo = header.add_signs(("undo", undo), ("redo", redo))
        header.add_signs(
            ("align", aligning(editor)[1]),
            ("distribute", spacing(editor)[0]),
            ("rotate", turn),
            ("mirror", mirror),
            folds=True,
        )
        header.add_zoom(("minus", further), ("plus", nearer), ("fit", whole))
        header.snapping_wanted.connect(self.toggle_snapping)
        canvas.view_changed.connect(lambda: header.set_scale(canvas.plane.scale))

    def commands(self) -> tuple[Command, ...]:
        """What its other button does."""
        return (Command(self.tr("Snapping on or off"), self.toggle_snapping, "Ctrl+;"),)

    def follow(self, draft: Draft) -> None:
        """Speak of this one from now on."""
        draft.named.connect(self.say_state)
        draft.unsaved_changed.connect(self.say_state)
        draft.undo.indexChanged.connect(self._say_what_can_be_done)
        draft.board.on_selection(self._say_what_can_be_done)
        self.say_state()
        self._say_what_can_be_done()
        self.say_snapping()

    def say_state(self) -> None:
        """Say what is drawn, and how it stands with what is kept of it."""
        draft = self._editor.draft
        if draft.path is not None:
            state = draft.path.name
        elif draft.kept is not None and draft.kept.version:
            state = self.tr("version {n}").format(n=draft.kept.version)
        else:
            state = ""
        if draft.unsaved:
            state = self.tr("{file}, changed").format(file=state) if state else ""
        self._header.set_name(draft.name or self.tr("New plan"), state or self.tr("not saved yet"))

    def toggle_snapping(self) -> None:
        """Let things snap, or no more."""
        choices = self._editor.board.choices
        choices.snaps = not choices.snaps
        self.say_snapping()

    def _say_what_can_be_done(self) -> None:
        undo = self._editor.draft.undo
        self._header.show_enabled()
        self._undo.setToolTip(self.tr("Undo {step}").format(step=undo.undoText()).strip())
        self._redo.setToolTip(self.tr("Redo {step}").format(step=undo.redoText()).strip())

    def say_snapping(self) -> None:
        """Say what things snap to."""
        choices = self._editor.board.choices
        self._header.set_snapping(choices.grid_mm, snaps=choices.snaps)
