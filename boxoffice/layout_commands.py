"""The `layout` commands: their arguments, and what they say."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from boxoffice.model.errors import BadInput

if TYPE_CHECKING:
    from admin_designer.designer.formats.files import Format
    from boxoffice.bootstrap.layout_files import Opened

_Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
_Run: TypeAlias = Callable[[argparse.Namespace], int]

FORMATS = ".layout, .pretix.json, .grid.json or .csv"
#: The choices of a naming; written out, as no other command loads the designer.
CHOICES = {
    "rows_from": ("back", "front"),
    "row_style": ("letters", "numbers"),
    "seats_from": ("left", "right", "centre", "sides"),
    "aisles": ("on", "anew"),
}
_NUMBERS = ("first_row", "first_seat")
#: Longer lines are cut: files from elsewhere have names without end.
_LONGEST_LINE = 500


def add_layout(commands: _Commands) -> None:
    """The command and its steps."""
    text = "Check, convert, draw and renumber halls in files."
    parser = commands.add_parser("layout", help=text, description=text)
    steps = parser.add_subparsers(metavar="STEP", title="steps", required=True)
    _step(steps, "check", "Say what forbids publishing a hall; exit code 1 if anything.", _check)
    convert = _step(steps, "convert", "Write a hall to a file of another kind.", _convert)
    convert.add_argument("out", type=Path, metavar="OUT", help=f"The file to write: {FORMATS}.")
    _add_lossy(convert)
    render = _step(steps, "render", "Draw a hall as PNG, SVG, or PDF true to scale.", _render)
    render.add_argument("out", type=Path, metavar="OUT", help="Where to: .png, .svg or .pdf.")
    render.add_argument(
        "--scale", type=int, default=100, metavar="N", help="Of a PDF, 1:N (%(default)s)."
    )
    _add_renumber(steps)


def _add_renumber(steps: _Commands) -> None:
    text = (
        "Name rows and seats anew, and show every name that changes. Options about rows alone leave"
        " the seats' numbers as they are, and the other way round; without any both are named by"
        " the usual rule."
    )
    renumber = _step(steps, "renumber", text, _renumber)
    for name, choices in CHOICES.items():
        renumber.add_argument(_flag(name), choices=choices)
    for name in _NUMBERS:
        renumber.add_argument(_flag(name), type=int, metavar="N")
    renumber.add_argument("--skip", metavar="NAMES", help="Names that no row gets, such as I,O.")
    where = renumber.add_mutually_exclusive_group()
    where.add_argument("-o", "--out", type=Path, metavar="OUT", help=f"Write to it: {FORMATS}.")
    where.add_argument("--write", action="store_true", help="Write to the file itself.")
    _add_lossy(renumber)


def _step(steps: _Commands, name: str, text: str, run: _Run) -> argparse.ArgumentParser:
    step = steps.add_parser(name, help=text, description=text)
    step.add_argument("file", type=Path, metavar="FILE", help="A hall; its kind is told by itself.")
    step.add_argument("--json", action="store_true", help="Say it in one line of JSON.")
    step.set_defaults(run=lambda arguments: _in_one_line(run, arguments))
    return step


def _add_lossy(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--lossy", action="store_true", help="Write although the file cannot hold everything."
    )


def _flag(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _check(arguments: argparse.Namespace) -> int:
    opened = _open(arguments.file)
    errors, warnings = opened.errors(), opened.warnings()
    if arguments.json:
        _say_json(opened, errors=errors, warnings=warnings, ok=not errors)
    else:
        told = (*(f"error: {one}" for one in errors), *(f"warning: {one}" for one in warnings))
        _say([*_about(opened), *told])
    return 1 if errors else 0


def _convert(arguments: argparse.Namespace) -> int:
    from admin_designer.designer.formats.files import format_of  # noqa: PLC0415 (start-up time)

    as_format = format_of(arguments.out)
    return _put(_open(arguments.file), arguments, arguments.out, as_format, [], {})


def _render(arguments: argparse.Namespace) -> int:
    from boxoffice.bootstrap.layout_files import picture  # noqa: PLC0415 (start-up time)

    opened = _open(arguments.file)
    # Nothing is shown, so that no display is needed where there is one either.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    picture(opened, arguments.out, arguments.scale)
    if arguments.json:
        _say_json(opened, out=str(arguments.out), written=True)
    else:
        _say([*_about(opened), f"{arguments.out} is written."])
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
    opened = _open(arguments.file)
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
            _say_json(opened, **facts, written=False)
        else:
            _say([*_about(opened), *lines, "Nothing is written without -o OUT or --write."])
        return 0
    return _put(opened, arguments, out, as_format or opened.format, lines, facts)


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
        _say_json(opened, **facts, losses=lost, out=str(out), written=written)
    else:
        losses = [f"lost: {line}" for line in lost]
        _say([*_about(opened), *lines, *losses, *([f"{out} is written."] if written else [])])
    if not written:
        raise BadInput(f"{out} is not written, as it cannot hold everything; --lossy writes it.")
    return 0


def _open(path: Path) -> "Opened":
    from boxoffice.bootstrap.layout_files import Opened  # noqa: PLC0415 (start-up time)

    return Opened(path)


def _facts(opened: "Opened") -> dict[str, Any]:
    plan = opened.plan
    return {
        "file": str(opened.path),
        "format": opened.format.name.lower(),
        "seats": len(plan.seats),
        "rows": len(plan.rows),
        "categories": len(plan.categories),
    }


def _about(opened: "Opened") -> list[str]:
    facts = _facts(opened)
    counts = ", ".join(f"{what} {facts[what]:,}" for what in ("seats", "rows", "categories"))
    return [f"{facts['file']} ({facts['format']}): {counts}.", *opened.report]


def _say_json(opened: "Opened", **facts: Any) -> None:
    print(json.dumps({**_facts(opened), "report": opened.report, **facts}))  # noqa: T201


def _say(lines: Iterable[str]) -> None:
    """One line each, whatever the names in it are and whatever the terminal can show."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    for line in lines:
        print(_one_line(line))  # noqa: T201 - a command's output


def _in_one_line(run: _Run, arguments: argparse.Namespace) -> int:
    try:
        return run(arguments)
    except BadInput as refusal:
        raise BadInput(_one_line(str(refusal))) from refusal


def _one_line(text: str) -> str:
    cut = text if len(text) <= _LONGEST_LINE else f"{text[:_LONGEST_LINE]}…"
    return "".join(sign if sign.isprintable() else "�" for sign in cut)
