"""The designer with a cinema behind it, for a shell's window."""

from collections.abc import Sequence

from admin_designer.halls.workspace import HallsWorkspace
from boxoffice.bootstrap.designer import RECOVERY_FOLDER, RULES_CHOICE, asker, keep_rules
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
    made.designer.studies.sale.form.show_currency(theatre.terms.currency)
    keep_rules(shell, made.designer, f"{RULES_CHOICE}-{theatre.theatre_id}")
    made.failed.connect(shell.window.tell_failure)
    made.done.connect(lambda words: shell.window.tell(words, Tone.OK))
    made.told.connect(lambda words: shell.window.tell(words, Tone.INFO))
    return made
