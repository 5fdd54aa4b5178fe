"""What the first picture costs: nothing that it does not show is loaded before it."""

import subprocess
import sys

HEAVY = {
    "alembic",
    "argon2",
    "cryptography",
    "graphql",
    "keyring",
    "numpy",
    "pysqlite3",
    "segno",
    "sqlalchemy",
}

SHOW_SIGN_IN = """
import sys
from boxoffice.desktop.main_window import MainWindow
from boxoffice.desktop.sign_in import SignInPage
from boxoffice.model.clock import SystemClock
from boxoffice.qtkit.commands import Commands
from boxoffice.qtkit.loop import make_app
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.theme import Theme

app, theme, tasks = make_app(sys.argv), Theme(), Tasks()
theme.apply(app)
window = MainWindow(theme, tasks, Commands(), SystemClock())
window.show_sign_in(SignInPage(theme, tasks))
window.show()
app.processEvents()
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def test_the_sign_in_page_is_painted_without_what_comes_later() -> None:
    shown = subprocess.run(
        [sys.executable, "-c", SHOW_SIGN_IN], capture_output=True, text=True, check=True
    )
    assert HEAVY & set(shown.stdout.split()) == set()
