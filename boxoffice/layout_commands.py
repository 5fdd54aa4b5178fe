"""The `layout` commands: their arguments, and what they say."""

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from boxoffice.layout_insight import add_insight
from boxoffice.layout_output import Commands, about, add_step, open_hall, say, say_json
from boxoffice.model.errors import BadInput

if TYPE_CHECKING:
    from admin_designer.designer.formats.files import Format
    from boxoffice.bootstrap.layout_files import Opened

FORMATS = ".layout, .pretix.json, .grid.json or .csv"
#: The choices of a naming; written out, as no other command loads the designer.
CHOICES = {
    "rows_from": ("back", "front"),
    "row_style": ("letters", "numbers"),
    "seats_from": ("left", "right", "centre", "sides"),
    "aisles": ("on", "anew"),
}
TEMPLATES = ("studio", "shoebox", "stadium", "curved", "balcony", "arena", "drive-in", "demo")
_NUMBERS = ("first_row", "first_seat")


def add_layout(commands: Commands) -> None:
    """The command and its steps."""
    text = "Check, convert, draw, renumber and judge halls in files."
    parser = commands.add_parser("layout", help=text, description=text)
    steps = parser.add_subparsers(metavar="STEP", title="steps", required=True)
    add_step(steps, "check", "Say what forbids publishing a hall; exit code 1 if anything.", _check)
    convert = add_step(steps, "convert", "Write a hall to a file of another kind.", _convert)
    convert.add_argument("out", type=Path, metavar="OUT", help=f"The file to write: {FORMATS}.")
    _add_lossy(convert)
    render = add_step(steps, "render", "Draw a hall as PNG, SVG, or PDF true to scale.", _render)
    render.add_argument("out", type=Path, metavar="OUT", help="Where to: .png, .svg or .pdf.")
    render.add_argument(
        "--scale", type=int, default=100, metavar="N", help="Of a PDF, 1:N (%(default)s)."
    )
    _add_renumber(steps)
    _add_template(steps)
    add_insight(steps)


def _add_renumber(steps: Commands) -> None:
    text = (
        "Name rows and seats anew, and show every name that changes. Options about rows alone leave"
        " the seats' numbers as they are, and the other way round; without any both are named by"
        " the usual rule."
    )
    renumber = add_step(steps, "renumber", text, _renumber)
    for name, choices in CHOICES.items():
        renumber.add_argument(_flag(name), choices=choices)
    for name in _NUMBERS:
        renumber.add_argument(_flag(name), type=int, metavar="N")
    renumber.add_argument("--skip", metavar="NAMES", help="Names that no row gets, such as I,O.")
    where = renumber.add_mutually_exclusive_group()
    where.add_argument("-o", "--out", type=Path, metavar="OUT", help=f"Write to it: {FORMATS}.")
    where.add_argument("--write", action="store_true", help="Write to the file itself.")
    _add_lossy(renumber)


def _add_template(steps: Commands) -> None:
    template = add_step(
        steps, "template", "Write one of the halls to begin with.", _template, reads=False
    )
    template.add_argument("name", metavar="NAME", help=", ".join(TEMPLATES))
    template.add_argument("out", type=Path, metavar="OUT", help=f"The file to write: {FORMATS}.")
    _add_lossy(template)


def _add_lossy(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--lossy", action="store_true", help="Write although the file cannot hold everything."
    )


def _flag(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _check(arguments: argparse.Namespace) -> int:
    opened = open_hall(arguments.file)
    errors, warnings = opened.errors(), opened.warnings()
    if arguments.json:
        say_json(opened, errors=errors, warnings=warnings, ok=not errors)
    else:
        told = (*(f"error: {one}" for one in errors), *(f"warning: {one}" for one in warnings))
        say([*about(opened), *told])
    return 1 if errors else 0


def _convert(arguments: argparse.Namespace) -> int:
    from admin_designer.designer.formats.files import format_of  # noqa: PLC0415 (start-up time)

    as_format = format_of(arguments.out)
    return _put(open_hall(arguments.file), arguments, arguments.out, as_format, [], {})


def _render(arguments: argparse.Namespace) -> int:
    from boxoffice.bootstrap.layout_files import picture  # noqa: PLC0415 (start-up time)

    opened = open_hall(arguments.file)
    # Nothing is shown, so that no display is needed where there is one either.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    picture(opened, arguments.out, arguments.scale)
    if arguments.json:
        say_json(opened, out=str(arguments.out), written=True)
    else:
        say([*about(opened), f"{arguments.out} is written."])
    return 0


def _renumber(arguments: argparse.Namespace) -> int:
    from admin_designer.designer.formats.files import format_of  # noqa: PLC0415 (start-up time)
    from boxoffice.bootstrap.layout_files import renumber  # noqa: PLC0415 (start-up time)

    wanted = {
        name: value
        for name in (*CHOICES, *_NUMBERS)
        if (value := getattr(arguments, name)) is not None
    }
    if arguments.skip is not None:
        wanted["skip"] = [name.strip() for name in arguments.skip.split(",") if name.strip()]
    as_format = format_of(arguments.out) if arguments.out else None
    opened = open_hall(arguments.file)
    seats = len(opened.plan.seats)
    difference = renumber(opened.document, wanted)
    changes = difference.renamed
    lines = [f"{one.old} → {one.new}" for one in changes]
    lines.append(f"{len(changes):,} of {seats:,} seats are renamed.")
    if difference.doubled:
        lines.append(
            f"{len(difference.doubled):,} names are more than one seat's, which forbids publishing:"
            f" {', '.join(difference.doubled[:5])}."
        )
    facts = {
        "renamed": [{"uid": one.uid, "old": one.old, "new": one.new} for one in changes],
        "doubled": difference.doubled,
    }
    out = arguments.file if arguments.write else arguments.out
    if out is None:
        if arguments.json:
            say_json(opened, **facts, written=False)
        else:
            say([*about(opened), *lines, "Nothing is written without -o OUT or --write."])
        return 0
    return _put(opened, arguments, out, as_format or opened.format, lines, facts)


def _template(arguments: argparse.Namespace) -> int:
    from admin_designer.designer.formats.files import format_of  # noqa: PLC0415 (start-up time)
    from boxoffice.bootstrap.layout_files import template  # noqa: PLC0415 (start-up time)

    if arguments.name not in TEMPLATES:
        names = ", ".join(TEMPLATES)
        raise BadInput(f"There is no template “{arguments.name}”; there are {names}.")
    as_format = format_of(arguments.out)
    return _put(template(arguments.name), arguments, arguments.out, as_format, [], {})


def _put(
    opened: "Opened",
    arguments: argparse.Namespace,
    out: Path,
    as_format: "Format",
    lines: list[str],
    facts: dict[str, Any],
) -> int:
    """Write it; BadInput where something would be lost that nobody allowed to be."""
    from boxoffice.bootstrap.layout_files import put  # noqa: PLC0415 (start-up time)

    lost = put(opened.document, out, as_format, lossy=arguments.lossy)
    written = arguments.lossy or not lost
    if arguments.json:
        say_json(opened, **facts, losses=lost, out=str(out), written=written)
    else:
        losses = [f"lost: {line}" for line in lost]
        say([*about(opened), *lines, *losses, *([f"{out} is written."] if written else [])])
    if not written:
        raise BadInput(f"{out} is not written, as it cannot hold everything; --lossy writes it.")
    return 0
