"""Receipt printers and how they are reached, each written as one line of text.

`tcp:192.168.1.50:9100`, `serial:/dev/ttyUSB0:19200`, `serial:COM3`, `file:/dev/usb/lp0`; after a
question mark what differs from the usual, as in `tcp:192.168.1.50?drawer=5&code=cp437`. Every other
text is the name of a printer of the system.
"""

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import parse_qsl, urlencode

from boxoffice.counter.words import translate
from boxoffice.model.errors import BadInput

#: What ESC t calls the code pages that Python knows as well.
CODE_PAGES = {"cp437": 0, "cp850": 2, "cp1252": 16, "cp866": 17, "cp852": 18, "cp858": 19}
#: The drawer's pins, as ESC p numbers them; 0: no drawer hangs on this printer.
DRAWER_PINS = (0, 2, 5)
MOST_COLUMNS = 64


class Reach(StrEnum):
    """What a printer hangs on."""

    NETWORK = "tcp"
    SERIAL = "serial"
    FILE = "file"


_USUAL_NUMBER = {Reach.NETWORK: 9100, Reach.SERIAL: 19200, Reach.FILE: 0}


@dataclass(frozen=True, slots=True)
class Thermal:
    """A printer that speaks ESC/POS. `number` is the port or the baud rate, `columns` how many
    letters a line has; `answers` whether it tells its state and what it has printed."""

    reach: Reach
    where: str
    number: int = 0
    columns: int = 48
    code_page: str = "cp858"
    drawer_pin: int = 2
    answers: bool = True

    @property
    def name(self) -> str:
        """As the clerk reads it."""
        return f"{self.where}:{self.number}" if self.reach is Reach.NETWORK else self.where


def thermal(text: str) -> Thermal | None:
    """The receipt printer that a text names, None for a printer of the system; BadInput."""
    scheme, _, rest = text.partition(":")
    if scheme not in tuple(Reach):
        return None
    reach = Reach(scheme)
    place, _, options = rest.partition("?")
    where, colon, number = place.rpartition(":")
    if not colon or not number.isdigit():
        where, number = place, str(_USUAL_NUMBER[reach])
    given = dict(parse_qsl(options))
    try:
        made = Thermal(
            reach,
            where,
            int(number),
            int(given.pop("columns", 48)),
            given.pop("code", "cp858"),
            int(given.pop("drawer", 2)),
            given.pop("answers", "no" if reach is Reach.FILE else "yes") == "yes",
        )
    except ValueError:
        made = None
    good = made is not None and where and not given and _is_usual(made)
    if made is None or not good:
        words = translate("counter", "“{text}” is not a receipt printer's address.")
        raise BadInput(words.format(text=text))
    return made


def written(printer: Thermal) -> str:
    """The text that `thermal` reads."""
    place = printer.where if printer.reach is Reach.FILE else f"{printer.where}:{printer.number}"
    usual = thermal(f"{printer.reach}:{place}")
    assert usual is not None
    answers = "yes" if printer.answers else "no"
    options = {
        name: value
        for name, value, differs in (
            ("columns", printer.columns, printer.columns != usual.columns),
            ("code", printer.code_page, printer.code_page != usual.code_page),
            ("drawer", printer.drawer_pin, printer.drawer_pin != usual.drawer_pin),
            ("answers", answers, printer.answers != usual.answers),
        )
        if differs
    }
    return f"{printer.reach}:{place}" + (f"?{urlencode(options)}" if options else "")


def drawer_printer(text: str) -> Thermal | None:
    """The receipt printer of this address when a drawer hangs on it."""
    try:
        found = thermal(text)
    except BadInput:
        return None
    return found if found is not None and found.drawer_pin else None


def printer_name(text: str) -> str:
    """What the clerk reads for a printer of either kind."""
    try:
        found = thermal(text)
    except BadInput:
        return text
    return text if found is None else found.name


def _is_usual(printer: Thermal) -> bool:
    return (
        printer.code_page in CODE_PAGES
        and printer.drawer_pin in DRAWER_PINS
        and 24 <= printer.columns <= MOST_COLUMNS
        and (printer.reach is not Reach.NETWORK or 0 < printer.number < 65536)
    )
