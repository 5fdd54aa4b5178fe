"""Saves the till's papers where tickets go, as PDF or CSV."""

import asyncio
from datetime import date
from pathlib import Path

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from boxoffice.counter.files import write_whole
from boxoffice.counter.shifts.day_papers import collection_document, register_document
from boxoffice.counter.shifts.desk import ShiftDesk
from boxoffice.counter.shifts.document import Document, csv_of
from boxoffice.counter.shifts.document_pdf import pdf_of
from boxoffice.counter.shifts.papers import shift_document
from boxoffice.model.clock import Clock
from boxoffice.model.shift import ShiftReport
from boxoffice.qtkit.formats import Formats


class Filing:
    """`suffix` is pdf or csv; each method answers where the file is, OSError when it cannot be."""

    def __init__(self, desk: ShiftDesk, formats: Formats, clock: Clock, folder: Path) -> None:
        self._desk, self._formats, self._clock, self._folder = desk, formats, clock, folder

    async def save_shift(self, report: ShiftReport, suffix: str) -> Path:
        """X as it is now, or Z; a Z saved again replaces itself, since it never changes."""
        shift = report.shift
        at = self._formats.local(shift.closed_at or self._clock.now())
        name = f"Z-{shift.z_number}" if shift.z_number else "X"
        document = shift_document(report, self._desk.theatre, self._formats)
        return await self._save(document, f"{name}-{at:%Y%m%d-%H%M}", suffix)

    async def save_register(self, day: date, suffix: str) -> Path:
        """The cash register of a day of business."""
        register = await self._desk.register(day)
        document = register_document(register, self._desk.theatre, self._formats)
        return await self._save(document, f"Register-{day:%Y%m%d}", suffix)

    async def save_collection(self, day: date, suffix: str) -> Path:
        """The distributors' report of a day of business."""
        report = await self._desk.collection(day)
        document = collection_document(report, self._desk.theatre, self._formats)
        return await self._save(document, f"Collection-{day:%Y%m%d}", suffix)

    async def _save(self, document: Document, name: str, suffix: str) -> Path:
        path = self._folder / f"{self._desk.theatre.theatre_id}-{name}.{suffix}"
        if suffix == "csv":
            content = await asyncio.to_thread(csv_of, document, self._formats.local)
        else:
            letters = QFont(QApplication.font())
            content = await asyncio.to_thread(pdf_of, document, self._formats, letters)
        await asyncio.to_thread(write_whole, path, content)
        return path
