"""Selling what is published beside the drawing, in the designer's simulated sale."""

from PySide6.QtCore import QObject

from admin_designer.designer.qt.filing import Filing
from admin_designer.designer.qt.sale_form import NOTHING
from admin_designer.designer.qt.sale_page import SalePage
from admin_designer.designer.qt.sale_side import Subject
from boxoffice.client.api import BoxOffice
from boxoffice.qtkit.tasks import Tasks


class PublishedSale(QObject):
    """Adds it to what a sale can be compared with."""

    def __init__(
        self, page: SalePage, filing: Filing, box_office: BoxOffice, theatre_id: str, tasks: Tasks
    ) -> None:
        super().__init__(page)
        self._page, self._filing, self._tasks = page, filing, tasks
        self._box_office, self._theatre_id = box_office, theatre_id
        self.at = page.form.beside.count()
        page.form.beside.addItem(self.tr("What is published"))
        page.form.compared.connect(self._compare)
        filing.opened.connect(lambda _draft: self._forget())

    def _compare(self, what: int) -> None:
        if what == self.at:
            self._tasks.start(self._read())

    async def _read(self) -> None:
        kept = self._filing.draft.kept
        screens = await self._box_office.halls.screens(self._theatre_id)
        layout_ids = [one.layout_id for one in screens if kept and one.screen_id == kept.screen_id]
        if not any(layout_ids):
            self._forget()
            self._page.progress.words.setText(self.tr("Nothing is published of this screen yet."))
            return
        layout = await self._box_office.layout(layout_ids[0])
        words = self.tr("Layout {id}").format(id=layout.layout_id)
        self._page.compare_with(Subject(words, layout.plan))

    def _forget(self) -> None:
        """What is published of one screen is not compared with a drawing of another."""
        if self._page.form.beside.currentIndex() == self.at:
            self._page.form.beside.show_values({NOTHING})
            self._page.compare_with(None)
