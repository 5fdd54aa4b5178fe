"""Copies are seats of their own, in the categories of the plan that they are put into."""

from collections.abc import Callable
from dataclasses import replace
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from admin_designer.designer.document.areas import ellipse
from admin_designer.designer.document.copying import Clip, copied, duplicated, pasted
from admin_designer.designer.document.document import Document
from admin_designer.designer.document.elements import Area, Fixture, Hall, Place, SeatRow
from admin_designer.designer.document.renumbering import names_in
from admin_designer.designer.document.row_shape import stand
from admin_designer.designer.document.selecting import ids_in
from boxoffice.model.layout import Category, LandmarkKind, SeatKind
from boxoffice.rules.plain import from_plain, to_plain
from tests.unit.designer.formats.drawings import drawings

GOLD, SILVER = Category(1, "Gold", 1), Category(2, "Silver", 2)


def new_ids() -> Callable[[], str]:
    numbers = count()
    return lambda: f"new{next(numbers)}"


def paste(document: Document, clip: Clip, x_mm: int = 0, y_mm: int = 0) -> frozenset[str]:
    """What was pasted."""
    becomes = pasted(document, clip, x_mm, y_mm, new_ids())
    document.apply(document.change("Paste", becomes))
    return ids_in(becomes.values())


def spots(document: Document) -> list[tuple[int, int]]:
    stood = [(row, stand(row)) for row in document.rows]
    return sorted(
        (round(float(x)), round(float(y)))
        for row, (xs, ys, _) in stood
        for place, x, y in zip(row.places, xs, ys, strict=True)
        if not place.out
    )


@given(drawings(), st.data(), st.integers(-900, 900), st.integers(-900, 900))
def test_what_is_pasted_stands_where_it_was_moved_by_so_much_and_is_new(
    document: Document, data: st.DataObject, x_mm: int, y_mm: int
) -> None:
    seats = sorted(uid for row in document.rows for uid in ids_in([row]))
    these = data.draw(st.sets(st.sampled_from(seats), min_size=1))
    before = {row.element_id: row for row in document.rows}
    there = [
        (round(float(x)) + x_mm, round(float(y)) + y_mm)
        for row in before.values()
        for place, x, y in zip(row.places, stand(row).x_mm, stand(row).y_mm, strict=True)
        if place.uid in these
    ]
    target = Document([document.hall])
    new = paste(target, copied(document, these), x_mm, y_mm)
    assert len(new) == len(these)
    assert new.isdisjoint(ids_in(document.elements.values()))
    # A cut row stands a millimetre aside, so that those one behind another change their order.
    for here_x, here_y in there:
        assert any(abs(x - here_x) <= 2 and abs(y - here_y) <= 2 for x, y in spots(target))
    assert {row.element_id: row for row in document.rows} == before


def test_categories_are_those_of_the_same_name_and_missing_ones_are_added() -> None:
    row = SeatRow("r", 0, 0, (Place("a", 1), Place("b", 2), Place("c", 3)))
    clip = copied(Document([Hall(categories=(GOLD, SILVER)), row]), {"a", "b", "c"})
    other = Document([Hall(categories=(Category(1, "Balcony", 5), Category(7, "Silver", 3)))])
    paste(other, clip)
    assert other.hall.categories == (
        Category(1, "Balcony", 5),
        Category(7, "Silver", 3),
        Category(8, "Gold", 1),
    )
    assert [one.category_id for row in other.rows for one in row.places] == [8, 7, 0]


def test_pairs_stay_together_in_copies_and_a_half_that_is_copied_alone_is_alone() -> None:
    pair = (
        Place("w", 1, SeatKind.WHEELCHAIR, partner_uid="c"),
        Place("c", 1, SeatKind.COMPANION, partner_uid="w"),
    )
    document = Document([Hall(categories=(GOLD,)), SeatRow("r", 0, 0, pair)])
    paste(document, copied(document, {"w", "c"}), y_mm=1_100)
    *_, copy = document.rows
    wheelchair, companion = copy.places
    assert (wheelchair.partner_uid, companion.partner_uid) == (companion.uid, wheelchair.uid)
    assert copied(document, {"w"}).rows[0].places[0].partner_uid == ""


def test_a_label_of_its_own_is_no_second_rows() -> None:
    row = SeatRow("r", 0, 0, (Place("a", 1),), label="Loge", block="left")
    document = Document([Hall(categories=(GOLD,)), row])
    clip = copied(document, {"a"})
    paste(document, clip, y_mm=1_100)
    assert [one.label for one in document.rows] == ["Loge", ""]
    assert len({name.seat_id for name in names_in(document).values()}) == 2
    other = Document([Hall(categories=(GOLD,))])
    paste(other, clip)
    assert [one.label for one in other.rows] == ["Loge"]


def test_rows_are_duplicated_in_even_steps_with_their_fixtures_and_groups() -> None:
    row = SeatRow("r", 0, 0, (Place("a", 1), Place("b", 1)), block="g", radius_mm=9_000)
    pillar = Fixture("p", LandmarkKind.PILLAR, 50, 60, 70, 80)
    area = Area("s", 500, 600, ellipse(400, 300), "Standing", 30)
    document = Document([Hall(categories=(GOLD,)), row, pillar, area])
    becomes = duplicated(document, {"a", "b", "p", "s"}, 10, 1_100, 3, new_ids())
    document.apply(document.change("Duplicate", becomes))
    assert [(one.x_mm, one.y_mm, one.radius_mm) for one in document.rows] == [
        (step * 10, step * 1_100, 9_000) for step in range(4)
    ]
    assert len({one.block for one in document.rows}) == 4
    assert [(one.x_mm, one.y_mm) for one in document.fixtures] == [
        (50 + step * 10, 60 + step * 1_100) for step in range(4)
    ]
    assert [(one.y_mm, one.capacity) for one in document.areas] == [
        (600 + step * 1_100, 30) for step in range(4)
    ]


def test_what_was_copied_goes_through_a_clipboard_as_text() -> None:
    row = SeatRow("r", 0, 0, (Place("a", 1), Place("b", 1)))
    clip = copied(Document([Hall(categories=(GOLD,)), row]), {"b"})
    assert from_plain(Clip, to_plain(clip, sparse=True)) == clip
    assert clip.rows == (replace(row, x_mm=280, places=(Place("b", 1),)),)
