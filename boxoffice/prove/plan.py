"""What a run is asked to do, and what each of its processes is told."""

import math
import secrets
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from boxoffice.model.errors import BadInput
from boxoffice.prove.amount import Amount

#: About how long one trouble lasts at most, with the pause before it.
LONGEST_TROUBLE_SECONDS = 5.0
#: A run that nobody asked for otherwise.
MINUTES, CLIENTS, PROCESSES = 1, 24, 3
#: The checker has all calls of a run in memory.
MOST_MINUTES, FEWEST_CLIENTS, MOST_CLIENTS = 30, PROCESSES, 500
#: Less than that proves nothing.
LEAST = Amount(holds=20, sales=10)
#: Simulated runs of one command: hours of them.
MOST_SEEDS = 100_000
#: So many seats a show has that they are sold in about the time it is sold for.
FEWEST_SEATS, SEATS_A_CLIENT = 60, 3


class TroubleKind(StrEnum):
    """What the nemesis can do."""

    KILL_GATEWAY = "kill the gateway"
    RESTART_GATEWAY = "restart the gateway"
    STOP_GATEWAY = "stop the gateway for a while"
    KILL_TILLS = "kill a process of tills"
    STOP_TILLS = "stop a process of tills past its holds' time"
    CUT_LINE = "cut a line"
    DELAY_LINE = "delay a line"
    SHIFT_CLOCK = "shift a clock"


@dataclass(frozen=True, slots=True)
class Plan:
    """A run goes on for `seconds`, and until each of the `troubles` came about `rounds` times. The
    `tills` sell in `processes` processes, one show of at least `seats` seats after the other, each
    for `show_seconds`; `hold_seconds` and `claim_seconds` are the gateway's settings."""

    seconds: float
    tills: int = 24
    processes: int = 3
    seats: int = 80
    rounds: int = 0
    hold_seconds: int = 3
    claim_seconds: int = 20
    show_seconds: float = 8.0
    trouble_every_seconds: float = 1.0
    troubles: tuple[TroubleKind, ...] = tuple(TroubleKind)
    seed: int = 0

    @property
    def shows(self) -> int:
        """So many that there is always one whose turn has just come."""
        rounds_seconds = self.rounds * len(self.troubles) * LONGEST_TROUBLE_SECONDS
        return 1 + math.ceil(max(self.seconds, rounds_seconds) / self.show_seconds)

    def clients_of(self, process: int) -> int:
        """How many tills sell in a process, counted from 0."""
        return len(range(process, self.tills, self.processes))


def plan_of(minutes: float = MINUTES, clients: int = CLIENTS) -> Plan:
    """What the command's flags ask for; BadInput."""
    if not 0 < minutes <= MOST_MINUTES or not FEWEST_CLIENTS <= clients <= MOST_CLIENTS:
        raise BadInput(
            f"A proof takes up to {MOST_MINUTES} minutes and {FEWEST_CLIENTS} to {MOST_CLIENTS}"
            " clients."
        )
    return Plan(
        seconds=minutes * 60,
        tills=clients,
        processes=PROCESSES,
        seats=max(FEWEST_SEATS, SEATS_A_CLIENT * clients),
        seed=secrets.randbits(32),
    )


@dataclass(frozen=True, slots=True)
class Hall:
    """A show of the throw-away cinema on a local day (YYYYMMDD); `seats` are its seat ids in the
    layout's order."""

    show_id: int
    local_date: str
    seats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who signs in at the throw-away cinema."""

    username: str
    password: str


@dataclass(frozen=True, slots=True)
class Site:
    """The throw-away cinema: shows that everybody sells, one after the other, and one at which
    seats are held and nothing else is done. `stranger` works at another theatre."""

    theatre_id: str
    shows: tuple[Hall, ...]
    idle: Hall
    clerk: Account
    stranger: Account


class Role(StrEnum):
    """What a process of a run is."""

    GATEWAY = "gateway"
    TILLS = "tills"
    WATCHERS = "watchers"


@dataclass(frozen=True, slots=True)
class Part:
    """What one process is told: where it reaches the gateway, or as one is to listen (`url`), the
    file with its clock's offset, where everybody's journals are, and how many `clients` sell
    in it. It is known by its `name`; begun anew it has another."""

    role: Role
    name: str
    folder: str
    url: str
    clock_file: str
    site: Site
    plan: Plan
    clients: int
    began_at: float

    @property
    def data_dir(self) -> Path:
        """The cinema."""
        return Path(self.folder) / "cinema"

    @property
    def journals(self) -> Path:
        """This process's journals."""
        return Path(self.folder) / "journals" / self.name

    @property
    def stay_file(self) -> Path:
        """A gateway stays for as long as it is there."""
        return Path(self.folder) / f"{self.name}.stay"

    @property
    def stop_file(self) -> Path:
        """There once clients are to finish; watchers look on until all is at rest."""
        return Path(self.folder) / f"stop-{self.role}"
