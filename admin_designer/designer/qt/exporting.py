"""Writes the drawing into other kinds of files, and says what was read of those that are opened."""

import asyncio
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog

from admin_designer.designer.document.document import Document
from admin_designer.designer.formats.files import save
from admin_designer.designer.qt.export_page import EXPORT_KEY, ExportPage
from admin_designer.designer.qt.exports import made, outlook
from admin_designer.designer.qt.filing import Filing
from admin_designer.designer.qt.frame import DesignerFrame
from admin_designer.designer.qt.report_panel import ReportPanel
from boxoffice.qtkit.commands import Command, Commands
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_SMALL
from boxoffice.qtkit.widgets import KeyButton


class Exporting(QObject):
    """Adds its page and its button to the designer's."""

    def __init__(
        self, frame: DesignerFrame, filing: Filing, theme: Theme, tasks: Tasks, commands: Commands
    ) -> None:
        super().__init__(frame)
        self._frame, self._filing, self._tasks = frame, filing, tasks
        self._still = Document()
        #: Counts what is looked at: of an earlier look nothing is shown.
        self._look = 0
        self.page = ExportPage(theme)
        self.report = ReportPanel(theme)
        frame.add_page(self.page, self.page.hints())
        frame.add_side(self.report, self.report.closed.emit)
        commands.add(self.page, self.page.commands())
        section = frame.properties.hall.section(self.tr("Files"))
        command = self.command()
        button = KeyButton(theme, command.text, command.key, height=HEIGHT_SMALL)
        button.clicked.connect(command.run)
        section.addWidget(button)
        filing.reported.connect(self._show_report)
        self.report.closed.connect(self._show_properties)
        self.page.looked_at.connect(lambda: self._tasks.start(self._look_at()))
        self.page.wanted.connect(self._ask_where)
        self.page.closed.connect(self._close)

    def command(self) -> Command:
        """The way to the page."""
        return Command(self.tr("Export…"), self.show, EXPORT_KEY)

    def show(self) -> None:
        """Show what the drawing can be exported as."""
        draft = self._filing.draft
        self._still = Document(draft.document.elements.values())
        self._frame.show_page(self.page)
        self.page.setFocus()
        self.page.show_outlook(None)
        self._tasks.start(self._look_at())

    async def write_to(self, path: Path) -> None:
        """Write the file that is looked at; BadInput where that cannot be."""
        page, name = self.page, self._filing.draft.name
        content = await asyncio.to_thread(made, page.export, self._still, name, page.scale)
        save(path, content)
        self._filing.done.emit(self.tr("Written as {name}.").format(name=path.name))
        self._close()

    async def _look_at(self) -> None:
        self._look += 1
        look, page = self._look, self.page
        if not page.isVisible():
            return
        found = await asyncio.to_thread(outlook, page.export, self._still, page.scale)
        if look == self._look:
            page.show_outlook(found)

    def _ask_where(self) -> None:
        draft, suffix = self._filing.draft, self.page.export.suffix
        dialog = QFileDialog(self._frame.window(), self.tr("Export the plan"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(f"*{suffix}")
        dialog.setDefaultSuffix(suffix.removeprefix("."))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if draft.path is not None:
            dialog.setDirectory(str(draft.path.parent))
        dialog.selectFile((draft.name or self.tr("hall")) + suffix)
        dialog.fileSelected.connect(lambda chosen: self._tasks.start(self.write_to(Path(chosen))))
        dialog.open()

    def _show_report(self, file: str, lines: tuple[str, ...]) -> None:
        self.report.show_report(file, lines)
        self._frame.show_side(self.report)

    def _show_properties(self) -> None:
        self._frame.show_side(self._frame.properties)
        self._frame.canvas.setFocus()

    def _close(self) -> None:
        self._frame.show_page(None)
        self._frame.canvas.setFocus()
