"""The processes of a run are watched: what ends without being told to is noticed."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from pathlib import Path
from subprocess import PIPE

import pytest

from boxoffice.model.clock import SystemClock
from boxoffice.prove.fleet import Member, PartFailed, while_all_live
from boxoffice.prove.plan import Account, Hall, Part, Plan, Role, Site
from boxoffice.rules.plain import to_plain

#: Says that it is ready, stays until its stay file is gone, and ends as it is told by its first
#: argument.
PROGRAM = """
import json, pathlib, sys, time
part = json.loads(pathlib.Path(sys.argv[2]).read_text())
print("ready", flush=True)
stay = pathlib.Path(part["folder"]) / (part["name"] + ".stay")
while sys.argv[1] == "stay" and stay.exists():
    time.sleep(0.01)
sys.exit(0 if sys.argv[1] == "stay" else "the cinema burns")
"""

PROVER = """
import subprocess, sys, time
part = "from boxoffice.bootstrap.prove_parts import end_with_parent as end; print('begun'); "
part += "import sys; sys.stdout.flush(); end()"
subprocess.Popen([sys.executable, "-c", part], stdin=subprocess.PIPE)
time.sleep(60)
"""

#: Has the given pipe open for as long as it lives.
PART = """
import sys
from boxoffice.bootstrap.prove_parts import end_with_parent
life = open(sys.argv[1], "w")
print("ready", flush=True)
end_with_parent()
"""

#: Begins the given part with the given program, has it stand still, and says so.
STOPPER = """
import asyncio, json, os, sys
from boxoffice.model.clock import SystemClock
from boxoffice.prove.fleet import Member
from boxoffice.prove.plan import Part
from boxoffice.rules.plain import from_plain

async def stop():
    member = Member(from_plain(Part, json.loads(sys.argv[1])), tuple(sys.argv[2:]), SystemClock())
    await member.start()
    still = asyncio.create_task(member.stand_still(60))
    await asyncio.to_thread(os.waitid, os.P_PID, member._process.pid, os.WSTOPPED)
    print("stopped", flush=True)
    await still

asyncio.run(stop())
"""

Begin = Callable[[str], Member]


def part_at(folder: Path, name: str) -> Part:
    nobody = Account("", "")
    site = Site("", (), Hall(1, "", ()), nobody, nobody)
    return Part(Role.GATEWAY, name, str(folder), "", "", site, Plan(1.0), 0, 0.0)


@pytest.fixture
async def begin(tmp_path: Path) -> AsyncIterator[Begin]:
    members: list[Member] = []

    def make(way: str) -> Member:
        part = part_at(tmp_path, f"gateway-{way}-{len(members)}")
        members.append(Member(part, (sys.executable, "-c", PROGRAM, way), SystemClock()))
        return members[-1]

    yield make
    for member in members:
        await member.put_down()


async def test_a_process_that_ends_by_itself_ends_the_run_with_its_last_words(begin: Begin) -> None:
    stays, burns = begin("stay"), begin("burn")
    await stays.start()
    await burns.start()
    with pytest.raises(PartFailed, match="gateway-burn-1 ended by itself with 1: the cinema burns"):
        await while_all_live([stays, burns], asyncio.Event().wait())


async def test_a_process_that_had_ended_by_itself_was_not_killed(begin: Begin) -> None:
    burns = begin("burn")
    await burns.start()
    assert burns._process is not None
    await burns._process.wait()
    with pytest.raises(PartFailed, match="the cinema burns"):
        await burns.kill()
    assert burns.died_at is None


@pytest.mark.skipif(not hasattr(os, "waitid"), reason="no code tells who was killed here")
async def test_a_process_that_ends_just_before_it_is_killed_ended_by_itself(begin: Begin) -> None:
    burns = begin("burn")
    await burns.start()
    assert burns._process is not None
    # Without a turn for the loop, which hears of it no sooner than it is killed.
    with suppress(ChildProcessError):
        os.waitid(os.P_PID, burns._process.pid, os.WEXITED | os.WNOWAIT)  # noqa: ASYNC222 - as meant
    assert burns._process.returncode is None
    with pytest.raises(PartFailed, match="the cinema burns"):
        await burns.kill()


async def test_who_is_told_to_end_or_killed_may(begin: Begin) -> None:
    told, killed = begin("stay"), begin("stay")
    await told.start()
    await told.end()
    await killed.start()
    await killed.kill()
    assert killed.died_at is not None
    assert await while_all_live([told, killed], asyncio.sleep(0, "sold")) == "sold"


def test_a_process_ends_with_the_one_that_began_it() -> None:
    prover = subprocess.Popen([sys.executable, "-c", PROVER], stdout=PIPE)
    assert prover.stdout is not None
    with prover.stdout as said:
        assert said.readline() == b"begun\n"
        prover.kill()
        # The part has the same standard output: this comes to an end once both are gone.
        assert said.read() == b""
    prover.wait()


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="no process can stand still here")
def test_a_process_that_stands_still_ends_with_the_one_that_began_it(tmp_path: Path) -> None:
    pipe = tmp_path / "life"
    os.mkfifo(pipe)
    part = json.dumps(to_plain(part_at(tmp_path, "tills-0")))
    program = (sys.executable, "-c", PART, str(pipe))
    prover = subprocess.Popen([sys.executable, "-c", STOPPER, part, *program], stdout=PIPE)
    assert prover.stdout is not None
    with pipe.open() as life, prover.stdout as said:
        assert said.readline() == b"stopped\n"
        prover.kill()
        assert life.read() == ""
    prover.wait()
