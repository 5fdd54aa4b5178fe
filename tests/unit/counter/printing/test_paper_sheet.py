"""The theatre's papers, changed by its admin with the paper in sight."""

import base64
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from boxoffice.counter.printing.blocks import Logo, Words
from boxoffice.counter.printing.orders import letters
from boxoffice.counter.printing.paper_sheet import LOGO_DOTS, PaperSheet
from boxoffice.counter.printing.slips import trial_slip
from boxoffice.model.errors import NotAllowed
from boxoffice.model.paper import PaperTemplate
from boxoffice.qtkit.commands import Commands
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.theme import Theme
from tests.unit.counter.box_office_double import THEATRE, TemplatesDouble


class Page:
    """The sheet over a window, and what was saved."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        self.tasks = Tasks()
        self.templates = TemplatesDouble()
        self.sheet = PaperSheet(
            theme, self.tasks, Commands(), window, THEATRE, letters(), self.templates.set_template
        )

    async def save(self) -> None:
        self.sheet.save()
        while self.tasks._running:
            await next(iter(self.tasks._running))


@pytest.fixture
async def page(theme: Theme, qtbot: QtBot) -> AsyncIterator[Page]:
    window = QWidget()
    window.resize(1366, 768)
    qtbot.addWidget(window)
    window.show()
    page = Page(theme, window)
    page.sheet.open_with(await page.templates.template(THEATRE.theatre_id))
    yield page
    await page.tasks.close()


async def test_what_is_typed_is_on_the_paper_beside_it_and_saved(page: Page) -> None:
    page.sheet.heading.setText("Raj Mandir")
    page.sheet.note.setText("Thank you")
    words = [
        one.text
        for one in trial_slip(THEATRE, page.sheet.typed, "Printer")
        if isinstance(one, Words)
    ]
    assert words[0] == "Raj Mandir"
    assert words[-1] == "Thank you"
    await page.save()
    kept = page.templates.kept
    assert (kept.heading, kept.note, kept.version) == ("Raj Mandir", "Thank you", 1)


async def test_a_number_that_is_no_gstin_is_refused_before_it_is_printed(page: Page) -> None:
    page.sheet.gstin.setText("27AABCP4821K1ZX")
    await page.save()
    assert "is not a GSTIN" in page.sheet.banner.words()
    assert page.templates.kept.version == 0


async def test_a_large_picture_becomes_a_logo_that_paper_takes(page: Page, tmp_path: Path) -> None:
    picture = QImage(2_000, 1_000, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkBlue)
    picture.save(str(tmp_path / "logo.jpg"))
    page.sheet.take_logo(str(tmp_path / "logo.jpg"))
    await page.save()
    png = base64.b64decode(page.templates.kept.logo)
    logo = QImage.fromData(png)
    assert (logo.width(), logo.height()) == (480, LOGO_DOTS.height())
    assert trial_slip(THEATRE, page.templates.kept, "Printer")[0] == Logo(png)


async def test_whoever_may_not_change_it_is_told(page: Page, theme: Theme) -> None:
    async def refuse(template: PaperTemplate) -> PaperTemplate:
        raise NotAllowed("Only an admin of this theatre changes this.")

    page.sheet._save = refuse
    await page.save()
    assert page.sheet.banner.words() == "Only an admin of this theatre changes this."
