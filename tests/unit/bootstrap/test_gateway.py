"""Where a gateway may listen, and with which certificate."""

import socket
import ssl
from pathlib import Path

import pytest

from boxoffice.bootstrap.certificate import shared_certificate
from boxoffice.bootstrap.gateway import GatewayOptions, listen_at, run, tls_context
from boxoffice.gateway.server.app import CannotListen
from boxoffice.model.errors import BadInput, Refusal, StoreUnusable
from boxoffice.settings import Settings
from tests.clock import FakeClock


@pytest.mark.parametrize(
    ("text", "host", "port"),
    [
        ("127.0.0.1:8080", "127.0.0.1", 8080),
        ("[::1]:0", "::1", 0),
        ("box.example:65535", "box.example", 65535),
    ],
)
def test_a_place_to_listen_at_is_a_host_and_a_port(text: str, host: str, port: int) -> None:
    assert listen_at(text) == (host, port)


@pytest.mark.parametrize(
    "text",
    ["", "8080", ":8080", "box.example", "box.example:", "box:-1", "box:65536", "box:٣", "a:b"],
)
def test_anything_else_is_refused_in_words(text: str) -> None:
    with pytest.raises(BadInput, match=r"looks like 127\.0\.0\.1:8080"):
        listen_at(text)


@pytest.mark.parametrize("listen", ["0.0.0.0:0", "[::]:0", "192.0.2.1:0", "box.example:0"])
def test_beyond_this_machine_it_listens_with_tls_or_not_at_all(listen: str, tmp_path: Path) -> None:
    with pytest.raises(CannotListen, match="--tls-cert and --tls-key, or --insecure"):
        run(Settings(data_dir=tmp_path), GatewayOptions(listen=listen))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("place", ["a-file", "a-file/within"])
def test_data_that_cannot_be_kept_is_refused_in_words(place: str, tmp_path: Path) -> None:
    (tmp_path / "a-file").touch()
    with pytest.raises(StoreUnusable, match="cannot be used: "):
        run(Settings(data_dir=tmp_path / place), GatewayOptions(listen="127.0.0.1:0"))


def test_a_port_in_use_is_noticed_before_a_cinema_is_made(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        options = GatewayOptions(listen=f"127.0.0.1:{taken.getsockname()[1]}", demo=True)
        with pytest.raises(CannotListen, match="in use"):
            run(Settings(data_dir=tmp_path / "cinema"), options)
    assert not (tmp_path / "cinema").exists()


def test_a_certificate_and_its_key_make_tls_from_1_2_on(tmp_path: Path) -> None:
    certificate, key, _ = shared_certificate(tmp_path, "127.0.0.1", FakeClock())
    context = tls_context(certificate, key)
    assert context is not None
    assert context.minimum_version is ssl.TLSVersion.TLSv1_2
    assert tls_context(None, None) is None


@pytest.mark.parametrize(
    ("certificate", "key", "words"),
    [
        ("one/certificate.pem", None, "go together"),
        (None, "one/key.pem", "go together"),
        ("one/certificate.pem", "missing.pem", r"missing\.pem cannot be read"),
        ("missing.pem", "one/key.pem", r"missing\.pem cannot be read"),
        ("one/certificate.pem", "other/key.pem", "is not the key of"),
        ("one/key.pem", "one/certificate.pem", "are not a PEM certificate and its unlocked key"),
        ("empty.pem", "one/key.pem", "are not a PEM certificate and its unlocked key"),
    ],
)
def test_what_is_no_certificate_with_its_key_is_refused_in_words(
    certificate: str | None, key: str | None, words: str, tmp_path: Path
) -> None:
    for folder in ("one", "other"):
        shared_certificate(tmp_path / folder, "127.0.0.1", FakeClock())
    (tmp_path / "empty.pem").touch()
    with pytest.raises(Refusal, match=words):
        tls_context(
            tmp_path / certificate if certificate else None, tmp_path / key if key else None
        )
