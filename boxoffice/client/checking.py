"""Looking at a gateway before anybody signs in there: is it one, and whose certificate it shows."""

import asyncio
import socket
import ssl
from hashlib import sha256

from boxoffice.client.address import Address
from boxoffice.client.link import LinkState
from boxoffice.client.pairing import Pairing
from boxoffice.client.remote import RemoteTransport
from boxoffice.model.clock import Clock
from boxoffice.model.errors import Refusal

LOOK_SECONDS = 5.0


class NotThere(Refusal):
    """Nothing answers at the address."""

    code = "NOT_THERE"


class NotAGateway(Refusal):
    """Something answers, but it is no Box Office gateway."""

    code = "NOT_A_GATEWAY"


class UnknownCertificate(Refusal):
    """Nobody this computer trusts vouches for the certificate; `fingerprint` is its SHA-256."""

    code = "CERTIFICATE_UNKNOWN"

    def __init__(self, message: str, fingerprint: str) -> None:
        super().__init__(message)
        self.fingerprint = fingerprint


async def check_gateway(address: Address, clock: Clock) -> None:
    """Return when a Box Office gateway answers at `address`; else NotThere, NotAGateway,
    UnknownCertificate, or for a pinned address the refusal of another certificate."""
    # The system's resolver and the handshake both block, so not on the loop.
    shown, trusted = await asyncio.to_thread(_look, address)
    if address.is_secure and not address.fingerprint and not trusted:
        raise UnknownCertificate("This computer does not know who issued the certificate.", shown)
    transport = RemoteTransport(address, clock)
    try:
        if await transport.probe():
            return
    finally:
        await transport.close()
    view = transport.link.view
    if view.state is LinkState.REFUSED:
        raise UnknownCertificate(view.refusal, shown)
    raise NotAGateway("The machine at this address answers, but not as a Box Office gateway.")


async def pinned(pairing: Pairing) -> Address:
    """The address of a pairing code with the whole fingerprint; NotThere, and UnknownCertificate
    when the machine shows another certificate than the code was made for."""
    address = Address(pairing.url)
    shown, _ = await asyncio.to_thread(_look, address)
    if not shown.startswith(pairing.pin):
        raise UnknownCertificate(
            "The machine at this address is not the one that the pairing code was made on.", shown
        )
    return Address(pairing.url, shown)


def _look(address: Address) -> tuple[str, bool]:
    """The certificate's SHA-256 as hex (empty without TLS), and whether the system trusts it."""
    try:
        if not address.is_secure:
            with socket.create_connection((address.host, address.port), LOOK_SECONDS):
                return "", True
        blind = ssl.create_default_context()
        blind.check_hostname, blind.verify_mode = False, ssl.CERT_NONE
        shown = _handshake(address, blind)
    except ssl.SSLError as error:
        raise NotAGateway("The machine at this address does not speak https.") from error
    except OSError as error:
        raise NotThere(
            f"Nothing answers at {address.host}, port {address.port}. Check the address, and that"
            " the gateway runs and this computer is on its network."
        ) from error
    try:
        _handshake(address, ssl.create_default_context())
    except OSError:
        return sha256(shown).hexdigest(), False
    return sha256(shown).hexdigest(), True


def _handshake(address: Address, context: ssl.SSLContext) -> bytes:
    """The certificate as it was shown."""
    with (
        socket.create_connection((address.host, address.port), LOOK_SECONDS) as plain,
        context.wrap_socket(plain, server_hostname=address.host) as secure,
    ):
        return secure.getpeercert(binary_form=True) or b""
