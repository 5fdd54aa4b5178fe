"""The eight halls: real sizes, each drawn by numbers."""

from collections.abc import Mapping

from admin_designer.designer.document.elements import Picture, Rake
from admin_designer.designer.templates.shape import Part, Shape
from boxoffice.model.layout import Category, SeatKind

_STANDARD, _PREMIUM, _DIAMOND = (
    Category(1, "Standard", 1),
    Category(2, "Premium", 2),
    Category(3, "Diamond", 3),
)
_CARS, _TALL_CARS = Category(1, "Cars", 1), Category(2, "Vans and SUVs", 2)


STUDIO = Shape(
    "Small studio",
    "Recliners for preview screenings: six rows, an aisle on either side.",
    width_mm=9_600,
    picture=Picture(6_400, 3_460, 900),
    rakes=(Rake(rise_mm=150),),
    to_screen_mm=5_600,
    parts=(
        Part(
            _PREMIUM,
            ("8s",) * 5 + ("4s..wc",),
            kind=SeatKind.RECLINER,
            spacing_mm=760,
            pitch_mm=1_600,
            seat_mm=(700, 1_000),
        ),
    ),
)

SHOEBOX = Shape(
    "Shoebox",
    "Straight rows from wall to wall on a gentle slope, parted by one aisle in the middle.",
    width_mm=14_000,
    picture=Picture(9_800, 5_300, 1_200),
    rakes=(Rake(rise_mm=70),),
    to_screen_mm=9_200,
    parts=(
        Part(_PREMIUM, ("10s|10s",) * 5),
        Part(_STANDARD, ("10s|10s",) * 9 + ("5s...wc|cw...5s",), gap_mm=600),
    ),
)

STADIUM = Shape(
    "Stadium rows",
    "Each row a high step above the one before it, two aisles, wheelchair spaces in front.",
    width_mm=17_600,
    picture=Picture(13_000, 5_440, 1_000),
    rakes=(Rake(rise_mm=290),),
    to_screen_mm=9_200,
    parts=(
        Part(_DIAMOND, ("4s|12s|4s",) * 2, kind=SeatKind.DIAMOND, pitch_mm=1_250),
        Part(_PREMIUM, ("5s|12s|5s",) * 6, kind=SeatKind.PREMIUM, pitch_mm=1_200),
        Part(_STANDARD, ("5s|12s|5s",) * 5 + (".wccw|12s|wccw.",), pitch_mm=1_200),
    ),
)

CURVED = Shape(
    "Curved premium",
    "Sofas and recliners on arcs around the screen.",
    width_mm=18_400,
    picture=Picture(12_000, 5_020, 1_100),
    rakes=(Rake(rise_mm=160),),
    radius_mm=15_000,
    to_screen_mm=8_400,
    parts=(
        Part(
            _DIAMOND,
            ("6l|8l|6l",) * 2,
            kind=SeatKind.SOFA,
            spacing_mm=700,
            pitch_mm=1_700,
            seat_mm=(640, 1_000),
        ),
        Part(
            _PREMIUM,
            ("5s|8s|5s",) * 4,
            kind=SeatKind.RECLINER,
            spacing_mm=720,
            pitch_mm=1_600,
            seat_mm=(660, 1_000),
        ),
        Part(
            _STANDARD,
            ("5s|10s|5s",) * 2 + (".wccw|10s|wccw.",),
            pitch_mm=1_200,
            wheelchair_mm=(900, 1_200),
        ),
    ),
)

BALCONY = Shape(
    "Balcony",
    "Curved stalls, and a balcony with a steeper floor above their back. It is drawn behind them.",
    width_mm=24_000,
    picture=Picture(16_000, 6_690, 1_500),
    rakes=(Rake("Stalls", rise_mm=80), Rake("Balcony", 5_200, 380)),
    radius_mm=24_000,
    to_screen_mm=12_200,
    parts=(
        Part(
            _DIAMOND,
            ("8s|14s|8s",) * 5,
            kind=SeatKind.DIAMOND,
            level="Balcony",
            spacing_mm=580,
            seat_mm=(520, 830),
        ),
        Part(
            _PREMIUM,
            ("9s|16s|9s",) * 7,
            kind=SeatKind.PREMIUM,
            level="Stalls",
            gap_mm=2_400,
        ),
        Part(
            _STANDARD,
            ("8s|16s|8s",) * 6 + ("wc..4s|16s|4s..cw",),
            level="Stalls",
            gap_mm=900,
            wheelchair_mm=(900, 1_200),
        ),
    ),
)

#: Six wedges that grow by a seat in every second row, so that their aisles run straight outwards.
ARENA = Shape(
    "Arena block",
    "Six wedges of arena seats around a stage, their aisles running straight to it.",
    width_mm=66_000,
    picture=Picture(16_000, 8_000, 1_600),
    rakes=(Rake(floor_mm=600, rise_mm=450),),
    radius_mm=18_000,
    to_screen_mm=10_000,
    stage=True,
    parts=(
        Part(
            _STANDARD,
            tuple("|".join([f"{16 + at // 2}s"] * 6) for at in range(7, -1, -1)),
            spacing_mm=500,
            pitch_mm=850,
            seat_mm=(460, 750),
        ),
        Part(
            _PREMIUM,
            tuple("|".join([f"{10 + at // 2}s"] * 6) for at in range(11, -1, -1)),
            kind=SeatKind.PREMIUM,
            spacing_mm=500,
            pitch_mm=850,
            seat_mm=(460, 750),
        ),
    ),
)

DRIVE_IN = Shape(
    "Drive-in",
    "A place for each car, in arcs with a lane behind each; tall cars at the back.",
    width_mm=116_000,
    picture=Picture(30_000, 16_200, 4_000),
    rakes=(Rake(rise_mm=10),),
    radius_mm=90_000,
    to_screen_mm=45_000,
    behind_mm=8_000,
    parts=(
        Part(
            _TALL_CARS,
            ("10s|12s|10s",) * 2,
            spacing_mm=3_100,
            pitch_mm=12_500,
            aisle_mm=6_000,
            seat_mm=(2_200, 5_500),
        ),
        Part(
            _CARS,
            ("9s|12s|9s",) * 2 + ("7s|12s|7s",) * 2 + ("5s|12s|5s",) * 2,
            spacing_mm=3_000,
            pitch_mm=12_000,
            aisle_mm=6_000,
            seat_mm=(2_000, 5_000),
        ),
    ),
)

#: The demo cinema's Audi 3, seat for seat.
DEMO = Shape(
    "Audi 3",
    "The demo cinema's hall of 91 seats.",
    width_mm=15_880,
    picture=Picture(9_528, 3_990, 900),
    rakes=(Rake(rise_mm=120),),
    to_screen_mm=3_200,
    parts=(
        Part(
            _DIAMOND,
            ("3.6s|7s",),
            kind=SeatKind.DIAMOND,
            aisle_mm=1_120,
            wheelchair_mm=(500, 830),
        ),
        Part(
            _PREMIUM,
            ("1.9s|8s",) * 2,
            kind=SeatKind.PREMIUM,
            gap_mm=700,
            aisle_mm=1_120,
        ),
        Part(
            _STANDARD,
            ("12s|10s", "wc10s|8scw"),
            gap_mm=700,
            aisle_mm=1_120,
            wheelchair_mm=(500, 830),
        ),
    ),
)

#: By the name that a command knows them by.
TEMPLATES: Mapping[str, Shape] = {
    "studio": STUDIO,
    "shoebox": SHOEBOX,
    "stadium": STADIUM,
    "curved": CURVED,
    "balcony": BALCONY,
    "arena": ARENA,
    "drive-in": DRIVE_IN,
    "demo": DEMO,
}
