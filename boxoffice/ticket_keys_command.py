"""The ticket-keys command: what signs tickets, seen to while the cinema is closed."""

import argparse
from collections.abc import Callable, Mapping

from boxoffice.model.doors import TicketKey
from boxoffice.model.errors import BadInput
from boxoffice.settings import Settings

#: Adds the flags that say where a cinema is, and answers its settings from them.
AddPlace = Callable[[argparse.ArgumentParser], None]
ReadPlace = Callable[[argparse.Namespace], Settings]


def add_ticket_keys(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    add_place: AddPlace,
    read_place: ReadPlace,
) -> None:
    """The command and its steps."""
    text = "See to the keys that tickets are signed with, while the cinema is closed."
    parser = commands.add_parser(
        "ticket-keys",
        help=text,
        description=f"{text} While it is open an admin does it in the window.",
    )
    steps = parser.add_subparsers(metavar="STEP", title="steps", required=True)
    shown = "List all keys: of which theatre, made when, for how many tickets of shows to come."
    listed = steps.add_parser("list", help=shown, description=shown)
    renewed = (
        "Let a new key sign from now on. Tickets that were made before admit until their shows are"
        " over."
    )
    rotated = steps.add_parser("rotate", help=renewed, description=renewed)
    rotated.add_argument(
        "--theatre", metavar="ID", default="", help="Only this theatre's; each one's without it."
    )
    ended = (
        "Let no ticket admit that this key has signed, as when somebody got hold of it. Those of"
        " shows to come must be printed anew."
    )
    retired = steps.add_parser("retire", help=ended, description=ended)
    retired.add_argument("key", metavar="KEY", help="Its id, as “list” has it.")
    retired.add_argument("--yes", action="store_true", help="Do it; without it only say what then.")
    for step, run in ((listed, _list), (rotated, _rotate), (retired, _retire)):
        add_place(step)
        step.set_defaults(run=_runs(run, read_place))


def _runs(
    run: Callable[[Settings, argparse.Namespace], None], read_place: ReadPlace
) -> Callable[[argparse.Namespace], int]:
    def command(arguments: argparse.Namespace) -> int:
        run(read_place(arguments), arguments)
        return 0

    return command


def _list(settings: Settings, _arguments: argparse.Namespace) -> None:
    from boxoffice.bootstrap import ticket_keys  # noqa: PLC0415 - only this command needs it

    found = ticket_keys.list_keys(settings)
    rows = [("theatre", "key", "made", "tickets", "")]
    for theatre_id, keys in found.items():
        rows += [_row(theatre_id, key) for key in keys]
    if len(rows) == 1:
        _say("No tickets were made here yet.")
        return
    widths = [max(len(row[at]) for row in rows) for at in range(4)]
    for row in rows:
        columns = [text.ljust(width) for text, width in zip(row, widths, strict=False)]
        _say("  ".join((*columns, row[4])).rstrip())


def _rotate(settings: Settings, arguments: argparse.Namespace) -> None:
    from boxoffice.bootstrap import ticket_keys  # noqa: PLC0415 - only this command needs it

    for theatre_id, key in ticket_keys.rotate(settings, arguments.theatre).items():
        _say(f"{theatre_id}: {key.key_id} signs from now on.")


def _retire(settings: Settings, arguments: argparse.Namespace) -> None:
    from boxoffice.bootstrap import ticket_keys  # noqa: PLC0415 - only this command needs it

    found = ticket_keys.find(settings, arguments.key)
    if not arguments.yes:
        raise BadInput(f"{_consequence(found)} Nothing was changed; give --yes to retire it.")
    ticket_keys.retire(settings, arguments.key)
    _say(f"{arguments.key} is retired. {_consequence(found)}")


def _consequence(found: Mapping[str, TicketKey]) -> str:
    tickets = sum(key.tickets for key in found.values())
    where = ", ".join(found)
    if not tickets:
        return f"No ticket of a show to come was signed with it at {where}."
    return (
        f"Tickets of shows to come at {where} that were signed with it: {tickets}. They do not"
        " admit once it is retired, and must be printed anew."
    )


def _row(theatre_id: str, key: TicketKey) -> tuple[str, str, str, str, str]:
    return (theatre_id, key.key_id, f"{key.made_at:%Y-%m-%d %H:%M}Z", str(key.tickets), _state(key))


def _state(key: TicketKey) -> str:
    if key.retired_at is not None:
        return f"retired {key.retired_at:%Y-%m-%d %H:%M}Z: its tickets do not admit"
    if key.rotated_at is not None:
        return f"signed until {key.rotated_at:%Y-%m-%d %H:%M}Z"
    return "signs"


def _say(words: str) -> None:
    print(words)  # noqa: T201 - a command's output
