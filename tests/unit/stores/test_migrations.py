"""Tables and their scripts: old databases are copied and brought up, newer ones refused."""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, MetaData, text

from boxoffice.model.errors import StoreUnusable
from boxoffice.model.money import Money
from boxoffice.model.payment import PaymentKind
from boxoffice.model.shift import EntryKind, ShiftEntry
from boxoffice.model.show import ShowStatus
from boxoffice.rules.plain import to_plain
from boxoffice.stores import (
    booking,
    display,
    migrations,
    movie,
    notification,
    payment,
    screen,
    show,
    theatre,
    user,
    user_sessions,
)
from boxoffice.stores.booking_keys import read_cancelled, read_keys, read_signing
from boxoffice.stores.migrate import MigratableDatabase, migrate, revisions, version_table
from boxoffice.stores.migrations import HEADS
from boxoffice.stores.payment_shift_reading import AtTill
from boxoffice.stores.payment_shifts import move_cash
from boxoffice.stores.postgresql import PostgresDatabase
from boxoffice.stores.sqlite import SqliteDatabase
from tests.unit.services.booking.box import STARTS_AT, offered

TABLES: dict[str, MetaData] = {
    "booking": booking.METADATA,
    "display": display.METADATA,
    "movie": movie.METADATA,
    "notification": notification.METADATA,
    "payment": payment.METADATA,
    "screen": screen.METADATA,
    "show": show.METADATA,
    "theatre": theatre.METADATA,
    "user": user.METADATA,
}

SCRIPTS = Path(next(iter(migrations.__path__)))

START_AGAIN = """
import asyncio, sys
from pathlib import Path
from boxoffice.stores.migrate import migrate
from boxoffice.stores.migrations import HEADS
from boxoffice.stores.sqlite import SqliteDatabase

async def main():
    database = await SqliteDatabase.open(Path(sys.argv[1]))
    await migrate(database, HEADS)
    await database.close()
    print("alembic" in sys.modules)

asyncio.run(main())
"""


def scripts_of(service: str) -> ScriptDirectory:
    return ScriptDirectory(str(SCRIPTS), version_locations=[str(SCRIPTS / service / "versions")])


def differences(connection: Connection, service: str) -> list[object]:
    """What the scripts made otherwise than the code says."""

    def is_ours(name: str | None, kind: str, _parents: object) -> bool:
        return kind != "table" or name in TABLES[service].tables

    # SQLite keeps any width: a script that only widens does nothing there.
    compares_widths = connection.dialect.name != "sqlite"
    context = MigrationContext.configure(
        connection, opts={"compare_type": compares_widths, "include_name": is_ours}
    )
    return list(compare_metadata(context, TABLES[service]))


def make_older(connection: Connection) -> None:
    """Take the movie tables away, as if their service had been added later."""
    connection.execute(text("DROP TABLE movie_titles"))
    connection.execute(text(f"DROP TABLE {version_table('movie')}"))


def make_newer(connection: Connection) -> None:
    connection.execute(text(f"UPDATE {version_table('movie')} SET version_num = '0099'"))


def add_session_of_before(connection: Connection) -> None:
    connection.execute(text("INSERT INTO user_staff VALUES ('u1', 'clerk', 'Asha', 'hash')"))
    connection.execute(text("INSERT INTO user_sessions VALUES ('s1', 'u1', 'a', 5, 'r', 9, 'r0')"))


def alembic_was_imported(path: Path) -> bool:
    """Whether a process of its own that starts on this file needed it."""
    command = [sys.executable, "-c", START_AGAIN, str(path)]
    return subprocess.check_output(command, text=True) == "True\n"


def copies_in(folder: Path) -> list[Path]:
    return list(folder.glob("*.bak"))


@pytest.mark.parametrize("service", TABLES)
def test_the_newest_revision_in_code_is_the_scripts_newest(service: str) -> None:
    assert scripts_of(service).get_heads() == [HEADS[service]]


@pytest.mark.parametrize("service", TABLES)
def test_a_services_tables_bear_its_name(service: str) -> None:
    assert all(name.split("_")[0] == service for name in TABLES[service].tables)


async def test_the_scripts_make_the_tables_that_the_code_uses(
    database: MigratableDatabase,
) -> None:
    for service in TABLES:
        assert await database.read(differences, service) == []


async def test_a_second_start_needs_no_alembic(tmp_path: Path) -> None:
    path = tmp_path / "cinema.db"
    database = await SqliteDatabase.open(path)
    await migrate(database, HEADS)
    await database.close()
    assert alembic_was_imported(path) is False


async def test_a_new_database_is_not_copied(tmp_path: Path) -> None:
    database = await SqliteDatabase.open(tmp_path / "cinema.db")
    await migrate(database, HEADS)
    assert await database.read(revisions, HEADS) == HEADS
    assert copies_in(tmp_path) == []
    await database.close()


async def test_an_old_database_is_copied_and_then_migrated(tmp_path: Path) -> None:
    database = await SqliteDatabase.open(tmp_path / "cinema.db")
    await migrate(database, HEADS)
    await database.run(make_older)

    await migrate(database, HEADS)

    assert await database.read(revisions, HEADS) == HEADS
    copy = await SqliteDatabase.open(tmp_path / "cinema.db.before-movie-0001.bak")
    assert "movie" not in await copy.read(revisions, HEADS)
    await copy.close()
    await database.close()


async def test_a_newer_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    database = await SqliteDatabase.open(tmp_path / "cinema.db")
    await migrate(database, HEADS)
    await database.run(make_newer)
    with pytest.raises(StoreUnusable, match=r"made by a newer version .* \(movie 0099"):
        await migrate(database, HEADS)
    assert (await database.read(revisions, HEADS))["movie"] == "0099"
    assert copies_in(tmp_path) == []
    await database.close()


async def test_a_failed_migration_leaves_the_database_as_it_was(tmp_path: Path) -> None:
    database = await SqliteDatabase.open(tmp_path / "cinema.db")
    await migrate(database, ["theatre"])
    await database.run(lambda c: c.execute(text("CREATE TABLE show_shows (id INTEGER)")) and None)
    with pytest.raises(Exception, match="already exists"):
        await migrate(database, ["movie", "show"])
    assert await database.read(revisions, HEADS) == {"theatre": HEADS["theatre"]}
    await database.close()


async def test_a_service_migrates_its_own_tables_alone(
    new_postgres_url: Callable[[], str],
) -> None:
    database = await PostgresDatabase.open(new_postgres_url())
    await migrate(database, ["movie"])
    assert await database.read(revisions, HEADS) == {"movie": HEADS["movie"]}
    await migrate(database, ["movie", "show"])
    assert set(await database.read(revisions, HEADS)) == {"movie", "show"}
    await database.close()


async def test_an_older_cinema_sells_wider_seats(new_postgres_url: Callable[[], str]) -> None:
    database = await PostgresDatabase.open(new_postgres_url())
    await migrate(database, ["booking"], {"booking": "0002"})
    assert await database.read(differences, "booking") != []
    await migrate(database, ["booking"])
    assert await database.read(differences, "booking") == []
    await database.close()


async def test_sessions_outlive_their_tables_change(tmp_path: Path) -> None:
    database = await SqliteDatabase.open(tmp_path / "cinema.db")
    await migrate(database, ["user"], {"user": "0001"})
    await database.run(add_session_of_before)
    await migrate(database, ["user"])
    found = await database.read(user_sessions.by_refresh, "r")
    assert found is not None
    assert (found.session_id, found.user_id, found.access_hash) == ("s1", "u1", "a")
    assert await database.read(user_sessions.by_spent, "r0") == found
    await database.close()


def add_key_of_before(connection: Connection) -> None:
    """A layout, a show of it and a key that lies in the open, as they were kept before."""
    plan, body = b"{}", json.dumps(to_plain(offered(status=ShowStatus.CANCELLED)))
    for statement, values in (
        ("booking_layout VALUES ('100001', 's', 'PVRAH', 'd', :plan, 1)", {"plan": plan}),
        ("booking_show VALUES (10001, 1, '100001', 4, :body)", {"body": body}),
        ("booking_key VALUES (:key_id, :private, 1)", {"key_id": "ab" * 8, "private": b"k" * 32}),
    ):
        connection.execute(text(f"INSERT INTO {statement}"), values)


async def test_a_key_that_lay_in_the_open_signs_no_more_and_its_tickets_admit(
    tmp_path: Path, new_postgres_url: Callable[[], str]
) -> None:
    for database in (
        await SqliteDatabase.open(tmp_path / "cinema.db"),
        await PostgresDatabase.open(new_postgres_url()),
    ):
        await keys_outlive_their_tables_change(database)
        await database.close()


async def keys_outlive_their_tables_change(database: MigratableDatabase) -> None:
    await migrate(database, ["booking"], {"booking": "0006"})
    await database.run(add_key_of_before)
    await migrate(database, ["booking"])
    assert await database.read(read_signing, "PVRAH") is None
    (key,) = await database.read(read_keys, "PVRAH")
    public = Ed25519PrivateKey.from_private_bytes(b"k" * 32).public_key().public_bytes_raw()
    assert (key.key_id, key.public_key, key.retired_at) == ("ab" * 8, public, None)
    assert key.rotated_at is not None
    assert await database.read(read_cancelled, "PVRAH", STARTS_AT) == ()
    before = STARTS_AT - timedelta(seconds=1)
    assert await database.read(read_cancelled, "PVRAH", before) == (10001,)


def add_sold_before(connection: Connection) -> None:
    """A booking of two seats and a fee, of which one seat was exchanged for another the day after,
    and a booking that waits for its money, as they were kept before."""
    statements = [
        "INSERT INTO booking_layout VALUES ('100001', 's', 'PVRAH', 'd', :plan, 1)",
        "INSERT INTO booking_show (show_id, version, layout_id, status, body)"
        " VALUES (10001, 1, '100001', 4, '{}')",
    ]
    for statement in statements:
        connection.execute(text(statement), {"plan": b"{}"} if ":plan" in statement else {})
    for number in ("B1", "B2"):
        connection.execute(
            text(
                "INSERT INTO booking (booking_id, hold_id, number, show_id, theatre_id, user_id,"
                " state, currency, total_minor, paid_minor, created_at, updated_at, version)"
                " VALUES (:id, :id, :id, 10001, 'PVRAH', 'u', 2, 'INR', 0, 0, 1, 1, 1)"
            ),
            {"id": number},
        )
    for line_id, booking_id, seat, of_line in (
        ("stays", "B1", "u1", ""),
        ("swapped", "B1", "u2", ""),
        ("fee", "B1", "", ""),
        ("new", "B1", "u3", ""),
        ("new fee", "B1", "", "new"),
        ("waits", "B2", "u4", ""),
    ):
        connection.execute(
            text(
                "INSERT INTO booking_line (line_id, booking_id, position, seat_uid, seat_id,"
                " category_id, ticket_type, price_minor, net_minor, tax, state, of_line)"
                " VALUES (:line, :booking, 0, :seat, '', 1, '', 0, 0, '[]', 'active', :of_line)"
            ),
            {"line": line_id, "booking": booking_id, "seat": seat, "of_line": of_line},
        )
    for booking_id, at, state, seats in (
        ("B1", 5, 1, ["u1", "u2"]),
        ("B1", 10, 2, ["u1", "u2"]),
        ("B1", 20, 2, ["u1", "u3"]),
        ("B2", 30, 1, ["u4"]),
    ):
        connection.execute(
            text(
                "INSERT INTO booking_audit (theatre_id, booking_id, show_id, at, actor, action,"
                " old_state, new_state, version, seats, amount_minor, currency, payment_id)"
                " VALUES ('PVRAH', :booking, 10001, :at, 'u', 'a', 1, :state, 1, :seats, 0,"
                " 'INR', '')"
            ),
            {"booking": booking_id, "at": at, "state": state, "seats": json.dumps(seats)},
        )


async def test_lines_of_before_are_sold_when_the_audit_says_that_they_were(
    tmp_path: Path, new_postgres_url: Callable[[], str]
) -> None:
    def sold(connection: Connection) -> dict[str, int | None]:
        told = text("SELECT line_id, sold_at FROM booking_line")
        return {row.line_id: row.sold_at for row in connection.execute(told)}

    for database in (
        await SqliteDatabase.open(tmp_path / "cinema.db"),
        await PostgresDatabase.open(new_postgres_url()),
    ):
        await migrate(database, ["booking"], {"booking": "0010"})
        await database.run(add_sold_before)
        await migrate(database, ["booking"])
        assert await database.read(sold) == {
            "stays": 10, "swapped": 10, "fee": 10, "new": 20, "new fee": 20, "waits": None,
        }  # fmt: skip
        await database.close()


def add_entries_before(connection: Connection) -> None:
    """A shift that a sale opened and a clerk paid cash into, as they were kept before."""
    connection.execute(
        text(
            "INSERT INTO payment_shift (shift_id, theatre_id, user_id, till, currency, opened_at,"
            " opened_by_sale) VALUES ('s1', 'PVRAH', 'clerk-1', 'Till 1', 'INR', 1, :by_sale)"
        ),
        {"by_sale": True},
    )
    for key, kind, amount, payment_id in (
        ("sale:1", "opened", 0, ""),
        ("p1:taken", "taken", 400, "p1"),
        ("in-1", "paid_in", 500, ""),
    ):
        connection.execute(
            text(
                "INSERT INTO payment_shift_entry (key, shift_id, kind, tender, amount_minor,"
                " currency, at, actor, reason, payment_id) VALUES"
                " (:key, 's1', :kind, 'CASH', :amount, 'INR', 1, 'clerk-1', 'coins', :payment)"
            ),
            {"key": key, "kind": kind, "amount": amount, "payment": payment_id},
        )


async def test_cash_that_was_moved_before_is_not_moved_again_under_its_key(
    tmp_path: Path, new_postgres_url: Callable[[], str]
) -> None:
    at = AtTill("PVRAH", "clerk-1", "Till 1", "INR")
    coins = Money(500, "INR")
    entry = ShiftEntry(EntryKind.PAID_IN, PaymentKind.CASH, coins, STARTS_AT, "clerk-1", "coins")
    for database in (
        await SqliteDatabase.open(tmp_path / "cinema.db"),
        await PostgresDatabase.open(new_postgres_url()),
    ):
        await migrate(database, ["payment"], {"payment": "0007"})
        await database.run(add_entries_before)
        await migrate(database, ["payment"])
        again = await database.run(move_cash, at, entry, "in-1")
        assert again.figures.paid_in == coins
        await database.close()
