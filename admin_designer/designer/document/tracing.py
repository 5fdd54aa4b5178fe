"""How a picture that is traced is brought to where it belongs."""

import math
from dataclasses import replace

from admin_designer.designer.document.elements import Traced
from admin_designer.designer.document.snapping import Guide


def middle_of(traced: Traced, wide_px: int, high_px: int) -> tuple[float, float]:
    """Where the middle of a picture of so many pixels lies, millimetres."""
    by = math.radians(traced.angle_cdeg / 100)
    across, down = wide_px * traced.mm_per_px / 2, high_px * traced.mm_per_px / 2
    return (
        traced.x_mm + across * math.cos(by) - down * math.sin(by),
        traced.y_mm + across * math.sin(by) + down * math.cos(by),
    )


def carried(traced: Traced, across_mm: float, down_mm: float) -> Traced:
    """The picture moved by so much."""
    return replace(traced, x_mm=traced.x_mm + across_mm, y_mm=traced.y_mm + down_mm)


def turned(traced: Traced, angle_cdeg: int, wide_px: int, high_px: int) -> Traced:
    """The picture of so many pixels at an angle, with its middle where it was."""
    x_mm, y_mm = middle_of(traced, wide_px, high_px)
    there = replace(traced, angle_cdeg=angle_cdeg)
    now_x, now_y = middle_of(there, wide_px, high_px)
    return carried(there, x_mm - now_x, y_mm - now_y)


def scaled(traced: Traced, along: Guide, known_mm: int) -> Traced:
    """The picture where what the line goes along measures so much; the line's beginning stays
    where it is."""
    shown_mm = math.hypot(along.x2_mm - along.x1_mm, along.y2_mm - along.y1_mm)
    if shown_mm < 1:
        return traced
    by = known_mm / shown_mm
    return replace(
        traced,
        mm_per_px=traced.mm_per_px * by,
        x_mm=along.x1_mm + (traced.x_mm - along.x1_mm) * by,
        y_mm=along.y1_mm + (traced.y_mm - along.y1_mm) * by,
    )
