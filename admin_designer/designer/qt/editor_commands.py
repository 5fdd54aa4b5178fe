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
    return (*_steps(editor), *_selecting(editor), *_changing(editor), *_categories(editor))


def _steps(editor: Editor) -> tuple[Command, ...]:
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
        Command(
            _tr("Paste"),
            editor.paste,
            "Ctrl+V",
            enabled=editor.can_paste,
            why=_tr("nothing was copied."),
        ),
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
        do(_tr("Delete"), editor.remove, "Del"),
        do(_tr("Bring removed seats of the rows back"), editor.restore),
        do(_tr("Mirror left and right"), editor.mirror, "Ctrl+Shift+M"),
        do(_tr("Turn by 15°"), editor.turn, "]"),
        do(_tr("Turn back by 15°"), lambda: editor.turn(_TURN_BACK_CDEG), "["),
        do(_tr("Align at the left"), partial(editor.align, Edge.LEFT), "Ctrl+Alt+Left"),
        do(_tr("Align in the middle"), partial(editor.align, Edge.MIDDLE), "Ctrl+Alt+M"),
        do(_tr("Align at the right"), partial(editor.align, Edge.RIGHT), "Ctrl+Alt+Right"),
        do(_tr("Align at the back"), partial(editor.align, Edge.BACK), "Ctrl+Alt+Up"),
        do(_tr("Align at the front"), partial(editor.align, Edge.FRONT), "Ctrl+Alt+Down"),
        do(_tr("Equal room across"), partial(editor.distribute, Axis.ACROSS), "Ctrl+Alt+H"),
        do(_tr("Equal room in depth"), partial(editor.distribute, Axis.DEEP), "Ctrl+Alt+V"),
        do(_tr("Group"), editor.group, "Ctrl+G"),
        do(_tr("Ungroup"), editor.ungroup, "Ctrl+Shift+G"),
        Command(
            _tr("Pin two seats in line"),
            editor.pin,
            "Ctrl+P",
            enabled=lambda: len(editor.board.selected_seats()) == 2,
            why=_tr("two seats of two rows are to be selected."),
        ),
        do(_tr("Unpin"), editor.unpin, "Ctrl+Shift+P"),
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


def _tr(text: str) -> str:
    return QCoreApplication.translate("EditorCommands", text)
