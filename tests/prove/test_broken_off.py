"""The prove command is broken off by whatever ends commands: nothing of it goes on."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from subprocess import PIPE

import pytest

from boxoffice.prove.plan import MOST_SEEDS

if not hasattr(os, "killpg"):
    pytest.skip("no process groups here", allow_module_level=True)

pytestmark = pytest.mark.timeout(120)
BROKEN_OFF = b"Broken off; nothing is proved."


@pytest.fixture
def seeds() -> Iterator[subprocess.Popen[bytes]]:
    """A proof by seeds that has lived through some, begun as by a shell in the background."""
    command = f"trap '' INT; exec {sys.executable} -m boxoffice prove --seeds {MOST_SEEDS}"
    with subprocess.Popen(
        ["sh", "-c", command], stdout=PIPE, stderr=PIPE, start_new_session=True
    ) as begun:
        assert begun.stdout is not None
        try:
            assert begun.stdout.readline().endswith(b"with faults\n")
            yield begun
        finally:
            with suppress(ProcessLookupError):
                os.killpg(begun.pid, signal.SIGKILL)


@pytest.mark.parametrize(
    ("send", "number"),
    [
        pytest.param(os.killpg, signal.SIGINT, id="as a terminal does"),
        pytest.param(os.kill, signal.SIGTERM, id="as a scheduler does"),
    ],
)
def test_seeds_that_are_broken_off_say_so_and_leave_no_process(
    seeds: subprocess.Popen[bytes], send: Callable[[int, int], None], number: int
) -> None:
    send(seeds.pid, number)
    # This comes to an end once all that have it for standard output are gone.
    said, errors = seeds.communicate(timeout=60)
    assert said.splitlines()[-1] == BROKEN_OFF
    assert errors == b""
    assert seeds.returncode == 130


def test_seeds_leave_no_process_behind_when_the_command_is_killed(
    seeds: subprocess.Popen[bytes],
) -> None:
    seeds.kill()
    _, errors = seeds.communicate(timeout=60)
    assert errors == b""
