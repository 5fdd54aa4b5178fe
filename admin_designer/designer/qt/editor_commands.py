"""The commands of what is done to a selection, with their keys."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication

from admin_designer.designer.document.arranging import Axis, Edge
from admin_designer.designer.qt.editor import Editor
from boxoffice.qtkit.commands import Command

_CATEGORY_KEYS = 9
_TURN_BACK_CDEG = -1_500


def editor_commands(editor: Editor) -> tuple[Command, ...]:
    """All of them."""
    return (*stepping(editor), *_selecting(editor), *_changing(editor), *_categories(editor))


def stepping(editor: Editor) -> tuple[Command, ...]:
    """Back, and on again."""
    return (
        Command(
            _tr("Undo"),
            editor.undo,
            "Ctrl+Z",
            enabled=lambda: editor.draft.undo.canUndo(),
            why=_tr("nothing was done yet."),
        ),
        Command(
            _tr("Redo"),
            editor.redo,
            "Ctrl+Shift+Z",
            enabled=lambda: editor.draft.undo.canRedo(),
            why=_tr("nothing was taken back."),
        ),
    )


def aligning(editor: Editor) -> tuple[Command, ...]:
    """At the left, in the middle, at the right, at the back, at the front."""
    return tuple(
        _on_several(editor, words, partial(editor.align, edge), f"Ctrl+Alt+{key}", 2)
        for words, edge, key in (
            (_tr("Align at the left"), Edge.LEFT, "Left"),
            (_tr("Align in the middle"), Edge.MIDDLE, "M"),
            (_tr("Align at the right"), Edge.RIGHT, "Right"),
            (_tr("Align at the back"), Edge.BACK, "Up"),
            (_tr("Align at the front"), Edge.FRONT, "Down"),
        )
    )


def spacing(editor: Editor) -> tuple[Command, ...]:
    """Across, and in depth."""
    across, deep = (partial(editor.distribute, axis) for axis in (Axis.ACROSS, Axis.DEEP))
    return (
        _on_several(editor, _tr("Equal room across"), across, "Ctrl+Alt+H", 3),
        _on_several(editor, _tr("Equal room in depth"), deep, "Ctrl+Alt+V", 3),
    )


def turning(editor: Editor) -> tuple[Command, ...]:
    """Clockwise, back, and to the other side."""
    back = partial(editor.turn, _TURN_BACK_CDEG)
    return (
        _on_selection(editor, _tr("Turn by 15°"), editor.turn, "]"),
        _on_selection(editor, _tr("Turn back by 15°"), back, "["),
        _on_selection(editor, _tr("Mirror left and right"), editor.mirror, "Ctrl+Shift+M"),
    )


def grouping(editor: Editor) -> tuple[Command, ...]:
    """Together, and apart."""
    return (
        _on_selection(editor, _tr("Group"), editor.group, "Ctrl+G"),
        _on_selection(editor, _tr("Ungroup"), editor.ungroup, "Ctrl+Shift+G"),
    )


def pinning(editor: Editor) -> tuple[Command, ...]:
    """On, and off."""
    return (
        Command(
            _tr("Pin two seats in line"),
            editor.pin,
            "Ctrl+P",
            enabled=lambda: len(editor.board.selected_seats()) == 2,
            why=_tr("two seats of two rows are to be selected."),
        ),
        _on_selection(editor, _tr("Unpin"), editor.unpin, "Ctrl+Shift+P"),
    )


def _selecting(editor: Editor) -> tuple[Command, ...]:
    def more(words: str, act: Callable[[], object], key: str = "") -> Command:
        return _on_selection(editor, words, act, key)

    return (
        Command(_tr("Select all"), lambda: editor.board.select_all(), "Ctrl+A"),
        more(_tr("Select the whole rows"), editor.select_rows, "Ctrl+R"),
        more(_tr("Select the same category"), editor.select_category, "Ctrl+Shift+A"),
        more(_tr("Select the whole group"), editor.select_group, "Ctrl+Shift+R"),
    )


def _changing(editor: Editor) -> tuple[Command, ...]:
    def do(words: str, act: Callable[[], object], key: str = "") -> Command:
        return _on_selection(editor, words, act, key)

    return (
        do(_tr("Copy"), editor.copy, "Ctrl+C"),
        do(_tr("Cut"), editor.cut, "Ctrl+X"),
        Command(
            _tr("Paste"),
            editor.paste,
            "Ctrl+V",
            enabled=editor.can_paste,
            why=_tr("nothing was copied."),
        ),
        do(_tr("Delete"), editor.remove, "Del"),
        do(_tr("Bring removed seats of the rows back"), editor.restore),
        *turning(editor),
        *aligning(editor),
        *spacing(editor),
        *grouping(editor),
        *pinning(editor),
    )


def _categories(editor: Editor) -> tuple[Command, ...]:
    return tuple(
        Command(
            _tr("Category {n}").format(n=at + 1),
            partial(editor.choose_category, at),
            str(at + 1),
            enabled=partial(editor.has_category, at),
            why=_tr("the plan has fewer categories."),
        )
        for at in range(_CATEGORY_KEYS)
    )


def _on_selection(editor: Editor, words: str, act: Callable[[], object], key: str = "") -> Command:
    return Command(
        words,
        act,
        key,
        enabled=lambda: bool(editor.board.selected),
        why=_tr("nothing is selected."),
    )


def _on_several(
    editor: Editor, words: str, act: Callable[[], object], key: str, least: int
) -> Command:
    """For what does nothing to fewer rows, blocks and things than `least`."""

    def are_enough() -> bool:
        rows, things = editor.board.selected_rows(), editor.board.selected_things()
        return len({row.block or row.element_id for row in rows}) + len(things) >= least

    why = _tr("fewer than {n} rows or things are selected.").format(n=least)
    return Command(words, act, key, enabled=are_enough, why=why)


def _tr(text: str) -> str:
    return QCoreApplication.translate("EditorCommands", text)
