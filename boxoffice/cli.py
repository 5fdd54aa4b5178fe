"""The commands: `boxoffice` opens the desktop, the others do what their help says."""

import json
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from boxoffice import settings
from boxoffice.model.errors import Refusal

app = typer.Typer(
    name="boxoffice",
    help="Box Office: sell cinema seats, and run the cinema that sells them.",
    add_completion=False,
    pretty_exceptions_enable=False,
)

DataDir = Annotated[
    Path | None, typer.Option("--data", help="Where the cinema's data is kept.", show_default=False)
]
Demo = Annotated[
    bool, typer.Option("--demo", help="Use the demo cinema, and add the days it lacks.")
]


@app.callback(invoke_without_command=True)
def default(context: typer.Context, data: DataDir = None, demo: Demo = False) -> None:
    """Open the desktop when no command is named."""
    if context.invoked_subcommand is None:
        desktop(data, demo=demo)


@app.command()
def desktop(data: DataDir = None, demo: Demo = False) -> None:
    """Open the desktop on the cinema in the data directory."""
    # Imported here: each command loads its own half of the program only.
    from boxoffice.bootstrap.desktop import run  # noqa: PLC0415

    raise typer.Exit(run(settings.read(data or _default_data_dir(demo=demo)), demo=demo))


@app.command("self-test")
def self_test() -> None:
    """Sell two seats for cash through the real window, on a throw-away cinema."""
    # The platform must be chosen before Qt is loaded.
    if sys.platform.startswith("linux") and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    ):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from boxoffice.bootstrap.self_test import run  # noqa: PLC0415 - Qt is loaded by this command

    report = run()
    typer.echo(json.dumps(report))
    raise typer.Exit(0 if report["ok"] else 1)


def main() -> None:
    """The console script; a refusal is one sentence on standard error and exit code 1."""
    try:
        app()
    except Refusal as refusal:
        typer.echo(str(refusal), err=True)
        sys.exit(1)


def _default_data_dir(*, demo: bool) -> Path:
    # The demo never shares a directory with a real cinema.
    name = "boxoffice-demo" if demo else "boxoffice"
    import platformdirs  # noqa: PLC0415 - only the commands that need a place look one up

    return Path(platformdirs.user_data_dir(name, appauthor=False))
