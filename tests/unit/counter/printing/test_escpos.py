"""What receipt printers are sent, read as they read it."""

from typing import Protocol

import pytest
from PySide6.QtWidgets import QApplication

from boxoffice.counter.printing.address import Reach, Thermal, thermal, written
from boxoffice.counter.printing.blocks import Block, Code, Pair, Rule, Words
from boxoffice.counter.printing.escpos import page
from boxoffice.counter.printing.orders import letters
from boxoffice.counter.printing.raster import QtRaster
from boxoffice.model.errors import BadInput
from tests.receipt_printer import Interpreter, Paper


class Printed(Protocol):
    """What is on paper after these blocks."""

    def __call__(self, *blocks: Block, printer: Thermal = ...) -> Paper: ...


PRINTER = Thermal(Reach.NETWORK, "till-printer", 9100)


@pytest.fixture
def printed(qapp: QApplication) -> Printed:
    def read(*blocks: Block, printer: Thermal = PRINTER) -> Paper:
        interpreter = Interpreter()
        interpreter.take(page(blocks, printer, QtRaster(letters())))
        [paper] = interpreter.papers
        return paper

    return read


def test_letters_of_the_code_page_are_text(printed: Printed) -> None:
    assert printed(Words("Café Ünlü, 3 €")).lines == ["Café Ünlü, 3 €"]


def test_other_scripts_are_drawn_as_wide_as_the_paper(printed: Printed) -> None:
    paper = printed(Words("कल हो ना हो"))
    [(width_bytes, height)] = paper.pictures
    assert (paper.lines, width_bytes) == ([], 72)
    assert height >= 30
    assert paper.black > 200


def test_an_amount_stands_at_the_papers_right_edge(printed: Printed) -> None:
    [line] = printed(Pair("Total", "1,400.00")).lines
    assert (len(line), line.split()) == (48, ["Total", "1,400.00"])


def test_a_long_name_goes_on_above_its_amount(printed: Printed) -> None:
    lines = printed(Pair("Popcorn with caramel and salted butter, large, to share", "640.00")).lines
    assert len(lines) == 2
    assert all(len(line) <= 48 for line in lines)
    assert lines[1].endswith("640.00")


def test_narrow_paper_has_shorter_lines(printed: Printed) -> None:
    narrow = Thermal(Reach.NETWORK, "till-printer", 9100, columns=32)
    assert printed(Rule(), printer=narrow).lines == ["-" * 32]


def test_the_printer_draws_the_code_itself(printed: Printed) -> None:
    text = "T1." + "x" * 200
    assert printed(Code(text)).codes == [text]


def test_what_somebody_is_called_gives_the_printer_no_orders(printed: Printed) -> None:
    assert printed(Words("Anna\x1bp\x00\x19\xfa")).lines == ["Anna p  \u00fa"]


@pytest.mark.parametrize(
    "text",
    [
        "tcp:192.168.1.50:9100",
        "tcp:192.168.1.50:9200?columns=42&code=cp437&drawer=5&answers=no",
        "serial:/dev/ttyUSB0:9600?drawer=0",
        "serial:COM3:19200",
        "file:/dev/usb/lp0",
        "file:/dev/usb/lp0?answers=yes",
    ],
)
def test_an_address_is_read_as_it_was_written(text: str) -> None:
    found = thermal(text)
    assert found is not None
    assert written(found) == text


def test_any_other_name_is_a_printer_of_the_system() -> None:
    assert thermal("Office LaserJet") is None


@pytest.mark.parametrize("text", ["tcp:", "tcp:h:0", "tcp:h?code=klingon", "tcp:h?x=1", "file:"])
def test_an_address_that_cannot_be_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="not a receipt printer"):
        thermal(text)
