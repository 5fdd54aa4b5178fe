"""How well a hall would sell is known before it is built, and beside another plan."""

from pathlib import Path

from PySide6.QtCore import Qt

from admin_designer.designer.document.document import Document
from admin_designer.designer.formats.files import Format, write
from admin_designer.designer.qt.sale_form import BEFORE, NOTHING
from admin_designer.designer.templates.halls import SHOEBOX, TEMPLATES
from admin_designer.designer.templates.shape import drawn
from admin_designer.designer.tools.board import fresh_id
from tests.unit.designer.qt.drawing_table import DrawingTable

Key = Qt.Key
FOR_SALE, FULL, _, _, GROUPS, AWAY, TAKINGS = range(7)


async def look_at_demo(table: DrawingTable, shows: str = "20") -> None:
    table.page.filing.new_from(TEMPLATES["demo"])
    await table.until("the hall is open", lambda: len(table.board.standing.uids) == 91)
    await look(table)
    await table.fill(table.page.studies.sale.form.shows, shows)


async def look(table: DrawingTable) -> None:
    await table.press(Key.Key_F7)
    page = table.page.studies.sale
    await table.until("the hall is shown", page.progress.sell.isEnabled)


async def sell(table: DrawingTable) -> tuple[tuple[str, ...], ...]:
    page = table.page.studies.sale
    await table.press(Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    await table.until("all is sold", lambda: not page.run.runs and bool(page.table.lines()))
    return page.table.lines()


async def test_hundreds_of_groups_fill_the_hall_and_what_that_comes_to_is_told(
    table: DrawingTable,
) -> None:
    await look_at_demo(table)
    lines = await sell(table)
    # Nobody buys the two wheelchair spaces.
    assert lines[FOR_SALE] == ("Seats, without wheelchair spaces", "89")
    assert 85 < float(lines[FULL][1].removesuffix(" %")) <= 100
    groups = round(20 * (float(lines[GROUPS][1]) + float(lines[AWAY][1])))
    words = table.page.studies.sale.progress.words.text()
    assert words.startswith("20 of 20 shows, ")
    assert abs(int(words.split()[4]) - groups) <= 2
    assert len(lines) == TAKINGS


async def test_takings_are_told_once_there_is_a_price(table: DrawingTable) -> None:
    await look_at_demo(table)
    table.page.studies.sale.form.show_currency("INR")
    prices = table.page.studies.sale.form.prices
    assert [*prices] == ["Diamond", "Premium", "Standard"]
    await table.fill(prices["Standard"], "200")
    cheap = rupees(await sell(table))
    await table.fill(prices["Standard"], "400")
    assert rupees(await sell(table)) == 2 * cheap


def rupees(lines: tuple[tuple[str, ...], ...]) -> float:
    words = lines[TAKINGS][1]
    assert words.endswith(" INR")
    return float(words.removesuffix(" INR"))


async def test_a_price_may_be_typed_with_a_comma(table: DrawingTable) -> None:
    await look_at_demo(table)
    form = table.page.studies.sale.form
    form.show_currency("INR")
    await table.fill(form.prices["Standard"], "212,50")
    assert form.prices["Standard"].text() == "212.50"
    assert form.sale().prices["Standard"] == 212_50


async def test_currencies_without_minor_units_have_prices_without_a_point(
    table: DrawingTable,
) -> None:
    await look_at_demo(table)
    form = table.page.studies.sale.form
    form.show_currency("JPY")
    await table.fill(form.prices["Standard"], "1800")
    assert form.prices["Standard"].text() == "1800"
    assert form.sale().prices["Standard"] == 1_800


async def test_nothing_is_sold_while_a_price_cannot_be_read(table: DrawingTable) -> None:
    await look_at_demo(table)
    page = table.page.studies.sale
    await table.fill(page.form.prices["Premium"], "free")
    page.progress.sell.click()
    assert page.progress.words.text() == "Premium: “free” cannot be taken."
    assert not page.run.runs
    await table.fill(page.form.prices["Premium"], "90")
    assert (await sell(table))[FOR_SALE] == ("Seats, without wheelchair spaces", "89")


async def test_a_plan_is_sold_beside_what_it_was_when_it_was_opened(table: DrawingTable) -> None:
    await look_at_demo(table)
    page = table.page.studies.sale
    await table.choose(page.form.beside, BEFORE)
    assert {line[3].removesuffix(" %") for line in await sell(table)} == {"0", "0.0"}
    await table.press(Key.Key_F7)
    board = table.board
    board.select(board.uids_of(next(board.document.rows)))
    table.page.editor.remove()
    await look(table)
    lines = await sell(table)
    assert lines[FOR_SALE] == ("Seats, without wheelchair spaces", "76", "89", "-13")


async def test_a_plan_is_sold_beside_one_in_a_file(table: DrawingTable, tmp_path: Path) -> None:
    file = tmp_path / "other.layout"
    file.write_bytes(write(Document(drawn(SHOEBOX, fresh_id)), Format.LAYOUT))
    await look_at_demo(table, "3")
    page = table.page.studies.sale
    page.compare_with_file(file)
    await table.until("it is read", page.sides[1].isVisible)
    assert (await sell(table))[FOR_SALE][:2] == ("Seats, without wheelchair spaces", "89")
    assert page.sides[1].name.whole_text() == "other.layout"
    assert len(page.sides[1].map.hall.plan.seats) == 294


async def test_a_file_that_is_no_plan_is_told_and_the_hall_is_sold_alone(
    table: DrawingTable, tmp_path: Path
) -> None:
    file = tmp_path / "letter.layout"
    file.write_text("Dear cinema", encoding="utf-8")
    await look_at_demo(table, "3")
    page = table.page.studies.sale
    page.compare_with_file(file)
    await table.until("it is refused", lambda: bool(page.progress.words.text()))
    assert page.form.beside.currentIndex() == NOTHING
    assert {len(line) for line in await sell(table)} == {2}


async def test_a_sale_that_is_stopped_tells_what_was_sold_so_far(table: DrawingTable) -> None:
    await look_at_demo(table, "10000")
    page = table.page.studies.sale
    await table.press(Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    await table.until("some are sold", lambda: page.progress.bar.value() > 0)
    assert not page.progress.sell.isEnabled()
    await table.press(Key.Key_Escape)
    await table.until("it ended", lambda: not page.run.runs)
    assert 0 < page.progress.bar.value() < 10_000
    assert page.isVisible()
    assert page.progress.sell.isEnabled()


async def test_a_sale_that_nobody_looks_at_ends(table: DrawingTable) -> None:
    await look_at_demo(table, "10000")
    page = table.page.studies.sale
    await table.press(Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    await table.press(Key.Key_F7)
    assert table.page.canvas.isVisible()
    await table.until("it ended", lambda: not page.run.runs)


async def test_a_hall_without_seats_cannot_be_sold(table: DrawingTable) -> None:
    await table.press(Key.Key_F7)
    page = table.page.studies.sale
    await table.until("it is told", lambda: bool(page.progress.words.text()))
    assert page.progress.words.text() == "The hall has no seat yet."
    assert not page.progress.sell.isEnabled()


async def test_what_was_sold_of_another_plan_is_not_told_of_this_one(table: DrawingTable) -> None:
    await look_at_demo(table, "10000")
    page = table.page.studies.sale
    await table.choose(page.form.beside, BEFORE)
    await table.press(Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    await table.until("some are sold", lambda: page.progress.bar.value() > 0)
    await table.choose(page.form.beside, NOTHING)
    await table.choose(page.form.beside, BEFORE)
    await table.until("it ended", lambda: not page.run.runs)
    assert page.table.lines() == ()
    assert page.progress.bar.value() == 0
