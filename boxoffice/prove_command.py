"""The prove command: its flags, and how it is broken off."""

import argparse
import signal
from pathlib import Path
from typing import Any

from boxoffice.model.errors import BadInput
from boxoffice.prove.plan import (
    CLIENTS,
    FEWEST_CLIENTS,
    MINUTES,
    MOST_CLIENTS,
    MOST_MINUTES,
    MOST_SEEDS,
    plan_of,
)

#: What shells call a command that Ctrl+C ended.
BROKEN_OFF = 130
_FLAGS = ("minutes", "clients", "seed", "seeds")


def add_prove(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command and its flags."""
    text = (
        "Prove that no seat is sold twice here: sell in a throw-away cinema while processes are"
        " killed and lines are cut, and check every sale."
    )
    prove = commands.add_parser(
        "prove",
        help=text,
        description=text,
        epilog="Exit code 0: the proof holds; 1: it fails, or could not be run; 2: a flag cannot be"
        " read; 3: too little was held and sold to prove anything; 130: it was broken off."
        " What is checked, and how to read what is told, says docs/prove.md.",
    )
    prove.add_argument(
        "--minutes",
        type=float,
        metavar="N",
        help=f"How long trouble is made, up to {MOST_MINUTES} ({MINUTES} without it).",
    )
    prove.add_argument(
        "--clients",
        type=int,
        metavar="N",
        help=f"How many sell, {FEWEST_CLIENTS} to {MOST_CLIENTS} ({CLIENTS} without it).",
    )
    prove.add_argument(
        "--seed",
        type=int,
        metavar="N",
        help="Live through one simulated run, from 0 on, the same one each time, and tell what"
        " happened. Goes with no other flag.",
    )
    prove.add_argument(
        "--seeds",
        type=int,
        metavar="N",
        help=f"Live through so many simulated runs, from 0 on, up to {MOST_SEEDS}. Goes with no"
        " other flag.",
    )
    prove.add_argument("--part", type=Path, help=argparse.SUPPRESS)
    prove.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    if arguments.part is not None:
        from boxoffice.bootstrap import prove_parts  # noqa: PLC0415 - what a process of it needs

        return prove_parts.play(arguments.part)
    # As Ctrl+C does it, also where a shell ignores that because it began this in the background:
    # all that was started ends, and nothing stays. An asyncio loop has a handler of its own for
    # that; what another one raised, wherever the program is just then, could be lost.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
    asked = {flag: value for flag in _FLAGS if (value := getattr(arguments, flag)) is not None}
    try:
        return _prove(asked)
    except KeyboardInterrupt:
        _say("Broken off; nothing is proved.")
        return BROKEN_OFF


def _prove(asked: dict[str, Any]) -> int:
    """Do what the flags that were given ask for; BadInput."""
    if not asked.keys() & {"seed", "seeds"}:
        plan = plan_of(**asked)
        from boxoffice.bootstrap import prove  # noqa: PLC0415 - no other command loads both sides

        return prove.run(plan)
    if len(asked) > 1:
        raise BadInput(
            "--seed and --seeds go with no other flag: a simulated run has a time and clients of"
            " its own."
        )
    from boxoffice.prove.simulation import command  # noqa: PLC0415 - services, and no server

    if "seeds" in asked:
        return command.live_all(asked["seeds"], _say)
    return command.replay(asked["seed"], _say)


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - a command's output
