"""What can be done now: each action with its words and key, for shortcuts, palette and help."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid


def always() -> bool:
    """The usual answer to whether a command may run."""
    return True


@dataclass(frozen=True, slots=True)
class Hint:
    """A key and what it does, for the status bar and the help page; `keys` as on the cap. One that
    is `for_help` alone is left out of the bar."""

    keys: str
    text: str
    for_help: bool = False


@dataclass(frozen=True, slots=True)
class Command:
    """One action. `key` is in QKeySequence's portable form, e.g. "F9", "Ctrl+K", or empty.

    With `local` the key works only while the focus is inside the owner. With `bound` False the
    key is only shown: the widget that has the focus takes it by itself. `why` says in words what
    is missing while it may not run. `key_acts` is whether the key acts now, where that is not
    whenever the command may run.
    """

    text: str
    run: Callable[[], object]
    key: str = ""
    enabled: Callable[[], bool] = always
    local: bool = False
    bound: bool = True
    why: str = ""
    key_acts: Callable[[], bool] = always

    def acts(self) -> bool:
        """Whether its key does something now."""
        return self.enabled() and self.key_acts()


class Commands(QObject):
    """The commands of what is on screen, each set owned by the widget it belongs to.

    A set counts while its owner is visible, and goes when its owner is destroyed.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._sets: dict[QWidget, list[tuple[Command, QShortcut | None]]] = {}
        self._general: set[QWidget] = set()
        self._silenced = 0

    def add(self, owner: QWidget, commands: Iterable[Command], *, general: bool = False) -> None:
        """Make `commands` available while `owner` is on screen, after those it already has.

        An owner whose commands are `general` is no page, but what is around every page.
        """
        if general:
            self._general.add(owner)
        if owner not in self._sets:
            self._sets[owner] = []
            owner.destroyed.connect(self._forget_destroyed)
        self._sets[owner].extend((command, self._shortcut(owner, command)) for command in commands)
        self.changed.emit()

    def remove(self, owner: QWidget) -> None:
        """Take away all commands of `owner`."""
        for _, shortcut in self._sets.pop(owner, []):
            if shortcut is not None:
                shortcut.setEnabled(False)
                shortcut.deleteLater()
        self.changed.emit()

    def set_keys_live(self, live: bool) -> None:
        """Stop all keys (a palette or a lock is in front), or let them act again once everybody
        who stopped them has said so."""
        self._silenced += -1 if live else 1
        live = not self._silenced
        for commands in self._sets.values():
            for _, shortcut in commands:
                if shortcut is not None:
                    shortcut.setEnabled(live)

    def on_screen(self) -> tuple[Command, ...]:
        """The commands whose owner is visible; the general ones after the page's."""
        return tuple(
            command
            for owner, commands in sorted(
                self._sets.items(), key=lambda one: one[0] in self._general
            )
            if owner.isVisible()
            for command, _ in commands
        )

    def by_key(self, key: str) -> Command | None:
        """The command on screen that this key runs now, or would run at another moment."""
        mine = [command for command in self.on_screen() if command.key == key]
        return next((command for command in mine if command.acts()), mine[0] if mine else None)

    def _shortcut(self, owner: QWidget, command: Command) -> QShortcut | None:
        if not command.key or not command.bound:
            return None
        context = (
            Qt.ShortcutContext.WidgetWithChildrenShortcut
            if command.local
            else Qt.ShortcutContext.WindowShortcut
        )
        shortcut = QShortcut(QKeySequence(command.key), owner)
        shortcut.setContext(context)
        shortcut.setEnabled(not self._silenced)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(lambda: run_if_enabled(command))
        return shortcut

    @Slot()
    def _forget_destroyed(self) -> None:
        self._sets = {owner: held for owner, held in self._sets.items() if isValid(owner)}
        self._general = {owner for owner in self._general if isValid(owner)}
        self.changed.emit()


def run_if_enabled(command: Command) -> None:
    """Run `command` unless it may not run just now."""
    if command.enabled():
        command.run()
