"""What is done to things that are selected: each gives the elements as they become.

A selection is a set of seats' uids and of the ids of fixtures and areas. A row all of whose seats
are selected stays drawn by its numbers; of a row that is selected in part the seats are moved by
themselves.
"""

import math
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import TypeAlias

from admin_designer.designer.document.areas import carried
from admin_designer.designer.document.document import Document
from admin_designer.designer.document.elements import Area, Element, Fixture, Place, SeatRow
from admin_designer.designer.document.row_shape import along_of, stand

Becomes: TypeAlias = dict[str, Element | None]
#: A way from one spot in the hall (x, y in millimetres) to another.
_Way: TypeAlias = Callable[[float, float], tuple[float, float]]


def moved(document: Document, selected: Collection[str], x_mm: int, y_mm: int) -> Becomes:
    """The selected things moved by so much."""
    return _carried(document, selected, lambda x, y: (x + x_mm, y + y_mm), 0)


def turned(
    document: Document, selected: Collection[str], angle_cdeg: int, about: tuple[float, float]
) -> Becomes:
    """The selected things turned clockwise about a spot."""
    by = math.radians(angle_cdeg / 100)
    cosine, sine = math.cos(by), math.sin(by)

    def way(x: float, y: float) -> tuple[float, float]:
        across, down = x - about[0], y - about[1]
        return about[0] + across * cosine - down * sine, about[1] + across * sine + down * cosine

    return _carried(document, selected, way, angle_cdeg)


def mirrored(document: Document, selected: Collection[str], about_x_mm: float) -> Becomes:
    """The selected things as in a mirror that stands across the hall: left and right change."""
    return _carried(document, selected, lambda x, y: (2 * about_x_mm - x, y), 0, mirror=True)


def changed(
    document: Document, selected: Collection[str], how: Callable[[Place], Place]
) -> Becomes:
    """The selected seats with other facts: a category, a kind, a restricted view."""
    these = frozenset(selected)
    return {
        row.element_id: replace(
            row, places=tuple(how(one) if one.uid in these else one for one in row.places)
        )
        for row in document.rows
        if any(place.uid in these for place in row.places)
    }


def taken_away(document: Document, selected: Collection[str]) -> Becomes:
    """Without the selected things. A seat within a row leaves its room, one at an end does not;
    whoever belonged together with it is alone."""
    gone = frozenset(selected)
    becomes: Becomes = {
        each.element_id: None for each in document.things if each.element_id in gone
    }
    for row in document.rows:
        places = tuple(_without(place, gone) for place in row.places)
        seats = [at for at, place in enumerate(places) if not place.out]
        if not seats:
            becomes[row.element_id] = None
        elif places != row.places:
            becomes[row.element_id] = cut(replace(row, places=places), seats[0], seats[-1])
    return becomes


def cut(row: SeatRow, first: int, last: int) -> SeatRow:
    """The row from one place to another; all that stays stands where it stood."""
    if (first, last) == (0, len(row.places) - 1):
        return row
    turns = tuple(replace(one, at=one.at - first) for one in row.turns if first < one.at <= last)
    turned_by = sum(one.angle_cdeg for one in row.turns if one.at <= first)
    if row.radius_mm:
        along = along_of(row)
        middle = (along[first] + along[last]) / 2 / row.radius_mm
        turned_by = round(math.degrees(float(middle)) * 100)
    places = (_carried_place(one, -turned_by) for one in row.places[first : last + 1])
    short = replace(row, places=tuple(places), turns=turns, angle_cdeg=row.angle_cdeg + turned_by)
    before, now = stand(row), stand(short)
    return replace(
        short,
        x_mm=short.x_mm + round(float(before.x_mm[first] - now.x_mm[0])),
        y_mm=short.y_mm + round(float(before.y_mm[first] - now.y_mm[0])),
    )


def _without(place: Place, gone: Collection[str]) -> Place:
    if place.uid in gone:
        return replace(place, out=True, partner_uid="")
    return replace(place, partner_uid="") if place.partner_uid in gone else place


def _carried(
    document: Document, selected: Collection[str], way: _Way, by_cdeg: int, *, mirror: bool = False
) -> Becomes:
    these = frozenset(selected)
    becomes: Becomes = {}
    for row in document.rows:
        inside = [not place.out and place.uid in these for place in row.places]
        if not any(inside):
            continue
        whole = all(one or place.out for one, place in zip(inside, row.places, strict=True))
        if whole:
            becomes[row.element_id] = _whole_row(row, way, by_cdeg, mirror=mirror)
        else:
            becomes[row.element_id] = _seats_of(row, inside, way, by_cdeg, mirror=mirror)
    for each in document.things:
        if each.element_id in these:
            becomes[each.element_id] = _carried_thing(each, way)
    return becomes


def _carried_thing(thing: Fixture | Area, way: _Way) -> Fixture | Area:
    if isinstance(thing, Area):
        return carried(thing, way)
    x_mm, y_mm = way(thing.x_mm, thing.y_mm)
    return replace(thing, x_mm=round(x_mm), y_mm=round(y_mm))


def _whole_row(row: SeatRow, way: _Way, by_cdeg: int, *, mirror: bool) -> SeatRow:
    x_mm, y_mm = way(row.x_mm, row.y_mm)
    there = replace(
        row, x_mm=round(x_mm), y_mm=round(y_mm), angle_cdeg=_half_turn(row.angle_cdeg + by_cdeg)
    )
    if not mirror:
        return there
    # Read from its other end, with what lay before a place now behind it.
    bent_cdeg = sum(one.angle_cdeg for one in row.turns)
    gaps = [place.gap_mm for place in row.places]
    flipped = (
        replace(one, gap_mm=gap, shift_x_mm=-one.shift_x_mm, turn_cdeg=-one.turn_cdeg)
        for one, gap in zip(row.places[::-1], (0, *gaps[:0:-1]), strict=True)
    )
    places = tuple(_carried_place(one, bent_cdeg) for one in flipped)
    turns = tuple(replace(one, at=len(row.places) - one.at) for one in reversed(row.turns))
    angle_cdeg = _half_turn(-row.angle_cdeg - bent_cdeg)
    return replace(there, places=places, turns=turns, angle_cdeg=angle_cdeg)


def _seats_of(
    row: SeatRow, inside: list[bool], way: _Way, by_cdeg: int, *, mirror: bool
) -> SeatRow:
    """The row with some of its seats moved by themselves."""
    stood = stand(row)
    back = math.radians(-row.angle_cdeg / 100)
    places = list(row.places)
    for at, place in enumerate(row.places):
        if not inside[at]:
            continue
        x_mm, y_mm = way(float(stood.x_mm[at]), float(stood.y_mm[at]))
        across, down = x_mm - float(stood.x_mm[at]), y_mm - float(stood.y_mm[at])
        angle = -2 * round(float(stood.angle_cdeg[at])) if mirror else by_cdeg
        places[at] = replace(
            place,
            shift_x_mm=place.shift_x_mm + round(across * math.cos(back) - down * math.sin(back)),
            shift_y_mm=place.shift_y_mm + round(across * math.sin(back) + down * math.cos(back)),
            turn_cdeg=_half_turn(place.turn_cdeg + angle),
        )
    return replace(row, places=tuple(places))


def _carried_place(place: Place, by_cdeg: int) -> Place:
    """The same place in a row whose directions are turned by so much less."""
    if not by_cdeg or not (place.shift_x_mm or place.shift_y_mm):
        return place
    by = math.radians(by_cdeg / 100)
    x, y = place.shift_x_mm, place.shift_y_mm
    return replace(
        place,
        shift_x_mm=round(x * math.cos(by) - y * math.sin(by)),
        shift_y_mm=round(x * math.sin(by) + y * math.cos(by)),
    )


def _half_turn(angle_cdeg: int) -> int:
    """An angle from -180° to 180°."""
    return (angle_cdeg + 18_000) % 36_000 - 18_000
