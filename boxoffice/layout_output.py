"""What the `layout` commands have in common: how their steps are made, and how they speak."""

import argparse
import json
import sys
from collections.abc import Callable, Iterable
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from boxoffice.model.errors import BadInput

if TYPE_CHECKING:
    from boxoffice.bootstrap.layout_files import Opened

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
Run: TypeAlias = Callable[[argparse.Namespace], int]

#: Longer lines are cut: files from elsewhere have names without end.
_LONGEST_LINE = 500


def add_step(
    steps: Commands, name: str, text: str, run: Run, *, reads: bool = True
) -> argparse.ArgumentParser:
    """A step; `reads` has it begin with a file."""
    step = steps.add_parser(name, help=text, description=text)
    if reads:
        help_text = "A hall; its kind is told by itself."
        step.add_argument("file", type=Path, metavar="FILE", help=help_text)
    step.add_argument("--json", action="store_true", help="Say it in one line of JSON.")
    step.set_defaults(run=lambda arguments: _in_one_line(run, arguments))
    return step


def open_hall(path: Path) -> "Opened":
    """The hall in a file; BadInput."""
    from boxoffice.bootstrap.layout_files import Opened  # noqa: PLC0415 (start-up time)

    return Opened(path)


def about(opened: "Opened") -> list[str]:
    """What was read, and what was mended on the way."""
    facts = _facts(opened)
    counts = ", ".join(f"{what} {facts[what]:,}" for what in ("seats", "rows", "categories"))
    return [f"{facts['file']} ({facts['format']}): {counts}.", *opened.report]


def say_json(opened: "Opened", **facts: Any) -> None:
    """The same and more facts in one line."""
    print(json.dumps({**_facts(opened), "report": opened.report, **facts}))  # noqa: T201


def say(lines: Iterable[str]) -> None:
    """One line each, whatever the names in it are and whatever the terminal can show."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    for line in lines:
        print(_one_line(line))  # noqa: T201 - a command's output


def _facts(opened: "Opened") -> dict[str, Any]:
    plan = opened.plan
    return {
        "file": str(opened.path),
        "format": opened.format.name.lower(),
        "seats": len(plan.seats),
        "rows": len(plan.rows),
        "categories": len(plan.categories),
    }


def _in_one_line(run: Run, arguments: argparse.Namespace) -> int:
    try:
        return run(arguments)
    except BadInput as refusal:
        raise BadInput(_one_line(str(refusal))) from refusal


def _one_line(text: str) -> str:
    cut = text if len(text) <= _LONGEST_LINE else f"{text[:_LONGEST_LINE]}…"
    return "".join(sign if sign.isprintable() else "�" for sign in cut)
