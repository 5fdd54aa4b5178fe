"""The picture that is traced: where it lies, how much of it shows, and whether it stays so."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from admin_designer.designer.document.elements import Traced
from admin_designer.designer.document.tracing import middle_of
from admin_designer.designer.qt.backdrop import Backdrop
from admin_designer.designer.qt.form import Form
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_SMALL
from boxoffice.qtkit.widgets import KeyButton
from boxoffice.qtkit.widgets.slider import Slider

MOVE_KEY = "Shift+H"
_LARGEST_MM = 1_000_000


class TracedForm(Form):
    """Shown with the hall's. It asks and whoever listens does it: `picture_wanted`,
    `length_wanted` with the length that is known, `move_wanted` for the tool that drags it,
    `moved_to` with one of its middle's sides ("x", "y") and where that is to be, `turned_to`,
    `dimmed_to`, `locked`, `picture_done`."""

    picture_wanted = Signal()
    length_wanted = Signal(int)
    move_wanted = Signal()
    moved_to = Signal(str, int)
    turned_to = Signal(int)
    dimmed_to = Signal(int)
    locked = Signal(bool)
    picture_done = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        section = self.section(self.tr("Picture to trace"))
        self.known = self.number(
            self.tr("Known length"), self.length_wanted.emit, lowest=10, highest=_LARGEST_MM
        )
        self.at_x = self.number(
            self.tr("Middle, across"),
            lambda value: self.moved_to.emit("x", value),
            lowest=-_LARGEST_MM,
            highest=_LARGEST_MM,
        )
        self.at_y = self.number(
            self.tr("Middle, deep"),
            lambda value: self.moved_to.emit("y", value),
            lowest=-_LARGEST_MM,
            highest=_LARGEST_MM,
        )
        self.angle = self.number(
            self.tr("Turned by"),
            self.turned_to.emit,
            unit="°",
            lowest=-18_000,
            highest=18_000,
            digits=2,
        )
        strength = self.tr("Strength")
        self.opacity = self.field(strength, Slider(theme, strength, 5, 100))
        self.opacity.valueChanged.connect(self.dimmed_to)
        self.lock = self.check(self.tr("Locked"), self.locked.emit)
        self.picture = KeyButton(theme, self.tr("Choose a picture…"), height=HEIGHT_SMALL)
        self.picture.clicked.connect(self.picture_wanted)
        self.move_it = KeyButton(theme, self.tr("Move by dragging"), MOVE_KEY, height=HEIGHT_SMALL)
        self.move_it.clicked.connect(self.move_wanted)
        self.done = KeyButton(theme, self.tr("Take the picture away"), height=HEIGHT_SMALL)
        self.done.clicked.connect(self.picture_done)
        for button in (self.move_it, self.picture, self.done):
            section.addWidget(button)
        self.show_traced(None, None)

    def show_traced(self, traced: Traced | None, backdrop: Backdrop | None) -> None:
        """Show where a picture lies and how it looks; without a backdrop it could not be read."""
        lines: tuple[QWidget, ...] = (self.known, self.at_x, self.at_y, self.angle, self.opacity)
        for line in lines:
            self.set_line(line, shown=backdrop is not None)
            line.setEnabled(traced is not None and not traced.locked)
        self.lock.setVisible(backdrop is not None)
        self.move_it.setVisible(backdrop is not None)
        self.move_it.setEnabled(traced is not None and not traced.locked)
        self.done.setVisible(traced is not None)
        if traced is None or backdrop is None:
            return
        x_mm, y_mm = middle_of(traced, backdrop.image.width(), backdrop.image.height())
        self.at_x.show_values({round(x_mm)})
        self.at_y.show_values({round(y_mm)})
        self.angle.show_values({traced.angle_cdeg})
        self.lock.setChecked(traced.locked)
        with QSignalBlocker(self.opacity):
            self.opacity.setValue(traced.opacity_pct)
