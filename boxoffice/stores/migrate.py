"""Brings a database's tables to the revision this program knows, after a copy of an old one."""

from collections.abc import Iterable, Mapping
from importlib.resources import as_file, files
from typing import Protocol

from sqlalchemy import Connection, inspect, text

from boxoffice.model.errors import StoreUnusable
from boxoffice.stores.database import Database
from boxoffice.stores.migrations import HEADS


class MigratableDatabase(Database, Protocol):
    """A database that can be copied before its tables change."""

    async def keep_copy(self, suffix: str) -> None:
        """Keep the database as it is now under its name and `suffix`, where that is our task."""
        ...


async def migrate(
    database: MigratableDatabase,
    services: Iterable[str],
    heads: Mapping[str, str] = HEADS,
) -> None:
    """Bring the tables of `services` to their newest revision, all or none.

    StoreUnusable, with nothing changed, when the database is newer than this program.
    """
    names = tuple(services)
    found = await database.read(revisions, names)
    for name, revision in found.items():
        if revision > heads[name]:
            raise StoreUnusable(
                "This database was made by a newer version of Box Office "
                f"({name} {revision}, known here: {heads[name]}). Install that version."
            )
    old = {name: heads[name] for name in names if found.get(name, "") != heads[name]}
    if not old:
        return
    if found:
        await database.keep_copy("before-" + "-".join(f"{n}-{r}" for n, r in old.items()) + ".bak")
    await database.run(_upgrade, old)


def revisions(connection: Connection, services: Iterable[str]) -> dict[str, str]:
    """The revision of each of `services` that has tables."""
    present = set(inspect(connection).get_table_names())
    # One statement in plain text, since every start waits for this.
    statement = " UNION ALL ".join(
        f"SELECT '{name}', version_num FROM {version_table(name)}"
        for name in services
        if version_table(name) in present
    )
    rows = connection.execute(text(statement)).all() if statement else ()
    return {row[0]: row[1] for row in rows}


def version_table(service: str) -> str:
    """The name of the table that holds a service's revision."""
    return f"{service}_version"


def _upgrade(connection: Connection, targets: Mapping[str, str]) -> None:
    # Alembic costs a tenth of a second to import, and most starts find nothing to migrate.
    from alembic.migration import MigrationContext  # noqa: PLC0415 (start-up time)
    from alembic.operations import Operations  # noqa: PLC0415 (start-up time)
    from alembic.script import ScriptDirectory  # noqa: PLC0415 (start-up time)

    with as_file(files("boxoffice.stores.migrations")) as folder:
        for service, target in targets.items():
            scripts = ScriptDirectory(
                str(folder), version_locations=[str(folder / service / "versions")]
            )
            context = MigrationContext.configure(
                connection, opts={"version_table": version_table(service)}
            )
            current = context.get_current_revision()
            steps = tuple(scripts.iterate_revisions(target, current or "base"))
            with Operations.context(context):
                for step in reversed(steps):
                    step.module.upgrade()
            context.stamp(scripts, target)
