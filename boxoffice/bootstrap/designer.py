"""The designer command with a file: the window with the designer in it, and no cinema behind it."""

import asyncio
import sys
from pathlib import Path

from admin_designer.designer.qt.filing import Ask
from admin_designer.designer.qt.workspace import DesignerWorkspace
from boxoffice.bootstrap.desktop import INTERRUPTED
from boxoffice.bootstrap.shell import Shell
from boxoffice.desktop.question import Question
from boxoffice.model.clock import SystemClock
from boxoffice.qtkit import loop
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.widgets import Tone
from boxoffice.settings import Settings

#: Where plans that are not saved yet are kept, in the data directory.
RECOVERY_FOLDER = "plans"
#: The name under which this computer keeps what is looked for in drawings; a cinema's has the
#: theatre's id behind it.
RULES_CHOICE = "rules"


def run(settings: Settings, file: Path) -> int:
    """Open the designer on a file and stay until its window is closed. BadInput for what is no
    plan."""
    app = loop.make_app(sys.argv[:1])
    tasks = Tasks()

    async def window() -> int:
        shell = Shell(app, tasks, settings, SystemClock())
        workspace = open_designer(shell)
        try:
            workspace.open(file)
            shell.window.appear()
            tasks.start(workspace.recover())
            await shell.window.closed.wait()
            workspace.finish()
        finally:
            shell.close()
        return 0

    try:
        return loop.run(app, tasks, window)
    except asyncio.CancelledError:
        return INTERRUPTED


def asker(shell: Shell) -> Ask:
    """Asks the designer's questions in a shell's window."""

    async def ask(title: str, words: str, yes: str, stay: str, no: str = "") -> bool | None:
        return await shell.ask(Question(title, words, yes, stay, no))

    return ask


def keep_rules(shell: Shell, workspace: DesignerWorkspace, name: str) -> None:
    """Look for what was chosen under this name, and keep what is chosen from now on."""
    workspace.checking.choose(shell.choice(name, ""))
    workspace.checking.chosen.connect(lambda text: shell.choose(name, text))


def open_designer(shell: Shell) -> DesignerWorkspace:
    """The designer in a shell's window, in front."""
    folder = shell.settings.data_dir / RECOVERY_FOLDER
    workspace = DesignerWorkspace(shell.theme, shell.tasks, shell.commands, asker(shell), folder)
    keep_rules(shell, workspace, RULES_CHOICE)
    window = shell.window
    workspace.hints_changed.connect(window.set_hints)
    workspace.told.connect(lambda words: window.tell(words, Tone.INFO))
    workspace.done.connect(lambda words: window.tell(words, Tone.OK))
    window.ask_before_closing.append(workspace.filing.may_leave)
    window.add_workspace(workspace)
    window.show_workspace(workspace)
    window.set_hints(workspace.hints())
    return workspace
