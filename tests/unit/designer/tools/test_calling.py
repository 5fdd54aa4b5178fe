"""Names beside rows on the drawing."""

import pytest

from admin_designer.designer.document.document import Document
from admin_designer.designer.document.elements import Hall, Place, SeatRow
from admin_designer.designer.tools.calling import called
from boxoffice.model.layout import Category, SeatKind


@pytest.mark.parametrize("width_mm", [500, 900, 1_200])
def test_a_rows_letter_stands_as_far_from_a_wheelchair_space_as_from_a_seat(width_mm: int) -> None:
    space = Place("w", 1, SeatKind.WHEELCHAIR, width_mm=width_mm)
    row = SeatRow("r", 5_000, 2_000, (space, *(Place(f"u{at}", 1) for at in range(4)), space))
    document = Document([Hall(categories=(Category(1, "A", 1),)), row])
    left, right = called(document).letters
    ends = (5_000 - 2.5 * row.spacing_mm, 5_000 + 2.5 * row.spacing_mm)
    beyond = (ends[0] - width_mm / 2 - left.x_mm, right.x_mm - ends[1] - width_mm / 2)
    assert beyond == pytest.approx((370, 370), abs=1)
