"""The designer with a cinema behind it, for a shell's window."""

from collections.abc import Sequence

from admin_designer.halls.workspace import HallsWorkspace
from boxoffice.bootstrap.designer import RECOVERY_FOLDER, asker
from boxoffice.bootstrap.shell import Shell
from boxoffice.client.api import BoxOffice
from boxoffice.model.theatre import Theatre
from boxoffice.qtkit.widgets import Tone


def make_halls(
    shell: Shell, box_office: BoxOffice, theatre: Theatre, theatres: Sequence[Theatre]
) -> HallsWorkspace:
    """A theatre's halls, to be added to the window; `theatres` are those that can be gone to."""
    made = HallsWorkspace(
        box_office,
        theatre,
        theatres,
        shell.clock,
        shell.theme,
        shell.commands,
        asker(shell),
        shell.window,
        shell.settings.data_dir / RECOVERY_FOLDER,
    )
    made.failed.connect(shell.window.tell_failure)
    made.told.connect(lambda words: shell.window.tell(words, Tone.INFO))
    return made
