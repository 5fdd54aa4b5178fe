import ssl
from pathlib import Path

import pytest

from boxoffice.bootstrap.certificate import shared_certificate
from boxoffice.client.address import Address
from boxoffice.client.checking import NotThere, UnknownCertificate, check_gateway, pinned
from boxoffice.client.connection import Connection
from boxoffice.client.pairing import pairing_code, read_code
from boxoffice.client.remote import RemoteTransport
from boxoffice.model.clock import SystemClock
from boxoffice.model.errors import Refusal
from tests.unit.client.line_double import line_double

CLOCK = SystemClock()


def context(folder: Path) -> tuple[ssl.SSLContext, str]:
    """A server's TLS with a certificate of its own, and that certificate's fingerprint."""
    certificate, key, fingerprint = shared_certificate(folder, "127.0.0.1", CLOCK)
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(certificate, key)
    return made, fingerprint


async def test_a_certificate_nobody_vouches_for_is_shown_and_then_taken_by_its_fingerprint(
    tmp_path: Path,
) -> None:
    tls, fingerprint = context(tmp_path)
    async with line_double(tls) as double:
        url = f"https://127.0.0.1:{double.port}"
        with pytest.raises(UnknownCertificate) as caught:
            await check_gateway(Address(url), CLOCK)
        assert caught.value.fingerprint == fingerprint
        assert double.posted == []
        await check_gateway(Address(url, fingerprint), CLOCK)
        assert len(double.posted) == 1


async def test_a_changed_certificate_is_refused_in_words_and_sent_nothing(tmp_path: Path) -> None:
    tls, _ = context(tmp_path)
    async with line_double(tls) as double:
        transport = RemoteTransport(Address(f"https://127.0.0.1:{double.port}", "ab" * 32), CLOCK)
        with pytest.raises(Refusal, match="shows another certificate") as caught:
            await Connection(transport).call("query Ask { answer }", {})
        assert caught.value.code == "CERTIFICATE_CHANGED"
        assert double.posted == []
        await transport.close()


async def test_a_pairing_code_finds_the_whole_fingerprint(tmp_path: Path) -> None:
    tls, fingerprint = context(tmp_path)
    async with line_double(tls) as double:
        shared = Address(f"https://127.0.0.1:{double.port}", fingerprint)
        assert await pinned(read_code(pairing_code(shared))) == shared
        other = Address(shared.url, "ab" * 32)
        with pytest.raises(UnknownCertificate, match="not the one that the pairing code"):
            await pinned(read_code(pairing_code(other)))


async def test_where_nothing_answers_it_says_so() -> None:
    async with line_double() as double:
        address = Address(f"http://127.0.0.1:{double.port}")
        await check_gateway(address, CLOCK)
    with pytest.raises(NotThere, match=r"Nothing answers at 127\.0\.0\.1"):
        await check_gateway(address, CLOCK)


def test_a_shared_certificate_is_made_once_and_its_key_is_the_owners_alone(tmp_path: Path) -> None:
    _, key, first = shared_certificate(tmp_path, "127.0.0.1", CLOCK)
    _, _, second = shared_certificate(tmp_path, "192.168.1.20", CLOCK)
    assert first == second
    assert key.stat().st_mode & 0o077 == 0
