"""The `layout` steps that judge a hall: what its seats see, and how well it sells."""

import argparse

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


def _sightlines(arguments: argparse.Namespace) -> int:
    # Imported here, as other commands do without the designer.
    from boxoffice.bootstrap.layout_insight import given, told_sightlines  # noqa: PLC0415

    opened = open_hall(arguments.file)
    given(opened.document, arguments.picture, arguments.rake or ())
    told = told_sightlines(opened.document)
    if arguments.json:
        say_json(opened, **told.facts)
    else:
        say([*about(opened), *told.lines])
    return 0
