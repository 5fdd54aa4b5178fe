"""The halls to begin with can be published as they are."""

from collections.abc import Callable
from dataclasses import replace
from itertools import count

import pytest

from admin_designer.designer.document.baking import bake
from admin_designer.designer.document.checker import problems_in
from admin_designer.designer.document.document import Document
from admin_designer.designer.document.sightlines import sightlines
from admin_designer.designer.formats.files import Format
from admin_designer.designer.templates.halls import TEMPLATES
from admin_designer.designer.templates.shape import drawn
from boxoffice.bootstrap.demo_data import load
from boxoffice.bootstrap.demo_halls import draw
from boxoffice.model.layout import SeatKind
from boxoffice.rules.layouts import check
from tests.unit.designer.formats.drawings import again, elements

SEATS = {
    "studio": 46,
    "shoebox": 294,
    "stadium": 302,
    "curved": 170,
    "balcony": 608,
    "arena": 1_740,
    "drive-in": 220,
    "demo": 91,
}


def new_ids() -> Callable[[], str]:
    numbers = count()
    return lambda: f"new{next(numbers)}"


def hall(name: str) -> Document:
    return Document(drawn(TEMPLATES[name], new_ids()))


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_is_published_without_an_error_or_a_warning(name: str) -> None:
    document = hall(name)
    plan = bake(document)
    assert check(plan) == ()
    assert problems_in(document) == ()
    assert len(plan.seats) == SEATS[name]
    assert elements(again(document, Format.LAYOUT)) == elements(document)


@pytest.mark.parametrize("name", sorted(TEMPLATES.keys() - {"demo", "arena"}))
def test_every_seat_of_a_template_sees_the_picture_within_its_limits(name: str) -> None:
    sight = sightlines(hall(name))
    assert not sight.too_steep.any()
    assert not sight.too_far_aside.any()


@pytest.mark.parametrize("name", sorted(TEMPLATES.keys() - {"arena", "drive-in"}))
def test_every_cinema_has_places_for_wheelchairs_beside_a_companion(name: str) -> None:
    seats = {seat.uid: seat for seat in bake(hall(name)).seats}
    spaces = [seat for seat in seats.values() if seat.kind is SeatKind.WHEELCHAIR]
    assert spaces
    assert {seats[one.partner_uid].kind for one in spaces} == {SeatKind.COMPANION}


def test_two_halls_of_one_template_share_no_seat() -> None:
    new_id = new_ids()
    one, other = (Document(drawn(TEMPLATES["demo"], new_id)) for _ in range(2))
    uids = [{seat.uid for seat in bake(each).seats} for each in (one, other)]
    assert uids[0].isdisjoint(uids[1])


def test_the_demo_template_is_the_demo_cinemas_audi_3_seat_for_seat() -> None:
    document = hall("demo")
    plan, demo = bake(document), draw(load().theatres[0].screens[2].hall)
    names = {seat.uid: seat.seat_id for seat in plan.seats}
    unnamed = [
        replace(seat, uid="", partner_uid=names.get(seat.partner_uid, "")) for seat in plan.seats
    ]
    theirs = {seat.uid: seat.seat_id for seat in demo.seats}
    assert unnamed == [
        replace(seat, uid="", partner_uid=theirs.get(seat.partner_uid, "")) for seat in demo.seats
    ]
    assert plan.categories == demo.categories
    assert (plan.focal_x_mm, plan.focal_y_mm) == (demo.focal_x_mm, demo.focal_y_mm)
    assert plan.numbering == demo.numbering
