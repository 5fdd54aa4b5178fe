"""Say in one sentence which of Qt's system libraries are missing, or install them as root on
Debian and Ubuntu; run before anything that opens a window."""

import ctypes.util
import os
import shutil
import subprocess
import sys

#: Library → Debian package. These are what PySide6's wheels expect the system to bring.
NEEDED = {
    "EGL": "libegl1",
    "GL": "libgl1",
    "xkbcommon": "libxkbcommon0",
    "dbus-1": "libdbus-1-3",
    "fontconfig": "libfontconfig1",
    "glib-2.0": "libglib2.0-0",
}
#: What a real X11 window needs beside them; a headless machine does without.
NEEDED_FOR_A_WINDOW = {
    "xcb-cursor": "libxcb-cursor0",
    "xkbcommon-x11": "libxkbcommon-x11-0",
    "xcb-icccm": "libxcb-icccm4",
    "xcb-image": "libxcb-image0",
    "xcb-keysyms": "libxcb-keysyms1",
    "xcb-render-util": "libxcb-render-util0",
    "xcb-shape": "libxcb-shape0",
}


def missing(needed: dict[str, str]) -> list[str]:
    """The Debian packages of the libraries the loader cannot find."""
    return [package for name, package in needed.items() if ctypes.util.find_library(name) is None]


def has_font() -> bool:
    """Whether fontconfig knows any font at all; without one every text is a row of boxes."""
    listing = shutil.which("fc-list")
    if listing is None:
        return False
    found = subprocess.run([listing, ":", "family"], capture_output=True, text=True, check=False)
    return bool(found.stdout.strip())


def wanted() -> list[str]:
    """Every package that is missing on this machine."""
    needed = dict(NEEDED)
    if os.environ.get("DISPLAY"):
        needed |= NEEDED_FOR_A_WINDOW
    packages = missing(needed)
    if not has_font():
        packages += ["fontconfig", "fonts-inter", "fonts-noto-core"]
    return packages


def main() -> int:
    """0 when Qt can start; otherwise 1 after one sentence on standard error."""
    if not sys.platform.startswith("linux"):
        return 0
    packages = wanted()
    if packages and os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Qt's system libraries:", " ".join(packages), file=sys.stderr)
        install = ["install", "--yes", "--no-install-recommends", *packages]
        for arguments in (["update"], install):
            subprocess.run(
                ["apt-get", *arguments],
                check=False,
                capture_output=True,
                env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            )
        packages = wanted()
    if packages:
        print(
            "Qt needs system libraries that this machine lacks; install them with your package"
            f" manager, on Debian and Ubuntu: sudo apt-get install {' '.join(packages)}",
            file=sys.stderr,
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
