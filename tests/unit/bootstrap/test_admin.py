"""The command line makes the first admin, at the machine that has the cinema, and nowhere else."""

import asyncio
import io
from pathlib import Path

import pytest

from boxoffice import cli
from boxoffice.bootstrap.cinema import open_cinema
from boxoffice.model.clock import SystemClock
from boxoffice.model.user import Grant, Role, Session
from boxoffice.settings import Settings

PASSWORD = "monsoon letters"


def ran(data_dir: Path, *words: str) -> int:
    """The exit code of `boxoffice admin …`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.argv", ["boxoffice", "admin", *words, "--data", str(data_dir)])
        with pytest.raises(SystemExit) as exited:
            cli.main()
    return int(str(exited.value.code))


def signed_in(data_dir: Path, username: str, password: str) -> Session:
    """A sign-in at the cinema, opened for that."""

    async def sign_in() -> Session:
        async with open_cinema(Settings(data_dir=data_dir), SystemClock()) as cinema:
            return await cinema.services.users.sign_in(username, password)

    return asyncio.run(sign_in())


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with a password."""
    written = tmp_path / "password"
    written.write_text(f"{PASSWORD}\nnot this line\n", encoding="utf-8")
    return written


def test_the_first_admin_signs_in_and_another_is_said_to_be_one(
    tmp_path: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cinema = tmp_path / "cinema"
    words = ("--password-file", str(file), "--username")
    assert ran(cinema, "create", "--display-name", "Meera R", *words, "Meera") == 0
    assert ran(cinema, "create", *words, "second") == 0
    assert capsys.readouterr().out.splitlines() == [
        f"meera is the first system admin of the cinema in {cinema}.",
        f"second is another system admin of the cinema in {cinema}.",
    ]
    user = signed_in(cinema, "meera", PASSWORD).user
    assert (user.display_name, user.grants) == ("Meera R", (Grant(Role.SYSTEM_ADMIN),))
    assert ran(cinema, "create", *words, "MEERA") == 1
    assert capsys.readouterr().err == "The user name meera is taken.\n"


def test_a_weak_password_is_refused_before_a_cinema_is_made(
    tmp_path: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text("password", encoding="utf-8")
    cinema = tmp_path / "cinema"
    assert ran(cinema, "create", "--username", "meera", "--password-file", str(file)) == 1
    assert "guessed first" in capsys.readouterr().err
    assert not cinema.exists()


def test_a_cinema_that_is_open_elsewhere_is_left_alone(
    tmp_path: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--username", "meera", "--password-file", str(file))

    async def meanwhile() -> list[int]:
        async with open_cinema(Settings(data_dir=tmp_path), SystemClock()):
            return [
                await asyncio.to_thread(ran, tmp_path, step, *words)
                for step in ("create", "reset-password")
            ]

    assert asyncio.run(meanwhile()) == [1, 1]
    assert capsys.readouterr().err.count("is in use by another Box Office") == 2


def test_a_lost_password_is_set_anew(
    tmp_path: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--username", "meera", "--password-file", str(file))
    assert ran(tmp_path / "none", "reset-password", *words) == 1
    assert ran(tmp_path, "create", *words) == 0
    file.write_text("another password", encoding="utf-8")
    assert ran(tmp_path, "reset-password", *words) == 0
    assert "All their sessions have ended." in capsys.readouterr().out
    assert signed_in(tmp_path, "meera", "another password").user.username == "meera"


class Terminal(io.StringIO):
    """Somebody may be asked there."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("step", ["create", "reset-password"])
def test_without_a_terminal_a_file_is_asked_for(
    step: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert ran(tmp_path, step, "--username", "meera") == 1
    said = "There is no terminal to ask for the password; give --password-file FILE.\n"
    assert capsys.readouterr().err == said


def test_the_terminal_is_asked_twice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = iter([PASSWORD, "something else", PASSWORD, PASSWORD])
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(typed))
    monkeypatch.setattr("sys.stdin", Terminal())
    assert ran(tmp_path, "create", "--username", "meera") == 1
    assert "are not the same" in capsys.readouterr().err
    assert ran(tmp_path, "create", "--username", "meera") == 0
