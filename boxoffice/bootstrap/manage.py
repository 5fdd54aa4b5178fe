"""The admin's workspaces of one theatre, for a shell's window."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from admin_designer.forms.kept import KeptForms
from admin_designer.forms.records import RecordsPage
from admin_designer.keys.page import KeyPage
from admin_designer.manage.workspace import Entry, ManageWorkspace
from admin_designer.movies.desk import MovieDesk
from boxoffice.bootstrap.designer import asker
from boxoffice.bootstrap.shell import Shell
from boxoffice.client.api import BoxOffice
from boxoffice.model.movie import Title
from boxoffice.model.theatre import Theatre
from boxoffice.model.user import Grant
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.widgets import Tone
from boxoffice.rules.rights import may_draw, may_edit_movies

#: Where forms are that nobody saved, a folder for each cinema.
FORMS_FOLDER = "forms"


def make_manage(
    shell: Shell, box_office: BoxOffice, theatre: Theatre, grants: Sequence[Grant], folder: Path
) -> ManageWorkspace:
    """What somebody with these grants runs of a theatre; `folder` is this computer's for this
    cinema."""
    formats, forms = Formats(theatre), folder / FORMS_FOLDER
    ask = asker(shell)

    def movies(tasks: Tasks) -> RecordsPage[Title]:
        desk = MovieDesk(
            box_office.titles, formats, shell.clock, may_change=may_edit_movies(grants)
        )
        kept = KeptForms(forms / "movies.json")
        return RecordsPage(desk, shell.theme, tasks, shell.commands, ask, kept)

    def keys(tasks: Tasks) -> KeyPage:
        return KeyPage(shell.theme, shell.commands, theatre, box_office.doors, tasks)

    entries = [Entry(_tr("Movies"), "ticket", movies)]
    if may_draw(grants, theatre.theatre_id):
        entries.append(Entry(_tr("Ticket keys"), "lock", keys))
    made = ManageWorkspace(shell.theme, shell.commands, entries)
    made.failed.connect(shell.window.tell_failure)
    made.told.connect(lambda words: shell.window.tell(words, Tone.OK))
    return made


def _tr(text: str) -> str:
    return QCoreApplication.translate("Manage", text)
