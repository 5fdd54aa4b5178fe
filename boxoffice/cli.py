"""The commands: `boxoffice` opens the desktop, the others do what their help says."""

import argparse
import json
import os
import sys
from pathlib import Path

from boxoffice import settings
from boxoffice.layout_commands import add_layout
from boxoffice.model.errors import BadInput, Refusal
from boxoffice.prove_command import add_prove
from boxoffice.ticket_keys_command import add_ticket_keys


def main() -> None:
    """The console script; a refusal is one sentence on standard error and exit code 1."""
    arguments = _parser().parse_args(
        namespace=argparse.Namespace(data=None, demo=False, gateway="")
    )
    try:
        code = arguments.run(arguments)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)  # noqa: T201 - a command's output
        code = 1
    sys.exit(code)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="boxoffice",
        description="Box Office: sell cinema seats, and run the cinema that sells them.",
        epilog="Without a command the desktop is opened.",
    )
    parser.set_defaults(run=_desktop)
    _add_place(parser)
    commands = parser.add_subparsers(metavar="COMMAND", title="commands")
    desktop = "Open the desktop on the cinema in the data directory."
    opened = commands.add_parser("desktop", help=desktop, description=desktop)
    _add_place(opened)
    opened.add_argument(
        "--gateway",
        metavar="URL",
        default=argparse.SUPPRESS,
        help="Work at this gateway and not where this computer worked last.",
    )
    opened.set_defaults(run=_desktop)
    text = "Draw halls: sign in to those of the cinema, or open a plan in a file without one."
    designer = commands.add_parser("designer", help=text, description=text)
    _add_place(designer)
    designer.add_argument("file", type=Path, nargs="?", metavar="FILE", help="The plan to open.")
    designer.set_defaults(run=_designer)
    _add_gateway(commands)
    self_test = "Sell two seats for cash through the real window, on a throw-away cinema."
    tested = commands.add_parser("self-test", help=self_test, description=self_test)
    tested.set_defaults(run=_self_test)
    add_prove(commands)
    _add_psp_simulator(commands)
    _add_admin(commands)
    add_ticket_keys(commands, _add_place, _settings)
    add_layout(commands)
    return parser


def _add_gateway(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    text = "Serve the cinema in the data directory to counters and other programs."
    gateway = commands.add_parser("gateway", help=text, description=text)
    _add_place(gateway)
    gateway.add_argument(
        "--listen", metavar="HOST:PORT", help="Where to listen (127.0.0.1:8080 without it)."
    )
    gateway.add_argument(
        "--guests", action="store_true", help="Let people book without signing in."
    )
    gateway.add_argument("--tls-cert", type=Path, metavar="FILE", help="Certificate chain, PEM.")
    gateway.add_argument("--tls-key", type=Path, metavar="FILE", help="The certificate's key, PEM.")
    gateway.add_argument(
        "--insecure",
        action="store_true",
        help="Listen beyond this machine without TLS; somebody else must encrypt.",
    )
    gateway.add_argument(
        "--introspection", action="store_true", help="Let clients ask for the schema."
    )
    gateway.add_argument(
        "--allow-origin",
        action="append",
        metavar="ORIGIN",
        help="A web page's origin that may call, such as https://tickets.example; may repeat.",
    )
    gateway.add_argument(
        "--stay-while",
        type=Path,
        metavar="FILE",
        help="End when this file is gone; so a desktop ends the gateway it shares its cinema by.",
    )
    gateway.set_defaults(run=_gateway)


def _add_psp_simulator(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    text = "A payment provider that pays whatever it is told to, for a demo and for tests."
    simulator = commands.add_parser("psp-simulator", help=text, description=text)
    simulator.add_argument(
        "--listen",
        metavar="HOST:PORT",
        default="127.0.0.1:6001",
        help="Where to listen (%(default)s without it).",
    )
    simulator.add_argument(
        "--deliver",
        metavar="URL",
        default="http://127.0.0.1:8080",
        help="The gateway that hears of payments (%(default)s without it).",
    )
    simulator.add_argument(
        "--secret", default="", help="What signs its messages; the demo's own without it."
    )
    simulator.set_defaults(run=_psp_simulator)


def _add_admin(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    admin = "Make a system admin, or set a lost password, at the machine that has the cinema."
    parser = commands.add_parser("admin", help=admin, description=admin)
    steps = parser.add_subparsers(metavar="STEP", title="steps", required=True)
    create = "Make a system admin: the first one, or another."
    reset = "Set the password of somebody who lost theirs; their sessions end."
    for name, text, run in (
        ("create", create, _create_admin),
        ("reset-password", reset, _reset_password),
    ):
        step = steps.add_parser(name, help=text, description=text)
        # A demo has accounts of its own.
        _add_data(step)
        step.add_argument("--username", metavar="NAME", required=True, help="What they sign in by.")
        if run is _create_admin:
            step.add_argument(
                "--display-name", metavar="NAME", default="", help="What others read of them."
            )
        step.add_argument(
            "--password-file",
            type=Path,
            metavar="FILE",
            help="A file whose first line is the password; without it the terminal is asked.",
        )
        step.set_defaults(run=run)


def _add_place(parser: argparse.ArgumentParser) -> None:
    _add_data(parser)
    parser.add_argument(
        "--demo",
        action="store_true",
        default=argparse.SUPPRESS,
        help="Use the demo cinema, and add the days it lacks.",
    )


def _add_data(parser: argparse.ArgumentParser) -> None:
    # Suppressed, so that a command's default does not undo what was given before the command.
    parser.add_argument(
        "--data",
        type=Path,
        metavar="DIRECTORY",
        default=argparse.SUPPRESS,
        help="Where the cinema's data is kept.",
    )


def _desktop(arguments: argparse.Namespace, *, designer: bool = False) -> int:
    _choose_platform()
    # Imported here: each command loads its own half of the program only.
    from boxoffice.bootstrap.desktop import run  # noqa: PLC0415 (start-up time)

    data_dir = arguments.data or _default_data_dir(demo=arguments.demo)
    return run(
        settings.read(data_dir),
        demo=arguments.demo,
        gateway=arguments.gateway,
        designer=designer,
        demo_settings=lambda: settings.read(_default_data_dir(demo=True)),
    )


def _designer(arguments: argparse.Namespace) -> int:
    if arguments.file is None:
        return _desktop(arguments, designer=True)
    _choose_platform()
    from boxoffice.bootstrap.designer import run  # noqa: PLC0415 - no counter loads the designer

    data_dir = arguments.data or _default_data_dir(demo=arguments.demo)
    return run(settings.read(data_dir), arguments.file)


def _gateway(arguments: argparse.Namespace) -> int:
    from boxoffice.bootstrap import gateway  # noqa: PLC0415 - no desktop loads a server

    data_dir = arguments.data or _default_data_dir(demo=arguments.demo)
    options = gateway.GatewayOptions(
        listen=arguments.listen or gateway.DEFAULT_LISTEN,
        demo=arguments.demo,
        guests=arguments.guests,
        certificate=arguments.tls_cert,
        key=arguments.tls_key,
        introspection=arguments.introspection,
        insecure=arguments.insecure,
        allow_origins=tuple(arguments.allow_origin or ()),
        stay_while=arguments.stay_while,
    )
    return gateway.run(settings.read(data_dir), options)


def _self_test(_arguments: argparse.Namespace) -> int:
    if not _has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from boxoffice.bootstrap.self_test import run  # noqa: PLC0415 - Qt is loaded by this command

    report = run()
    print(json.dumps(report))  # noqa: T201 - a command's output
    return 0 if report["ok"] else 1


def _psp_simulator(arguments: argparse.Namespace) -> int:
    from boxoffice.bootstrap.psp_simulator import run  # noqa: PLC0415 - no other loads a server

    return run(arguments.listen, arguments.deliver, arguments.secret)


def _create_admin(arguments: argparse.Namespace) -> int:
    from boxoffice.bootstrap import admin  # noqa: PLC0415 - only this command reaches into accounts

    options = _settings(arguments)
    password = _password(arguments.password_file)
    made = admin.create(options, arguments.username, arguments.display_name, password)
    which = "the first system admin" if made.is_first else "another system admin"
    print(f"{made.user.username} is {which} of the cinema in {options.data_dir}.")  # noqa: T201
    return 0


def _reset_password(arguments: argparse.Namespace) -> int:
    from boxoffice.bootstrap import admin  # noqa: PLC0415 - only this command reaches into accounts

    options = _settings(arguments)
    password = _password(arguments.password_file)
    user = admin.reset_password(options, arguments.username, password)
    print(f"{user.username} has a new password. All their sessions have ended.")  # noqa: T201
    return 0


def _settings(arguments: argparse.Namespace) -> settings.Settings:
    return settings.read(arguments.data or _default_data_dir(demo=arguments.demo))


def _password(file: Path | None) -> str:
    """From the file, else typed twice."""
    if file is not None:
        try:
            return file.read_text(encoding="utf-8").partition("\n")[0].rstrip("\r")
        except OSError as error:
            raise BadInput(f"{file} cannot be read: {error.strerror}.") from error
    if sys.stdin is None or not sys.stdin.isatty():
        raise BadInput("There is no terminal to ask for the password; give --password-file FILE.")
    import getpass  # noqa: PLC0415 - only commands that ask for one

    try:
        password = getpass.getpass("Password: ")
        again = getpass.getpass("The same again: ")
    except (EOFError, KeyboardInterrupt):
        raise BadInput("Broken off. Nothing was changed.") from None
    if again != password:
        raise BadInput("The two are not the same. Nothing was changed.")
    return password


def _choose_platform() -> None:
    """Go on without a window that can be seen where there is nothing to show it on."""
    if not _has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        print(  # noqa: T201 - a command's output
            "There is no display (DISPLAY and WAYLAND_DISPLAY are not set): Box Office runs"
            " without a window that can be seen. Ctrl+C ends it.",
            file=sys.stderr,
        )


def _has_display() -> bool:
    """Whether Qt finds something to draw on; where it does not, Qt ends the process."""
    chosen = ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in chosen)


def _default_data_dir(*, demo: bool) -> Path:
    # The demo never shares a directory with a real cinema.
    name = "boxoffice-demo" if demo else "boxoffice"
    import platformdirs  # noqa: PLC0415 - only the commands that need a place look one up

    return Path(platformdirs.user_data_dir(name, appauthor=False))
