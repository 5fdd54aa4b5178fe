"""The commands of the page that is drawn on: its tools, its problems, and how the plan is seen."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication

from admin_designer.designer.qt.canvas import Canvas
from admin_designer.designer.qt.problem_list import FIX_KEY, NEXT_KEY, ProblemList
from admin_designer.designer.qt.toolbox import Kind, Toolbox
from boxoffice.qtkit.commands import Command


def tool_commands(toolbox: Toolbox, pick: Callable[[Kind], object]) -> tuple[Command, ...]:
    """Each tool and each thing, by its key where it has one."""
    kinds = dict.fromkeys((*toolbox.tools, toolbox.brush, *toolbox.things))
    return tuple(Command(kind.words, partial(pick, kind), kind.key) for kind in kinds)


def problem_commands(problems: ProblemList) -> tuple[Command, ...]:
    """One after the other, or all that can be mended at once."""
    return (
        Command(
            _tr("Next problem"),
            problems.go_on,
            NEXT_KEY,
            enabled=lambda: bool(problems.problems),
            why=_tr("nothing is wrong."),
        ),
        Command(
            _tr("Fix all problems that can be"),
            problems.all_fixed.emit,
            FIX_KEY,
            enabled=lambda: any(one.fix for one in problems.problems),
            why=_tr("nothing can be mended by itself."),
        ),
    )


def view_commands(canvas: Canvas) -> tuple[Command, ...]:
    """Nearer, further away, all of it, from the other side."""
    return (
        Command(_tr("Show the whole plan"), canvas.fit, "0"),
        Command(_tr("Screen at the top or the bottom"), canvas.turn, "T"),
        Command(_tr("Larger"), canvas.zoom_in, "+"),
        Command(_tr("Smaller"), canvas.zoom_out, "-"),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("DrawingCommands", text)
