"""The receipt printers that this computer knows."""

from boxoffice.bootstrap.shell import Shell
from boxoffice.counter.printing.address import thermal, written
from boxoffice.model.errors import BadInput

#: How this computer keeps their addresses, a line each.
CHOICE = "receipt_printers"
MOST = 16


class ReceiptPrinters:
    """Kept as addresses; what is told for this start belongs to them too."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell

    @property
    def addresses(self) -> tuple[str, ...]:
        """In the order in which they were added."""
        kept = self._shell.choice(CHOICE, "").split("\n")
        told = self._shell.option("printer")
        return tuple(dict.fromkeys(one for one in (*kept, told) if one and _is_receipt(one)))

    def add(self, typed: str) -> str:
        """Know one more, by its address or as people write it: a host, a port's or a device's
        name. Answers its address; BadInput."""
        found = thermal(_as_address(typed.strip()))
        if found is None or len(self.addresses) >= MOST:
            raise BadInput(f"“{typed}” is no receipt printer.")
        address = written(found)
        self._keep((*self.addresses, address))
        return address

    def remove(self, address: str) -> None:
        """Know one no more."""
        self._keep(tuple(one for one in self.addresses if one != address))

    def _keep(self, addresses: tuple[str, ...]) -> None:
        self._shell.choose(CHOICE, "\n".join(dict.fromkeys(addresses)))


def _is_receipt(text: str) -> bool:
    try:
        return thermal(text) is not None
    except BadInput:
        return False


def _as_address(typed: str) -> str:
    if typed.startswith(("tcp:", "serial:", "file:")):
        return typed
    if typed.upper().startswith("COM") or typed.startswith(("/dev/tty", "/dev/cu.")):
        return f"serial:{typed}"
    return f"file:{typed}" if typed.startswith(("/", "\\\\")) else f"tcp:{typed}"
