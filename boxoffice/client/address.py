"""Where a gateway is: its address as people type it, and the certificate it must show."""

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from boxoffice.model.errors import BadInput, Refusal

GRAPHQL_PATH = "/graphql"
LONGEST_ADDRESS = 253
GROUPS_A_LINE = 8


class PlainText(Refusal):
    """The address would send passwords over the network for all to read."""

    code = "PLAIN_TEXT"


@dataclass(frozen=True, slots=True)
class Address:
    """`url` without a path, e.g. "https://box.example:8443". `fingerprint` is the SHA-256 of the
    one certificate that is taken, as lower-case hex; empty: whatever the system trusts."""

    url: str
    fingerprint: str = ""

    @property
    def graphql(self) -> str:
        """Where documents are posted."""
        return self.url + GRAPHQL_PATH

    @property
    def socket(self) -> str:
        """Where the WebSocket is opened."""
        return "ws" + self.graphql.removeprefix("http")

    @property
    def is_secure(self) -> bool:
        """Whether nobody on the way can read along."""
        return self.url.startswith("https:")

    @property
    def host(self) -> str:
        """The machine's name or IP address."""
        return urlsplit(self.url).hostname or ""

    @property
    def port(self) -> int:
        """The port, also where the address names none."""
        return urlsplit(self.url).port or (443 if self.is_secure else 80)


def address_from(typed: str, *, plain_allowed: bool = False) -> Address:
    """An address as typed: https unless it says otherwise, and http only to this computer, or
    where somebody said in words that it may be. BadInput, PlainText."""
    text = typed.strip()
    if "://" not in text:
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port = "", None
    if not _is_host(host) or parts.scheme not in ("http", "https") or parts.username:
        raise BadInput(
            "That is no address. It looks like box.example.com, 192.168.1.20:8443 or a pairing code"
            " such as 8K2M-04QX-…"
        )
    shown = f"[{host}]" if ":" in host else host
    address = Address(f"{parts.scheme}://{shown}" + (f":{port}" if port else ""))
    if not address.is_secure and not plain_allowed and not _is_loopback(host):
        raise PlainText(
            "This address is not encrypted: anybody on the network could read the passwords."
        )
    return address


def readable(fingerprint: str) -> str:
    """A fingerprint in groups of four to read aloud, "3F2A 90C1 …", and in the same lines
    wherever it is shown, so that two people can compare it line by line."""
    digits = fingerprint.upper()
    groups = [digits[at : at + 4] for at in range(0, len(digits), 4)]
    lines = (groups[at : at + GROUPS_A_LINE] for at in range(0, len(groups), GROUPS_A_LINE))
    return "\n".join(" ".join(line) for line in lines)


def _is_host(host: str) -> bool:
    allowed = all(letter.isalnum() or letter in "-.:_" for letter in host)
    return bool(host) and allowed and len(host) <= LONGEST_ADDRESS


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
