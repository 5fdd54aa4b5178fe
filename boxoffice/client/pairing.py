"""Pairing codes: where a shared cinema is and which certificate it shows, in six short groups.

A code is no secret. It carries an IPv4 address, a port and the first bytes of the certificate's
SHA-256, so that another counter can take that certificate without asking anybody.
"""

from dataclasses import dataclass
from hashlib import sha256
from ipaddress import AddressValueError, IPv4Address

from boxoffice.client.address import Address
from boxoffice.model.errors import BadInput

#: Crockford's: no letter that is mistaken for a digit.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans("OIL", "011")
HOST_BYTES, PORT_BYTES, PIN_BYTES, CHECK_BYTES = 4, 2, 8, 1
LETTERS, GROUP = 24, 4


@dataclass(frozen=True, slots=True)
class Pairing:
    """`pin` are the first hex digits of the fingerprint that the certificate must have."""

    url: str
    pin: str


def looks_like_code(typed: str) -> bool:
    """Whether this is meant as a pairing code and not as an address."""
    letters = _letters(typed)
    return "." not in typed and len(letters) == LETTERS and all(one in ALPHABET for one in letters)


def pairing_code(address: Address) -> str:
    """The code of a pinned address; BadInput when its host is no IPv4 address."""
    try:
        host = IPv4Address(address.host).packed
    except AddressValueError as error:
        raise BadInput("Only an address such as 192.168.1.20 fits into a pairing code.") from error
    pin = bytes.fromhex(address.fingerprint)[:PIN_BYTES]
    body = host + address.port.to_bytes(PORT_BYTES, "big") + pin
    number = int.from_bytes(body + _check(body), "big")
    letters = "".join(ALPHABET[number >> 5 * at & 31] for at in reversed(range(LETTERS)))
    return "-".join(letters[at : at + GROUP] for at in range(0, LETTERS, GROUP))


def read_code(typed: str) -> Pairing:
    """What a code says; BadInput when a letter of it is wrong."""
    number = 0
    for letter in _letters(typed):
        number = number << 5 | max(ALPHABET.find(letter), 0)
    whole = number.to_bytes(HOST_BYTES + PORT_BYTES + PIN_BYTES + CHECK_BYTES, "big")
    body, check = whole[:-CHECK_BYTES], whole[-CHECK_BYTES:]
    if not looks_like_code(typed) or check != _check(body):
        raise BadInput("A letter of this pairing code is wrong. Compare it with the other screen.")
    host, port = IPv4Address(body[:HOST_BYTES]), int.from_bytes(body[HOST_BYTES:][:PORT_BYTES])
    return Pairing(f"https://{host}:{port}", body[-PIN_BYTES:].hex())


def _letters(typed: str) -> str:
    return "".join(typed.split()).replace("-", "").upper().translate(_READ_AS)


def _check(body: bytes) -> bytes:
    return sha256(body).digest()[:CHECK_BYTES]
