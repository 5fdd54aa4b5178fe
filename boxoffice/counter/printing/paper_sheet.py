"""What stands on a theatre's papers, laid over the window with what it looks like."""

import base64
from collections.abc import Awaitable, Callable
from dataclasses import replace

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, Signal
from PySide6.QtGui import QFont, QImage, QImageWriter, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from boxoffice.counter.printing.blocks import Slip
from boxoffice.counter.printing.slip_page import WIDTH as SLIP_WIDTH
from boxoffice.counter.printing.slip_page import draw_slip, slip_height
from boxoffice.counter.printing.slips import trial_slip
from boxoffice.model.errors import Refusal
from boxoffice.model.paper import PaperTemplate
from boxoffice.model.theatre import Theatre
from boxoffice.qtkit.commands import Commands
from boxoffice.qtkit.fonts import BOLD, Size
from boxoffice.qtkit.overlay import Overlay
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_SMALL
from boxoffice.qtkit.widgets import Banner, Field, KeyButton, Role, Text, Tone
from boxoffice.rules.paper import MAX_HEADING, MAX_NOTE, check_template

WIDTH, HEIGHT, PREVIEW = 780, 560, 300
#: Dots that a logo has at the most, as wide as the paper.
LOGO_DOTS = QSize(576, 240)

#: Keeps a template and answers it as it is kept; Refusal.
Save = Callable[[PaperTemplate], Awaitable[PaperTemplate]]


class PaperSheet(Overlay):
    """`test_asked` when a test of what was saved is to be printed."""

    test_asked = Signal()

    def __init__(
        self,
        theme: Theme,
        tasks: Tasks,
        commands: Commands,
        window: QWidget,
        theatre: Theatre,
        letters: QFont,
        save: Save,
    ) -> None:
        super().__init__(window, commands, WIDTH, HEIGHT)
        self._tasks, self._theatre, self._save = tasks, theatre, save
        self.template = PaperTemplate(theatre.theatre_id)
        self.heading = Field(theme, self.tr("Heading: {name}").format(name=theatre.name))
        self.heading.setMaxLength(MAX_HEADING)
        self.gstin = Field(theme, self.tr("GSTIN: {number}").format(number=theatre.gstin or "–"))
        self.note = Field(theme, self.tr("Note below receipts"))
        self.note.setMaxLength(MAX_NOTE)
        self.banner = Banner(theme)
        self._logo = KeyButton(theme, self.tr("Choose a logo…"), "Ctrl+L", icon="picture")
        self._no_logo = KeyButton(theme, self.tr("No logo"), "Ctrl+D")
        self._keep = KeyButton(theme, self.tr("Save"), "Enter", role=Role.PRIMARY)
        self._test = KeyButton(theme, self.tr("Print a test"), "Ctrl+T")
        self.preview = _Preview(letters)
        self._lay_out(theme)
        for field in (self.heading, self.gstin, self.note):
            field.textEdited.connect(self._show)
            field.returnPressed.connect(self.save)
        self._logo.clicked.connect(self._ask_logo)
        self._no_logo.clicked.connect(lambda: self.set_logo(""))
        self._keep.clicked.connect(self.save)
        self._test.clicked.connect(self.test_asked)

    @property
    def typed(self) -> PaperTemplate:
        """The template as the fields have it."""
        return replace(
            self.template,
            heading=self.heading.text().strip(),
            gstin=self.gstin.text().strip().upper(),
            note=self.note.text().strip(),
        )

    def open_with(self, template: PaperTemplate) -> None:
        """Open with what stands on the papers now."""
        self.template = template
        for field, text in (
            (self.heading, template.heading),
            (self.gstin, template.gstin),
            (self.note, template.note),
        ):
            field.setText(text)
        self.banner.hide()
        self._show()
        self.open()
        self.heading.setFocus()

    def set_logo(self, logo: str) -> None:
        """Show another logo, a PNG in base64."""
        self.template = replace(self.template, logo=logo)
        self._show()

    def save(self) -> None:
        """Keep what is typed for all counters of the theatre."""
        self._tasks.start(self._kept(self.typed), self._refused)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        keys = {
            Qt.Key.Key_L: self._logo,
            Qt.Key.Key_D: self._no_logo,
            Qt.Key.Key_T: self._test,
        }
        button = keys.get(Qt.Key(event.key())) if control else None
        if button is not None and button.isEnabled():
            button.click()
        else:
            super().keyPressEvent(event)

    async def _kept(self, template: PaperTemplate) -> None:
        check_template(template)
        self.template = await self._save(template)
        words = self.tr("Saved. Other counters print it from their next sign-in on.")
        self.banner.tell(words, Tone.OK)

    def _refused(self, refusal: Refusal) -> None:
        self.banner.tell(str(refusal), Tone.DANGER)

    def _ask_logo(self) -> None:
        pictures = self.tr("Pictures (*.png *.jpg *.jpeg *.bmp)")
        dialog = QFileDialog(self, self.tr("Choose a logo"), "", pictures)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.take_logo)
        dialog.open()

    def take_logo(self, path: str) -> None:
        """Make a picture's file the logo, in grey and no larger than the paper takes."""
        picture = QImage(path)
        if picture.isNull():
            self.banner.tell(self.tr("That file is no picture."), Tone.DANGER)
            return
        if picture.width() > LOGO_DOTS.width() or picture.height() > LOGO_DOTS.height():
            picture = picture.scaled(
                LOGO_DOTS,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        ground = QImage(picture.size(), QImage.Format.Format_Grayscale8)
        ground.fill(Qt.GlobalColor.white)
        with QPainter(ground) as painter:
            painter.drawImage(0, 0, picture)
        content = QByteArray()
        buffer = QBuffer(content)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, QByteArray(b"png")).write(ground)
        self.set_logo(base64.b64encode(content.data()).decode())

    def _show(self) -> None:
        self._no_logo.setEnabled(bool(self.template.logo))
        self.preview.show_slip(trial_slip(self._theatre, self.typed, self.tr("Printer")))

    def _lay_out(self, theme: Theme) -> None:
        close = KeyButton(
            theme, self.tr("Close"), "Esc", role=Role.QUIET, height=HEIGHT_SMALL, icon="cross"
        )
        close.clicked.connect(self.close_it)
        head, logos, middle = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        head.addWidget(Text(self.tr("What stands on tickets and receipts"), Size.TIME, BOLD), 1)
        head.addWidget(close)
        logos.addWidget(self._logo, 1)
        logos.addWidget(self._no_logo)
        left = QVBoxLayout()
        left.setSpacing(10)
        for part in (self.heading, self.gstin, self.note):
            left.addWidget(part)
        left.addLayout(logos)
        left.addWidget(self.banner)
        left.addStretch(1)
        left.addWidget(self._test)
        left.addWidget(self._keep)
        area = QScrollArea()
        area.setWidget(self.preview)
        area.setFixedWidth(PREVIEW + 20)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        middle.setSpacing(16)
        middle.addLayout(left, 1)
        middle.addWidget(area)
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addLayout(head)
        column.addLayout(middle, 1)


class _Preview(QWidget):
    """A slip as it comes out of the printer."""

    def __init__(self, letters: QFont) -> None:
        super().__init__()
        self._letters = letters
        self._slip: Slip = ()
        self.setAccessibleName(self.tr("What it looks like"))

    def show_slip(self, slip: Slip) -> None:
        """Show this one."""
        self._slip = slip
        scale = PREVIEW / SLIP_WIDTH
        self.setFixedSize(PREVIEW, round(slip_height(slip, self._letters) * scale))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), Qt.GlobalColor.white)
            painter.scale(PREVIEW / SLIP_WIDTH, PREVIEW / SLIP_WIDTH)
            draw_slip(painter, self._slip, self._letters)
