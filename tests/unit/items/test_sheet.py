"""The sheet of items and stock: what is saved, and that nobody is overwritten."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from admin_designer.items.sheet import ItemSheet
from boxoffice.bootstrap.hands import in_a_turn_of_its_own
from boxoffice.model.booking import Stock
from boxoffice.model.errors import Outdated, Refusal, TryAgain
from boxoffice.model.terms import Item, SaleTerms, TaxClass
from boxoffice.model.theatre import Theatre
from boxoffice.qtkit.commands import Commands
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.theme import Theme
from tests.unit.counter.box_office_double import TERMS, THEATRE

POPCORN = Item("popcorn", "Popcorn", 21_000, "food", counted=True, key="P")
COLA = Item("cola", "Cola", 11_000, "food", counted=True, key="C")
SALE = replace(
    TERMS,
    items=(POPCORN, COLA),
    tax_tables=tuple(replace(one, classes=(TaxClass("food", 500),)) for one in TERMS.tax_tables),
)


class Source:
    """One theatre's terms, with versions, and its stock; `loses` an answer, and what it was."""

    def __init__(self) -> None:
        self.there = replace(THEATRE, terms=SALE, terms_version=3)
        self.pieces = {"popcorn": 40, "cola": 2}
        self.moves: dict[str, tuple[str, int, str]] = {}
        self.loses = False

    @property
    def prices(self) -> "Source":
        return self

    async def theatre(self, theatre_id: str) -> Theatre:
        return self.there

    async def set_terms(self, theatre_id: str, terms: SaleTerms, terms_version: int) -> Theatre:
        if terms_version != self.there.terms_version:
            raise Outdated("Somebody else changed the prices meanwhile.")
        self.there = replace(self.there, terms=terms, terms_version=terms_version + 1)
        return self.there

    async def stock(self, theatre_id: str) -> tuple[Stock, ...]:
        return tuple(Stock(*pair) for pair in self.pieces.items())

    async def change_stock(
        self, theatre_id: str, item: str, change: int, idempotency_key: str, reason: str = ""
    ) -> Stock:
        if idempotency_key not in self.moves:
            self.moves[idempotency_key] = (item, change, reason)
            self.pieces[item] += change
        if self.loses:
            self.loses = False
            raise TryAgain("No answer.")
        return Stock(item, self.pieces[item])


class Sheet:
    """An open sheet, and hands for it."""

    def __init__(self, theme: Theme, window: QWidget, *, changes_items: bool = True) -> None:
        self.source, self.tasks = Source(), Tasks()
        self.failed: list[Refusal] = []
        self.sheet = ItemSheet(
            self.source, THEATRE, theme, self.tasks, Commands(), window,
            changes_items=changes_items,
        )  # fmt: skip

    async def open(self) -> None:
        self.sheet.open_now()
        await self.settle()

    async def settle(self) -> None:
        if self.sheet._working is not None:
            await asyncio.wait({self.sheet._working})
        await asyncio.sleep(0)

    async def press(self, widget: QWidget, key: Qt.Key) -> None:
        await in_a_turn_of_its_own(lambda: QTest.keyClick(widget, key))
        await self.settle()

    @property
    def told(self) -> str:
        banner = self.sheet.banner
        return banner.accessibleName() if banner.isVisible() else ""

    def cells(self, row: int) -> list[str]:
        table = self.sheet.table
        cells = [table.item(row, column) for column in range(table.columnCount())]
        return [cell.text() for cell in cells if cell is not None]


@pytest.fixture
async def sheet(theme: Theme, qtbot: QtBot) -> AsyncIterator[Sheet]:
    window = QWidget()
    window.resize(1366, 768)
    qtbot.addWidget(window)
    window.show()
    made = Sheet(theme, window)
    await made.open()
    yield made
    await made.tasks.close()


async def test_the_list_says_what_there_is_and_what_runs_out(sheet: Sheet) -> None:
    assert sheet.cells(0) == ["Popcorn", "P", "₹210", "food", "40", "yes"]
    assert sheet.cells(1) == ["Cola", "C", "₹110", "food", "2", "yes"]
    assert sheet.told == "Running out: Cola (2)."
    assert sheet.sheet.form.name.text() == "Popcorn"


async def test_a_price_is_changed_and_an_item_added_and_taken_off_sale(sheet: Sheet) -> None:
    form = sheet.sheet.form
    form.price.setText("225.50")
    await sheet.press(form.price, Qt.Key.Key_Return)
    assert sheet.source.there.terms.items[0] == replace(POPCORN, price_minor=22_550)
    sheet.sheet.begin_new()
    form.name.setText("Tea")
    form.price.setText("40")
    form.key.setText("t")
    form.stock.set_current(1)
    await sheet.press(form.name, Qt.Key.Key_Return)
    assert sheet.source.there.terms.items[2] == Item("tea", "Tea", 4_000, key="T")
    assert sheet.cells(2) == ["Tea", "T", "₹40", "", "", "yes"]
    form.sale.set_current(1)
    sheet.sheet.save.click()
    await sheet.settle()
    assert sheet.source.there.terms.items[2].on_sale is False
    assert sheet.told == "Tea is saved; every counter sells it so from now on."


async def test_what_cannot_be_sold_by_is_said_and_nothing_is_saved(sheet: Sheet) -> None:
    form = sheet.sheet.form
    form.price.setText("cheap")
    await sheet.press(form.price, Qt.Key.Key_Return)
    assert form.price.property("wrong") is True
    form.price.setText("210")
    form.key.setText("C")
    await sheet.press(form.key, Qt.Key.Key_Return)
    assert sheet.told == "The item's key C is there twice."
    assert sheet.source.there.terms_version == 3


async def test_two_admins_never_overwrite_each_other(sheet: Sheet) -> None:
    source, form = sheet.source, sheet.sheet.form
    theirs = replace(COLA, price_minor=15_000)
    source.there = replace(
        source.there, terms=replace(SALE, items=(POPCORN, theirs)), terms_version=4
    )
    form.price.setText("230")
    await sheet.press(form.price, Qt.Key.Key_Return)
    assert sheet.told.startswith("Somebody else changed the prices meanwhile")
    assert (form.price.text(), sheet.cells(1)[2]) == ("230", "₹150")
    assert source.there.terms.items == (POPCORN, theirs)
    await sheet.press(form.price, Qt.Key.Key_Return)
    assert source.there.terms.items == (replace(POPCORN, price_minor=23_000), theirs)


async def test_stock_is_counted_in_and_corrected_with_a_reason_once(sheet: Sheet) -> None:
    made = sheet.sheet
    made.pieces.setText("24")
    sheet.source.loses = True
    await sheet.press(made.pieces, Qt.Key.Key_Return)
    assert sheet.told == "No answer."
    await sheet.press(made.pieces, Qt.Key.Key_Return)
    assert (sheet.source.pieces["popcorn"], sheet.cells(0)[4]) == (64, "64")
    made.pieces.setText("-3")
    await sheet.press(made.pieces, Qt.Key.Key_Return)
    assert sheet.told == "Say why they are gone."
    made.reason.setText("spilt")
    await sheet.press(made.reason, Qt.Key.Key_Return)
    assert sheet.told == "61 are there now."
    assert list(sheet.source.moves.values()) == [("popcorn", 24, ""), ("popcorn", -3, "spilt")]


async def test_a_supervisor_sees_to_the_stock_alone(theme: Theme, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(683, 384)
    window.show()
    made = Sheet(theme, window, changes_items=False)
    await made.open()
    sheet = made.sheet
    assert not any(one.isVisible() for one in (sheet.form, sheet.save, sheet.new))
    assert all(one.isVisible() for one in (sheet.pieces, sheet.reason, sheet.count))
    sheet.save_item()
    await made.settle()
    assert made.source.there.terms_version == 3
    await made.tasks.close()
