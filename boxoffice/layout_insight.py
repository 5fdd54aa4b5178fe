"""The `layout` steps that judge a hall: what its seats see, and how well it sells."""

import argparse
from pathlib import Path

from boxoffice.layout_output import Commands, about, add_step, open_hall, say, say_json


def add_insight(steps: Commands) -> None:
    """The steps and their arguments."""
    text = (
        "Say how the picture is seen from each row, and which seats are more than 30° below its"
        " upper edge or more than 45° aside. The screen's height and the floors are those of the"
        " hall, or given here."
    )
    sightlines = add_step(steps, "sightlines", text, _sightlines)
    sightlines.add_argument(
        "--picture",
        type=float,
        nargs=3,
        metavar=("WIDTH", "HEIGHT", "BOTTOM"),
        help="Metres; the last from the floor up to its lower edge.",
    )
    sightlines.add_argument(
        "--rake",
        nargs=3,
        action="append",
        metavar=("LEVEL", "FLOOR", "RISE"),
        help="Of a level (“” for all that is in none): its front row's floor in metres, and how"
        " many metres each metre further back lies higher; may repeat.",
    )
    _add_simulate(steps)


def _add_simulate(steps: Commands) -> None:
    text = (
        "Sell a hall to groups who sit together and strand no single seat if they can, and say how"
        " full it gets. Where another hall is given the same groups come to both."
    )
    simulate = add_step(steps, "simulate", text, _simulate)
    simulate.add_argument("other", type=Path, nargs="?", metavar="OTHER", help="Another hall.")
    for flag, usual, what in (
        ("--shows", 100, "How many shows are sold"),
        ("--seed", 1, "The same number sells the same"),
        ("--demand", 100, "As many people come as this percentage of the seats"),
    ):
        simulate.add_argument(
            flag, type=int, default=usual, metavar="N", help=f"{what} (%(default)s)."
        )
    simulate.add_argument(
        "--price",
        action="extend",
        nargs="+",
        default=[],
        metavar="CATEGORY=AMOUNT",
        help="Of each category, to be told the takings; the halls stand before it.",
    )
    simulate.add_argument(
        "--groups",
        metavar="N,N…",
        help="The shares in which groups of 1, 2, 3 … people come (18,45,14,14,5,4).",
    )


def _sightlines(arguments: argparse.Namespace) -> int:
    # Imported here, as other commands do without the designer.
    from boxoffice.bootstrap.layout_sightlines import given, told_sightlines  # noqa: PLC0415

    opened = open_hall(arguments.file)
    given(opened.document, arguments.picture, arguments.rake or ())
    told = told_sightlines(opened.document)
    if arguments.json:
        say_json(opened, **told.facts)
    else:
        say([*about(opened), *told.lines])
    return 0


def _simulate(arguments: argparse.Namespace) -> int:
    from boxoffice.bootstrap.layout_sales import Sale, told_sales  # noqa: PLC0415 (as above)

    paths = [arguments.file, arguments.other] if arguments.other else [arguments.file]
    halls = [open_hall(path) for path in paths]
    sale = Sale(
        arguments.shows, arguments.seed, arguments.demand, arguments.price, arguments.groups
    )
    told = told_sales([(str(one.path), one.plan) for one in halls], sale)
    if arguments.json:
        say_json(halls[0], **told.facts)
    else:
        say([*(line for one in halls for line in about(one)), *told.lines])
    return 0
