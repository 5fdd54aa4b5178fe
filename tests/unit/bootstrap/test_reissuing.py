"""Whoever leaves while tickets are printed anew takes the list along."""

import asyncio
from pathlib import Path
from typing import cast

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from boxoffice.bootstrap.reissuing import Reissuing
from boxoffice.bootstrap.shell import Shell
from boxoffice.client.api import BoxOffice
from boxoffice.counter.printing.printing import Printing
from boxoffice.model.booking import Ticket
from boxoffice.model.clock import SystemClock
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.tasks import Tasks
from boxoffice.settings import Settings
from tests.unit.counter.box_office_double import THEATRE
from tests.unit.counter.test_reissues import MovedOffice


class SlowOffice(MovedOffice):
    """Answers once somebody lets it."""

    def __init__(self) -> None:
        super().__init__()
        self.printing, self.answers = asyncio.Event(), asyncio.Event()

    async def reprint(self, booking_id: str, after: int) -> tuple[Ticket, ...]:
        self.printing.set()
        await self.answers.wait()
        return await super().reprint(booking_id, after)


async def test_tickets_that_are_printed_while_somebody_leaves_are_printed(
    qapp: QApplication, tmp_path: Path
) -> None:
    office, tasks, faults = SlowOffice(), Tasks(), list[str]()
    tasks.failed.connect(faults.append)
    await office.sell()
    shell = Shell(qapp, tasks, Settings(data_dir=tmp_path), SystemClock())
    printing = Printing(office, THEATRE, Formats(THEATRE), tmp_path / "jobs", SystemClock(), tasks)
    reissuing = Reissuing(shell, cast(BoxOffice, office), printing, tmp_path)
    reissuing.open()
    sheet = reissuing.sheet
    assert sheet is not None
    await asyncio.gather(*tasks._running)
    sheet.print_button.click()
    await office.printing.wait()
    reissuing.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    office.answers.set()
    await asyncio.gather(*tasks._running)
    assert (office.listed, faults) == (False, [])
    shell.close()
