"""Draws the designer's screenshots in docs/: the real window, driven by mouse and keys."""

import asyncio
import os
import sys
import tempfile
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtTest import QTest

from admin_designer.designer.document.areas import rectangle
from admin_designer.designer.document.document import Document
from admin_designer.designer.document.editing import moved
from admin_designer.designer.document.elements import Area
from admin_designer.designer.document.naming import SeatsFrom
from admin_designer.designer.formats.files import Format
from admin_designer.designer.qt.exports import EXPORTS
from admin_designer.designer.qt.fields import Choice
from admin_designer.designer.qt.sale_form import BEFORE
from admin_designer.designer.qt.workspace import DesignerWorkspace
from admin_designer.designer.templates.halls import TEMPLATES
from admin_designer.designer.tools.heat import Measure
from admin_designer.designer.tools.standing import Standing
from boxoffice.bootstrap.designer import open_designer
from boxoffice.bootstrap.hands import Hands, in_a_turn_of_its_own
from boxoffice.bootstrap.shell import Shell
from boxoffice.qtkit import loop
from boxoffice.qtkit.tasks import Tasks
from boxoffice.settings import Settings
from docs.pictures import PRIME_TIME, StandingClock

FOLDER = Path(__file__).parent
USUAL, LOW = (1440, 900), (1366, 768)
#: How crooked the scan lies, and what its pixels measure.
SCAN_CDEG, SCAN_MM = 400, 10
#: Set in the process that draws the same screen at 200 %.
DOUBLED = "--doubled"
SETTLE_SECONDS = 1.2
#: What is taken out of the demo's hall before it is sold beside itself, and what its seats cost.
ROW_A_LEFT, PRICES_MINOR = 6, (400_00, 300_00, 200_00)


class Tour:
    """One window, and what it takes to make it show something."""

    def __init__(self, shell: Shell, page: DesignerWorkspace) -> None:
        self.shell = shell
        self.page = page

    async def take(self, name: str, size: tuple[int, int] = USUAL) -> None:
        """Save the window as docs/`name`.png at a size in pixels of the screen."""
        ratio = self.shell.window.devicePixelRatioF()
        self.shell.window.resize(*(round(side / ratio) for side in size))
        await asyncio.sleep(SETTLE_SECONDS)
        self.shell.window.grab().save(str(FOLDER / f"{name}.png"))

    async def open(self, template: str) -> None:
        """Begin a plan with a template; what was drawn before is given up."""
        self.page.filing.draft.undo.setClean()
        self.page.filing.new_from(TEMPLATES[template])
        await asyncio.sleep(SETTLE_SECONDS)
        self.page.canvas.fit()

    async def press(self, key: Qt.Key) -> None:
        """A key on the plan."""
        await in_a_turn_of_its_own(partial(QTest.keyClick, self.page.canvas, key))

    async def bend(self, row: int) -> None:
        """Select a row, counted from the screen, and hold its handle bent."""
        board, canvas = self.page.board, self.page.canvas
        rows = sorted(board.document.rows, key=lambda one: -one.y_mm)
        board.select(board.uids_of(rows[row]))
        start = canvas.plane.to_view(rows[row].x_mm, rows[row].y_mm + 650).toPoint()

        def drag() -> None:
            QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
            for step in range(1, 6):
                QTest.mouseMove(canvas, start - QPoint(0, 4 * step))

        await in_a_turn_of_its_own(drag)

    async def put_in_the_way(self) -> None:
        """Move a row into the one behind it."""
        board = self.page.board
        rows = sorted(board.document.rows, key=lambda one: -one.y_mm)
        ids = board.uids_of(rows[1])
        self.page.editor.take("Move", moved(board.document, ids, 0, -700))
        board.select(ids)

    async def trace(self) -> None:
        """A scan that lay crooked, turned and moved under the plan, with rows drawn over it."""
        page, form = self.page, self.page.properties.hall.traced
        await self.open("demo")
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "scan.png"
            scan(page.board.document).save(str(path))
            page.tracing.begin(path)
        hall = page.board.document.hall
        assert hall.traced is not None
        traced = replace(hall.traced, mm_per_px=float(SCAN_MM))
        page.editor.take("Scale the picture", {hall.element_id: replace(hall, traced=traced)})
        form.turned_to.emit(-SCAN_CDEG)
        form.moved_to.emit("x", hall.width_mm // 2)
        form.moved_to.emit("y", hall.depth_mm // 2)
        board = page.board
        board.select(board.standing.uids[: len(board.standing.uids) // 3])
        page.editor.remove()
        self.shell.window.clear_failure()

    async def number_from_the_middle(self) -> None:
        """Look at another numbering."""
        await self.press(Qt.Key.Key_N)
        choose(self.page.numbering.form.seats_from, list(SeatsFrom).index(SeatsFrom.CENTRE))


def scan(document: Document) -> QImage:
    """The plan of a hall on paper, as a scanner has it."""
    hall = document.hall
    size = QSize(hall.width_mm, hall.depth_mm) / SCAN_MM
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    standing = Standing(document.rows)
    with QPainter(image) as painter:
        painter.setPen(QPen(QColor("#303030"), 3))
        painter.translate(size.width() / 2, size.height() / 2)
        painter.rotate(SCAN_CDEG / 100)
        painter.translate(-size.width() / 2, -size.height() / 2)
        painter.drawRect(QRect(QPoint(), size).adjusted(40, 40, -40, -40))
        for x, y in zip(standing.x_mm / SCAN_MM, standing.y_mm / SCAN_MM, strict=True):
            painter.drawRect(QRectF(x - 24, y - 40, 48, 80))
    return image


def choose(choice: Choice, at: int) -> None:
    """Choose one of the words."""
    choice.setCurrentIndex(at)
    choice.activated.emit(at)


async def whole_tour(tour: Tour) -> None:
    """Every picture at 100 %."""
    for mode in ("dark", "light"):
        tour.shell.theme.set_mode(mode)
        await tour.open("curved")
        await tour.bend(4)
        await tour.take(f"designer-{mode}")
        tour.page.canvas.give_up()
    await tour.put_in_the_way()
    await tour.take("designer-problems")
    await tour.trace()
    await tour.take("designer-tracing", LOW)
    await tour.open("demo")
    await tour.number_from_the_middle()
    await tour.take("designer-numbering")
    tour.page.numbering.close_it()
    await tour.press(Qt.Key.Key_F5)
    await tour.take("designer-preview", LOW)
    await tour.press(Qt.Key.Key_F5)
    await stand_and_export(tour)
    await look_at_studies(tour)


async def stand_and_export(tour: Tour) -> None:
    """An area that is sold, what is a problem, and files for others."""
    page = tour.page
    await tour.open("demo")
    corners = rectangle(9_000, 1_500)
    floor = Area("floor", 7_940, 9_150, corners, "Standing", 60, 1)
    page.editor.take("Place an area", {floor.element_id: floor})
    page.board.select((floor.element_id,))
    page.checking.show_rules()
    await tour.take("designer-rules", LOW)
    page.checking.panel.closed.emit()
    await tour.press(Qt.Key.Key_F5)
    await tour.take("designer-standing")
    await tour.press(Qt.Key.Key_F5)
    tour.shell.theme.set_mode("dark")
    page.exporting.show()
    page.exporting.page.choose([one.as_format for one in EXPORTS].index(Format.PRETIX))
    await tour.take("designer-export-dark", LOW)
    page.exporting.page.closed.emit()
    tour.shell.theme.set_mode("light")


async def look_at_studies(tour: Tour) -> None:
    """Halls to begin with, what their seats see, and how they sell."""
    studies = tour.page.studies
    studies.show_templates()
    await tour.take("designer-templates")
    await tour.open("demo")
    studies.show_sightlines()
    await tour.take("designer-sightlines")
    tour.shell.theme.set_mode("dark")
    await tour.open("arena")
    choose(studies.sightlines.measure, list(Measure).index(Measure.SIDEWAYS))
    await tour.take("designer-sightlines-dark")
    tour.shell.theme.set_mode("light")
    studies.show_sightlines()
    await tour.open("demo")
    board = tour.page.board
    board.select(board.standing.uids[:ROW_A_LEFT])
    tour.page.editor.remove()
    studies.show_sale()
    await asyncio.sleep(SETTLE_SECONDS)
    form = studies.sale.form
    form.show_currency("INR")
    choose(form.beside, BEFORE)
    for price, minor in zip(form.prices.values(), PRICES_MINOR, strict=True):
        price.taken.emit(minor)
    await asyncio.sleep(SETTLE_SECONDS)
    studies.sale.sell()
    await Hands(tour.shell.window).until("all is sold", lambda: not studies.sale.run.runs)
    await tour.take("designer-sale", LOW)


async def doubled_tour(tour: Tour) -> None:
    """A hall on a screen of 1366 x 768 at 200 %."""
    tour.shell.theme.set_mode("dark")
    await tour.open("curved")
    await tour.take("designer-200", LOW)


def main() -> None:
    """Draw them; those at 200 % need a process of their own."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = loop.make_app(sys.argv[:1])
    # A blinking cursor would be in every other picture.
    app.setCursorFlashTime(0)
    tasks = Tasks()

    async def show() -> None:
        settings = Settings(data_dir=Path(data_dir), theme="light")
        shell = Shell(app, tasks, settings, StandingClock(PRIME_TIME))
        page = open_designer(shell)
        shell.window.appear()
        shell.window.activateWindow()
        shell.window.resize(*USUAL)
        await (doubled_tour if DOUBLED in sys.argv else whole_tour)(Tour(shell, page))
        page.finish()
        shell.close()

    with tempfile.TemporaryDirectory(prefix="boxoffice-pictures-") as data_dir:
        loop.run(app, tasks, show)


if __name__ == "__main__":
    main()
