"""What the window says of the line to the cinema."""

from PySide6.QtCore import QCoreApplication

from boxoffice.bootstrap.shell import Shell
from boxoffice.client.link import LinkState, LinkView
from boxoffice.desktop.link_words import link_words


def say_link(shell: Shell, view: LinkView | None) -> None:
    """Say in the status bar how the line is; None is a cinema in this process."""
    if view is None:
        words, good = QCoreApplication.translate("Link", "Connected"), True
    else:
        words = link_words(view, shell.window.time_zone)
        good = view.state in (LinkState.CONNECTED, LinkState.CONNECTING)
    shell.window.status.set_connection(words, good=good)
