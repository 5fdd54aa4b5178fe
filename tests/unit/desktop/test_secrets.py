"""What this computer keeps of a sign-in, and that it never keeps it in the clear."""

import stat
import sys
from pathlib import Path

import pytest
from keyring.errors import KeyringLocked

from boxoffice.desktop import secret_file
from boxoffice.desktop.secret_file import PassphraseTooShort, SecretFile, WrongPassphrase
from boxoffice.desktop.secrets import (
    KeyringSession,
    KeyringShut,
    NotRemembered,
    PassphraseSession,
    Remembering,
    remembered_session,
)

TOKEN = "refresh-7Q4M9XKD"
PASSPHRASE = "monsoon junction"


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(secret_file, "MEMORY_KIB", 64)
    monkeypatch.setattr(secret_file, "PASSES", 1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cinema" / "remembered"


class KeyringDouble:
    """A keyring in memory."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


class TestSecretFile:
    def test_the_passphrase_opens_what_it_closed(self, path: Path) -> None:
        SecretFile(path, "demo").write(TOKEN, PASSPHRASE)
        assert SecretFile(path, "demo").read(PASSPHRASE) == TOKEN

    def test_the_file_shows_nothing_of_the_token(self, path: Path) -> None:
        SecretFile(path, "demo").write(TOKEN, PASSPHRASE)
        content = path.read_bytes()
        assert TOKEN.encode() not in content
        assert PASSPHRASE.encode() not in content

    @pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
    def test_only_its_owner_may_read_it(self, path: Path) -> None:
        path.parent.mkdir()
        path.with_suffix(".new").touch(mode=0o644)
        SecretFile(path, "demo").write(TOKEN, PASSPHRASE)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600

    def test_another_passphrase_does_not_open_it(self, path: Path) -> None:
        SecretFile(path, "demo").write(TOKEN, PASSPHRASE)
        with pytest.raises(WrongPassphrase, match="does not open"):
            SecretFile(path, "demo").read("monsoon junctiom")

    def test_a_changed_file_does_not_open(self, path: Path) -> None:
        SecretFile(path, "demo").write(TOKEN, PASSPHRASE)
        content = bytearray(path.read_bytes())
        content[-1] ^= 1
        path.write_bytes(bytes(content))
        with pytest.raises(WrongPassphrase):
            SecretFile(path, "demo").read(PASSPHRASE)

    def test_a_file_copied_from_another_cinema_does_not_open(self, path: Path) -> None:
        SecretFile(path, "PVR Andheri").write(TOKEN, PASSPHRASE)
        with pytest.raises(WrongPassphrase):
            SecretFile(path, "demo").read(PASSPHRASE)

    def test_a_file_cut_short_does_not_open(self, path: Path) -> None:
        SecretFile(path, "demo").write(TOKEN, PASSPHRASE)
        path.write_bytes(path.read_bytes()[: len(secret_file.MAGIC) + 20])
        with pytest.raises(WrongPassphrase):
            SecretFile(path, "demo").read(PASSPHRASE)

    def test_a_short_passphrase_is_refused_and_keeps_nothing(self, path: Path) -> None:
        file = SecretFile(path, "demo")
        with pytest.raises(PassphraseTooShort, match="at least 8 letters"):
            file.write(TOKEN, "monsoon")
        assert not file.exists()

    def test_a_renewed_token_is_kept_without_asking_again(self, path: Path) -> None:
        SecretFile(path, "demo").write(TOKEN, PASSPHRASE)
        opened = SecretFile(path, "demo")
        opened.read(PASSPHRASE)
        opened.write("refresh-renewed")
        assert SecretFile(path, "demo").read(PASSPHRASE) == "refresh-renewed"

    def test_a_forgotten_file_needs_its_passphrase_anew(self, path: Path) -> None:
        file = SecretFile(path, "demo")
        file.write(TOKEN, PASSPHRASE)
        file.remove()
        assert not path.exists()
        with pytest.raises(PassphraseTooShort):
            file.write(TOKEN)


def test_the_keyring_keeps_each_cinema_apart() -> None:
    keyring = KeyringDouble()
    andheri, demo = KeyringSession(keyring, "PVR Andheri"), KeyringSession(keyring, "demo")
    andheri.save("one")
    demo.save("two")
    assert (andheri.load(), demo.load()) == ("one", "two")
    andheri.forget()
    andheri.forget()
    assert (andheri.is_kept(), demo.is_kept()) == (False, True)


def test_a_shut_keyring_is_told_in_words() -> None:
    class Locked(KeyringDouble):
        def get_password(self, service: str, username: str) -> str | None:
            raise KeyringLocked("dismissed")

    with pytest.raises(KeyringShut, match="stayed shut"):
        KeyringSession(Locked(), "demo").load()


def offered(module: str, priority: float) -> KeyringDouble:
    kind = type("Backend", (KeyringDouble,), {"__module__": module, "priority": priority})
    made: KeyringDouble = kind()
    return made


def test_a_keyring_that_writes_plain_text_is_never_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    plain = offered("keyrings.alt.file", 9.0)
    monkeypatch.setattr("keyring.backend.get_all_keyring", lambda: [plain])
    assert remembered_session(tmp_path, "demo").kind is Remembering.PASSPHRASE


def test_the_systems_keyring_is_used_where_there_is_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    plain = offered("keyrings.alt.file", 9.0)
    safe = offered("keyring.backends.SecretService", 5.0)
    monkeypatch.setattr("keyring.backend.get_all_keyring", lambda: [plain, safe])
    session = remembered_session(tmp_path, "demo")
    session.save(TOKEN)
    assert session.kind is Remembering.KEYRING
    assert safe.kept == {("boxoffice", "demo"): TOKEN}
    assert plain.kept == {}


def test_without_a_keyring_there_is_a_passphrase(path: Path) -> None:
    session = PassphraseSession(SecretFile(path, "demo"))
    assert (session.kind, session.is_kept()) == (Remembering.PASSPHRASE, False)
    session.save(TOKEN, PASSPHRASE)
    assert session.is_kept()
    assert session.load(PASSPHRASE) == TOKEN
    session.forget()
    assert session.load(PASSPHRASE) == ""


def test_a_throw_away_cinema_remembers_nobody() -> None:
    session = NotRemembered()
    session.save(TOKEN)
    assert (session.kind, session.is_kept(), session.load()) == (Remembering.NO, False, "")
