"""The desktop on a data directory whose `token` file remembers a sign-in, as a keyring would."""

import sys
from pathlib import Path

from boxoffice import settings
from boxoffice.bootstrap import desktop
from boxoffice.desktop.secrets import Remembering


class TokenFile:
    """A boxoffice.desktop.secrets.RememberedSession for measuring: this machine has no keyring."""

    kind = Remembering.KEYRING

    def __init__(self, path: Path) -> None:
        self._path = path

    def is_kept(self) -> bool:
        return self._path.exists()

    def load(self, passphrase: str = "") -> str:
        return self._path.read_text(encoding="ascii")

    def save(self, token: str, passphrase: str = "") -> None:
        self._path.write_text(token, encoding="ascii")

    def forget(self) -> None:
        self._path.unlink(missing_ok=True)


if __name__ == "__main__":
    data_dir = Path(sys.argv[1])
    desktop.run(
        settings.read(data_dir),
        demo=False,
        remember=lambda folder, cinema: TokenFile(data_dir / "token"),
    )
