"""Halls as files to look at: pictures as the map shows them, paper true to scale."""

from dataclasses import replace

import pypdfium2
import pytest
from PySide6.QtGui import QImage
from PySide6.QtSvg import QSvgRenderer
from pytestqt.qtbot import QtBot

from admin_designer.designer.document.areas import rectangle
from admin_designer.designer.document.baking import bake
from admin_designer.designer.document.document import Document
from admin_designer.designer.document.elements import Area, Hall, Place, SeatRow
from boxoffice.model.errors import BadInput
from boxoffice.model.layout import Category, Plan
from boxoffice.seatmap.paper import pdf
from boxoffice.seatmap.pictures import LONGEST_SIDE, MOST_SVG_SEATS, png, svg
from tests.unit.seatmap.plans import curved_hall, hall_91, plain_hall

MM_PER_POINT = 25.4 / 72

pytestmark = pytest.mark.usefixtures("qapp")


def picture(content: bytes) -> QImage:
    image = QImage.fromData(content)
    assert not image.isNull()
    return image


def texts_mm(content: bytes, page: int = 0) -> list[tuple[str, float, float]]:
    """Each text of a page with its middle from the page's left and lower edge, in millimetres."""
    text = pypdfium2.PdfDocument(content)[page].get_textpage()
    boxes = [text.get_rect(at) for at in range(text.count_rects())]
    return [
        (
            text.get_text_bounded(*box).strip(),
            (box[0] + box[2]) / 2 * MM_PER_POINT,
            (box[1] + box[3]) / 2 * MM_PER_POINT,
        )
        for box in boxes
    ]


@pytest.mark.parametrize("scale", [50, 100, 200])
def test_paper_is_true_to_scale_along_rows_and_from_row_to_row(scale: int) -> None:
    texts = texts_mm(pdf(hall_91(), "Audi 3", scale))
    one, two = (next(x for text, x, _ in texts if text == number) for number in "23")
    assert (two - one) * scale == pytest.approx(550, abs=0.1 * scale)
    back, front = (next(y for text, _, y in texts if text == row) for row in "AE")
    assert (back - front) * scale == pytest.approx(4 * 1_100, abs=0.1 * scale)


def test_a_hall_larger_than_its_paper_goes_on_on_other_pages() -> None:
    plan = plain_hall(30, 40)
    content = pdf(plan, "Arena", 50)
    pages = len(pypdfium2.PdfDocument(content))
    assert pages == 8
    seats = [text for page in range(pages) for text, *_ in texts_mm(content, page)]
    # Two-figure numbers are told apart by their figures; single ones stand for themselves.
    assert seats.count("7") >= 30
    third = pypdfium2.PdfDocument(content)[2].get_textpage().get_text_range()
    assert "Arena, 1:50, page 3 of 8" in third


def test_a_hall_on_too_many_pages_is_refused() -> None:
    with pytest.raises(BadInput, match=r"At 1:1 the hall takes more than 100 pages; .* 1:2\."):
        pdf(hall_91(), "", 1)


def test_a_picture_shows_the_hall_as_the_map_does() -> None:
    small, large = picture(png(hall_91())), picture(png(plain_hall(60, 60)))
    assert small.width() / small.height() == pytest.approx(1.8, abs=0.3)
    assert large.width() > small.width()
    colours = {small.pixelColor(x, y).name() for x in range(small.width()) for y in (150, 300)}
    assert {"#e9e6e0", "#ffffff"} <= colours


def test_a_hall_of_a_hundred_thousand_seats_has_a_picture_within_its_limits() -> None:
    plan = replace(plain_hall(1, 1), width_mm=1, depth_mm=1)
    far = replace(plan.seats[0], uid="far", seat_id="R0-2", y_mm=20_000_000)
    wide = replace(plan, seats=(*plan.seats, far), rows=(*plan.rows, replace(plan.rows[0])))
    assert max(picture(png(wide)).size().toTuple()) <= LONGEST_SIDE + 2


def test_a_drawing_for_the_web_has_every_number_and_what_stands_beside() -> None:
    content = svg(hall_91(), "Audi 3")
    assert content.count(b">22<") == 2
    assert b"<title>Audi 3</title>" in content
    assert content.count(b">Diamond<") == 1
    assert QSvgRenderer(content).isValid()


def test_a_drawing_for_the_web_has_its_limit(qtbot: QtBot) -> None:
    plan = hall_91()
    many = replace(plan, seats=plan.seats * (MOST_SVG_SEATS // 91 + 1))
    with pytest.raises(BadInput, match="up to 20,000 seats"):
        svg(many, "")


@pytest.mark.parametrize("plan", [curved_hall(6, 14), hall_91()], ids=["curved", "91"])
def test_seats_of_no_category_and_of_a_category_without_end_are_drawn(plan: Plan) -> None:
    lost = replace(plan, categories=(replace(plan.categories[0], hue=10**6),))
    assert picture(png(lost)).size() == picture(png(lost)).size()
    assert len(pdf(lost, "", 100)) > 10_000


def test_paper_and_drawings_name_areas_and_levels_where_no_place_hides_them() -> None:
    hall = Hall(categories=(Category(1, "A", 1),), width_mm=12_000, depth_mm=11_000)
    places = tuple(Place(f"u{at}", 1) for at in range(8))
    row = SeatRow("r", 4_000, 2_500, places, level="Balcony")
    pit = Area("pit", 6_000, 7_000, rectangle(8_000, 4_000), "Pit", 90, 1)
    plan = bake(Document([hall, row, pit]))
    content = pdf(plan, "Hall", 100)
    # Words that stand apart are read one letter at a time.
    depth = {text: y for text, _, y in reversed(texts_mm(content))}
    assert "".join(text for text, *_ in texts_mm(content)).startswith("Pit·90")
    # In millimetres of paper: the area begins 25 mm in front of the row's seats.
    assert 7 < depth["B"] - depth["1"] < 14
    assert 20 < depth["1"] - depth["P"] < 25
    page = pypdfium2.PdfDocument(content)[0]
    wide = max(one.get_bounds()[2] - one.get_bounds()[0] for one in page.get_objects())
    assert wide * MM_PER_POINT == pytest.approx(120, abs=1.5)
    drawing = svg(plan, "Hall")
    assert "Pit · 90<".encode() in drawing
    assert drawing.count(b"<polygon") + drawing.count(b"<polyline") >= 1
