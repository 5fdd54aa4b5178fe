"""What each command loads: a desktop brings no driver of the chain, a library call no window."""

import subprocess
import sys

import pytest

DRIVERS = {"asyncpg", "grpc", "pymongo", "redis", "aiokafka"}
WINDOWS = {"PySide6", "qasync"}
#: Not before a cinema speaks over a network.
NETWORK = {"aiohttp", "aiosmtplib", "phonenumbers", "prometheus_client", "stripe"}
#: Not before the sign-in page is painted.
SLOW = {"sqlalchemy", "graphql", "alembic", "numpy", "keyring", "cryptography", "argon2"}


def loaded_by(*modules: str) -> set[str]:
    """The top-level modules that a fresh process has loaded after importing `modules`."""
    code = f"import sys, {', '.join(modules)}; print(*{{n.partition('.')[0] for n in sys.modules}})"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    return set(done.stdout.split())


def test_the_desktop_loads_no_driver_of_the_chain_and_no_server() -> None:
    loaded = loaded_by("boxoffice.bootstrap.desktop", "boxoffice.bootstrap.embedded")
    assert not loaded & (DRIVERS | NETWORK)


def test_the_sign_in_page_waits_for_nothing_slow() -> None:
    assert not loaded_by("boxoffice.cli", "boxoffice.bootstrap.desktop") & SLOW


def test_the_designer_loads_no_cinema() -> None:
    cinema = {"sqlalchemy", "graphql", "alembic"}
    assert not loaded_by("boxoffice.bootstrap.designer") & (DRIVERS | NETWORK | cinema)


@pytest.mark.parametrize(
    "module",
    [
        "boxoffice.gateway.executor",
        "boxoffice.bootstrap.cinema",
        "boxoffice.bootstrap.gateway",
        "boxoffice.bootstrap.prove",
    ],
)
def test_the_platform_loads_no_window(module: str) -> None:
    assert not loaded_by(module) & (WINDOWS | DRIVERS)


def test_a_window_reads_no_source_of_what_is_imported_after_it() -> None:
    code = "import boxoffice.qtkit, linecache; seen = set(linecache.cache); import wave, graphql; "
    done = subprocess.run(
        [sys.executable, "-c", f"{code}print(len(set(linecache.cache) - seen))"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.split() == ["0"]
