"""The certificate that a shared cinema shows: made once and by itself, and kept beside its data.

Nobody vouches for it; other counters know it by its fingerprint.
"""

import os
from datetime import timedelta
from hashlib import sha256
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from boxoffice.model.clock import Clock

CERTIFICATE_FILE, KEY_FILE = "certificate.pem", "key.pem"
#: Long, because renewing it makes every counter ask again.
VALID_DAYS = 3650
#: A clock that is a little behind must not find it not valid yet.
VALID_BEFORE_DAYS = 1


def shared_certificate(folder: Path, host: str, clock: Clock) -> tuple[Path, Path, str]:
    """The files of certificate and key, made where there are none, and the SHA-256 as hex.

    Blocks: call it in a worker thread.
    """
    certificate, key = folder / CERTIFICATE_FILE, folder / KEY_FILE
    if not (certificate.exists() and key.exists()):
        folder.mkdir(parents=True, exist_ok=True)
        _make(certificate, key, host, clock)
    shown = x509.load_pem_x509_certificate(certificate.read_bytes())
    encoded = shown.public_bytes(serialization.Encoding.DER)
    return certificate, key, sha256(encoded).hexdigest()


def _make(certificate: Path, key: Path, host: str, clock: Clock) -> None:
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Box Office, shared cinema")])
    now = clock.now()
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=VALID_BEFORE_DAYS))
        .not_valid_after(now + timedelta(days=VALID_DAYS))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address(host))]), critical=False
        )
        .sign(private, hashes.SHA256())
    )
    _write(
        key,
        private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ),
    )
    _write(certificate, made.public_bytes(serialization.Encoding.PEM))


def _write(path: Path, content: bytes) -> None:
    """Put a whole file in place at once, readable by its owner alone."""
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
