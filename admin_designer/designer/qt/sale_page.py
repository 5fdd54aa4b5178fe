"""How well the hall would sell: groups fill it show after show, beside another plan or alone."""

import asyncio
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from admin_designer.designer.document.baking import bake
from admin_designer.designer.document.document import Document
from admin_designer.designer.formats.files import load
from admin_designer.designer.qt.figure_table import FigureTable
from admin_designer.designer.qt.form import beside, scrolled
from admin_designer.designer.qt.properties import WIDTH
from admin_designer.designer.qt.sale_form import BEFORE, FILE, NOTHING, SaleForm
from admin_designer.designer.qt.sale_lines import sale_lines
from admin_designer.designer.qt.sale_progress import SELL_KEY, SaleProgress
from admin_designer.designer.qt.sale_run import SaleRun
from admin_designer.designer.qt.sale_side import Side, Subject
from boxoffice.model.errors import Refusal
from boxoffice.model.layout import Plan
from boxoffice.qtkit.commands import Command, Hint
from boxoffice.qtkit.fonts import BOLD, Size
from boxoffice.qtkit.local_time import home_currency
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import KeyButton, Panel, Text
from boxoffice.rules.sale_figures import SaleFigures

SALE_KEY = "F7"
#: How high the page is at least where it shows the halls.
_WITH_HALLS = 440


class SalePage(QWidget):
    """`closed` when the plan is to be worked on again."""

    closed = Signal()

    def __init__(self, theme: Theme, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self._before: Document | None = None
        self._subject: Subject | None = None
        self._other: Subject | None = None
        self._sold: list[Subject] = []
        self.form = SaleForm(theme, home_currency())
        self.run = SaleRun(tasks, self)
        self.sides = (Side(theme), Side(theme))
        self._halls = QWidget()
        halls = beside(*self.sides)
        halls.setContentsMargins(0, 0, 0, 0)
        self._halls.setLayout(halls)
        self.table = FigureTable(self.tr("What is sold"))
        self.progress = SaleProgress(theme)
        self._lay_out(theme)
        self._connect()

    def look_at(self, name: str, document: Document, before: Document) -> None:
        """Sell this drawing; `before` is what it was when it was opened."""
        self._before, self._subject = before, None
        self._show_subjects()
        self._tasks.start(self._open(name or self.tr("This plan"), document))

    def compare_with(self, other: Subject | None) -> None:
        """Sell another plan beside it; None: no more."""
        self._other = other
        self._show_subjects()

    def compare_with_file(self, path: Path) -> None:
        """The same with the drawing in a file."""
        self._tasks.start(self._read(path), self._refused)

    def commands(self) -> tuple[Command, ...]:
        """Begin and stop; Esc also leaves the page where nothing is sold."""
        return (
            Command(
                self.tr("Sell the shows"),
                self.sell,
                SELL_KEY,
                enabled=self.progress.sell.isEnabled,
                why=self.tr("the hall has no seat, or is being sold."),
            ),
            Command(
                self.tr("Stop the sale"),
                self.run.stop,
                "Esc",
                enabled=self.progress.stop.isEnabled,
                bound=False,
                why=self.tr("nothing is being sold."),
            ),
        )

    def hints(self) -> tuple[Hint, ...]:
        """Its keys."""
        return (
            Hint(SELL_KEY, self.tr("sell the shows")),
            Hint("Esc", self.tr("stop, or go on drawing")),
        )

    def sell(self) -> None:
        """Begin the sale, unless something was typed that cannot be taken."""
        wrong = self.form.wrong()
        if wrong:
            self.progress.words.setText(wrong)
            return
        sale = self.form.sale()
        self.progress.begin(sale.shows)
        self._sold = self._subjects()
        self.run.start([one.plan for one in self._sold], sale)
        self._show_running()
        self.progress.stop.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.run.runs:
            self.run.stop()
        else:
            self.closed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the figures matter more than pictures of the halls."""
        super().resizeEvent(event)
        self._halls.setVisible(self.height() >= _WITH_HALLS)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks at it any more."""
        super().hideEvent(event)
        self.run.stop()

    async def _open(self, name: str, document: Document) -> None:
        plan = await asyncio.to_thread(bake, document)
        self._subject = Subject(name, plan)
        if self.form.beside.currentIndex() == BEFORE:
            await self._compare_with_before()
        else:
            self._show_subjects()

    async def _compare_with_before(self) -> None:
        if self._before is not None:
            plan = await asyncio.to_thread(bake, self._before)
            self.compare_with(Subject(self.tr("As it was opened"), plan))

    async def _read(self, path: Path) -> None:
        def plan() -> Plan:
            return bake(Document(load(path).elements))

        self.compare_with(Subject(path.name, await asyncio.to_thread(plan)))

    def _refused(self, refusal: Refusal) -> None:
        self._compare_with_nothing()
        self.progress.words.setText(str(refusal))

    def _compare_with_nothing(self) -> None:
        self.form.beside.show_values({NOTHING})
        self.compare_with(None)

    def _compare(self, what: int) -> None:
        if what == NOTHING:
            self.compare_with(None)
        elif what == BEFORE:
            self._tasks.start(self._compare_with_before())
        elif what == FILE:
            dialog = QFileDialog(self, self.tr("Compare with a plan"))
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.fileSelected.connect(lambda chosen: self.compare_with_file(Path(chosen)))
            dialog.rejected.connect(self._compare_with_nothing)
            dialog.open()

    def _subjects(self) -> list[Subject]:
        return [one for one in (self._subject, self._other) if one is not None]

    def _show_subjects(self) -> None:
        """Other plans: what a sale of those before still tells is not theirs."""
        self.run.stop()
        self._sold = []
        for side, subject in zip(self.sides, (self._subject, self._other), strict=True):
            side.show_subject(subject)
        named = (one.name for subject in self._subjects() for one in subject.plan.categories)
        self.form.show_categories([*dict.fromkeys(named)])
        empty = any(not one.plan.seats for one in self._subjects())
        self.progress.clear(self.tr("The hall has no seat yet.") if empty else "")
        self.table.show_figures((), ())
        self._show_running()

    def _can_sell(self) -> bool:
        return self._subject is not None and all(one.plan.seats for one in self._subjects())

    def _show_running(self) -> None:
        self.progress.set_running(runs=self.run.runs, can_sell=self._can_sell())

    def _show_figures(self, figures: tuple[SaleFigures, ...]) -> None:
        subjects = self._sold
        if not self.isVisible() or not subjects or not figures[0].shows:
            return
        priced = any(self.form.sale().prices.values())
        lines = sale_lines(figures, self.locale(), self.form.currency, priced=priced)
        heads = ["", *(one.name for one in subjects)]
        if len(subjects) > 1:
            heads.append(self.tr("Difference"))
        self.table.show_figures(heads, lines)
        self.progress.show_figures(figures)

    def _connect(self) -> None:
        self.progress.sell.clicked.connect(self.sell)
        self.progress.stop.clicked.connect(self.run.stop)
        self.run.told.connect(self._show_figures)
        self.run.ended.connect(self._show_running)
        self.form.compared.connect(self._compare)

    def _lay_out(self, theme: Theme) -> None:
        back = KeyButton(theme, self.tr("Go on drawing"), SALE_KEY)
        back.clicked.connect(self.closed)
        head = Panel("window", "bottom")
        line = QHBoxLayout(head)
        line.setContentsMargins(12, 6, 12, 7)
        line.addWidget(Text(self.tr("Simulated sale"), Size.TIME, BOLD))
        line.addStretch(1)
        line.addWidget(back)
        asked = QVBoxLayout()
        asked.setContentsMargins(0, 0, 0, 0)
        asked.addWidget(self.form)
        asked.addStretch(1)
        left = Panel("panel", "right")
        left.setFixedWidth(WIDTH)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 1, 10)
        column.addWidget(scrolled(asked), 1)
        column.addWidget(self.progress)
        right = QVBoxLayout()
        right.addWidget(self._halls, 1)
        right.addWidget(self.table, 1)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(left)
        body.addLayout(right, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(head)
        whole.addLayout(body, 1)
