"""What is looked for in drawings is kept on the computer from one start to the next."""

from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from admin_designer.designer.document.chosen_rules import with_severity
from admin_designer.designer.document.problems import Kind, Rules, Severity
from boxoffice.bootstrap.designer import RULES_CHOICE, open_designer
from boxoffice.bootstrap.shell import CHOICES_FILE, Shell
from boxoffice.model.clock import SystemClock
from boxoffice.qtkit.tasks import Tasks
from boxoffice.settings import Settings


async def one_start(app: QApplication, data: Path, chosen: Rules | None = None) -> Rules:
    """What a start looks for; and, when it ends, what was chosen in it."""
    tasks = Tasks()
    shell = Shell(app, tasks, Settings(data_dir=data), SystemClock())
    page = open_designer(shell)
    found = page.checking.rules
    if chosen is not None:
        page.checking.panel.chosen.emit(chosen)
    page.finish()
    await tasks.close()
    shell.close()
    return found


async def test_severities_and_widths_are_as_they_were_chosen_after_a_start(
    qapp: QApplication, tmp_path: Path
) -> None:
    chosen = with_severity(Rules(aisle_mm=1_150), Kind.STRANDING, Severity.OFF)
    chosen = with_severity(chosen, Kind.NARROW_ROW, Severity.ERROR)
    assert await one_start(qapp, tmp_path, chosen) == Rules()
    # The text is told apart from a list of texts, which commas make of it in such a file.
    assert await one_start(qapp, tmp_path) == chosen
    assert await one_start(qapp, tmp_path, Rules()) == chosen
    assert await one_start(qapp, tmp_path) == Rules()
    # Whoever writes into the file by hand gets the usual rules and no fault.
    file = QSettings(str(tmp_path / CHOICES_FILE), QSettings.Format.IniFormat)
    file.setValue(RULES_CHOICE, ["{", "aisle_mm"])
    file.sync()
    assert await one_start(qapp, tmp_path) == Rules()
