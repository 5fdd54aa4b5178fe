"""The parts that a proof's processes play: the gateway, tills, and watchers."""

import asyncio
import json
import os
import threading
from collections import deque
from contextlib import AsyncExitStack, closing
from pathlib import Path
from random import Random

from boxoffice import logs
from boxoffice.bootstrap import gateway
from boxoffice.client.address import Address
from boxoffice.client.api import BoxOffice
from boxoffice.client.remote import RemoteTransport
from boxoffice.model.clock import Clock
from boxoffice.model.errors import TryAgain, TryLater
from boxoffice.prove.clock import ShiftedClock
from boxoffice.prove.desk import Desk
from boxoffice.prove.history import Call
from boxoffice.prove.journal import Journal
from boxoffice.prove.plan import Account, Part, Plan, Role
from boxoffice.prove.till import KNOWN_HOLDS, Till
from boxoffice.prove.watcher import Watcher
from boxoffice.rules.plain import from_plain
from boxoffice.settings import Settings

#: No limit on callers is what is proved here.
UNLIMITED = 1_000_000
SESSION_SECONDS = 86_400
SIGN_IN_TRIES, SIGN_IN_PAUSE_SECONDS = 100, 0.3
LOOK_SECONDS = 0.2
#: The till of a process that sells nothing.
IDLE = "idle"
#: A gateway lets so few subscriptions begin on one socket at once that watchers need several.
SHOWS_A_SOCKET = 40


def settings_of(data_dir: Path, plan: Plan) -> Settings:
    """What the gateway is set to; neither a file nor the environment counts."""
    return Settings(
        data_dir,
        hold_seconds=plan.hold_seconds,
        claim_seconds=plan.claim_seconds,
        session_seconds=SESSION_SECONDS,
        gateway_address_per_second=UNLIMITED,
        gateway_user_per_second=UNLIMITED,
        gateway_address_connections=UNLIMITED,
    )


def play(file: Path) -> int:
    """Play the part that the file says, in this process; the exit code."""
    part = from_plain(Part, json.loads(file.read_text(encoding="utf-8")))
    threading.Thread(target=end_with_parent, daemon=True).start()
    clock = ShiftedClock(Path(part.clock_file))
    if part.role is Role.GATEWAY:
        listen = part.url.removeprefix("http://")
        options = gateway.GatewayOptions(listen=listen, stay_while=part.stay_file)
        return gateway.run(settings_of(part.data_dir, part.plan), options, clock)
    logs.configure(part.data_dir / "logs" / f"{part.name}.log")
    part.journals.mkdir(parents=True)
    asyncio.run(_sell(part, clock) if part.role is Role.TILLS else _watch(part, clock))
    return 0


async def _sell(part: Part, clock: Clock) -> None:
    async with AsyncExitStack() as stack:
        transport, elsewhere = _transport(part, clock), _transport(part, clock)
        stack.push_async_callback(transport.close)
        stack.push_async_callback(elsewhere.close)
        house = await _signed_in(BoxOffice(transport, clock), part.site.clerk)
        stranger = await _signed_in(BoxOffice(elsewhere, clock), part.site.stranger)
        _say_ready()
        known: deque[Call] = deque(maxlen=KNOWN_HOLDS)

        def till(name: str) -> Till:
            journal = stack.enter_context(closing(Journal(part.journals, name)))
            return Till(
                Desk(name, house, transport, journal, clock),
                Desk(f"{name}.stranger", stranger, elsewhere, journal, clock),
                part,
                clock,
                Random(f"{part.plan.seed} {name}"),
                known,
            )

        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(till(f"{part.name}.{IDLE}").idle())
            for number in range(part.clients):
                tasks.create_task(till(f"{part.name}.{number}").sell())


async def _watch(part: Part, clock: Clock) -> None:
    stop = asyncio.Event()
    halls = (part.site.idle, *part.site.shows)
    async with AsyncExitStack() as stack:
        watchers: list[Watcher] = []
        for first in range(0, len(halls), SHOWS_A_SOCKET):
            transport = _transport(part, clock)
            stack.push_async_callback(transport.close)
            box_office = await _signed_in(BoxOffice(transport, clock), part.site.clerk)
            for hall in halls[first : first + SHOWS_A_SOCKET]:
                name = f"{part.name}.{hall.show_id}"
                journal = stack.enter_context(closing(Journal(part.journals, name)))
                live = box_office.live(hall.show_id)
                watchers.append(Watcher(part.name, live, journal, clock))
        for watcher in watchers:
            await watcher.start()
        _say_ready()
        async with asyncio.TaskGroup() as tasks:
            for watcher in watchers:
                tasks.create_task(watcher.watch(stop))
            while not await asyncio.to_thread(part.stop_file.exists):  # noqa: ASYNC110 - nothing tells
                await asyncio.sleep(LOOK_SECONDS)
            stop.set()


def _transport(part: Part, clock: Clock) -> RemoteTransport:
    return RemoteTransport(Address(part.url), clock)


async def _signed_in(box_office: BoxOffice, account: Account) -> BoxOffice:
    """Sign in, also while the gateway is in trouble."""
    for tries_left in reversed(range(SIGN_IN_TRIES)):
        try:
            await box_office.sign_in(account.username, account.password)
            break
        except (TryAgain, TryLater):
            if not tries_left:
                raise
            await asyncio.sleep(SIGN_IN_PAUSE_SECONDS)
    return box_office


def _say_ready() -> None:
    print("ready", flush=True)  # noqa: T201 - whoever began this process waits for it


def end_with_parent() -> None:
    """End this process once the one that began it is gone, however that went: then nobody holds the
    other end of the pipe that is this one's standard input."""
    # Not by sys.stdin, whose lock this thread would still hold as the interpreter ends.
    os.read(0, 1)
    os._exit(1)
