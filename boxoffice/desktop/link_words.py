"""How the line to a gateway is, in the status bar's words."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from boxoffice.client.link import LinkState, LinkView
from boxoffice.qtkit.local_time import place_locale, time_words


def link_words(view: LinkView, time_zone: str) -> str:
    """Short, and always the truth: "Connected, 12 ms" or "Cut off since 7:03 pm", as the clock of
    the window's place shows it; an empty `time_zone` is this computer's own."""
    translate = QCoreApplication.translate
    match view.state:
        case LinkState.CONNECTING:
            return translate("Link", "Connecting…")
        case LinkState.CONNECTED if view.latency_seconds >= 0:
            words = translate("Link", "Connected, {count} ms")
            return words.format(count=max(1, round(view.latency_seconds * 1000)))
        case LinkState.CONNECTED:
            return translate("Link", "Connected")
        case LinkState.CUT_OFF if view.since is not None:
            zone = ZoneInfo(time_zone) if time_zone else None
            since = time_words(view.since.astimezone(zone), place_locale(time_zone))
            return translate("Link", "Cut off since {time}").format(time=since)
        case LinkState.REFUSED:
            return translate("Link", "Not trusted")
        case _:
            return translate("Link", "Reconnecting…")
