"""The cinema's file: what is refused in words, and what a failure leaves behind."""

import asyncio
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pysqlite3
import pytest
from sqlalchemy import (
    Column,
    Connection,
    Integer,
    MetaData,
    Table,
    Text,
    func,
    insert,
    select,
    text,
)

from boxoffice.model.errors import StoreUnusable
from boxoffice.stores.sqlite import SqliteDatabase

metadata = MetaData()
tickets = Table("tickets", metadata, Column("id", Integer, primary_key=True), Column("text", Text))

OPEN_AND_SAY = """
import asyncio, os, sys
from pathlib import Path
from boxoffice.model.errors import StoreUnusable
from boxoffice.stores.sqlite import SqliteDatabase

async def main():
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        os.setuid(65534)  # the superuser may write read-only files
    try:
        database = await SqliteDatabase.open(Path(sys.argv[1]))
    except StoreUnusable as refusal:
        print(refusal)
    else:
        print("open", flush=True)
        sys.stdin.read()
        await database.close()

asyncio.run(main())
"""

WRITE_WITH_LITTLE_SPACE = """
import asyncio, resource, signal, sys
from pathlib import Path
from boxoffice.model.errors import StoreUnusable
from boxoffice.stores.sqlite import SqliteDatabase

async def main():
    database = await SqliteDatabase.open(Path(sys.argv[1]))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
    statement = "INSERT INTO tickets (text) VALUES (hex(randomblob(300000)))"
    try:
        await database.run(lambda connection: connection.exec_driver_sql(statement).close())
    except StoreUnusable as refusal:
        print(refusal)
    count = "SELECT count(*) FROM tickets"
    print(await database.run(lambda connection: connection.exec_driver_sql(count).scalar()))
    await database.close()

asyncio.run(main())
"""


def print_tickets(connection: Connection, count: int) -> None:
    connection.execute(insert(tickets), [{"text": "x" * 1_000} for _ in range(count)])


def printed(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(tickets)).scalar_one()


def run_script(script: str, path: Path) -> list[str]:
    """The lines that a script printed in a process of its own."""
    command = [sys.executable, "-c", script, str(path)]
    return subprocess.check_output(command, stdin=subprocess.DEVNULL, text=True).splitlines()


def names_in(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may enter and write."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        yield folder


async def make(path: Path, count: int = 1) -> None:
    """A cinema's file with some tickets, closed again."""
    database = await SqliteDatabase.open(path)
    await database.run(metadata.create_all)
    await database.run(print_tickets, count)
    await database.close()


async def test_the_file_is_kept_as_safely_as_it_is_promised(tmp_path: Path) -> None:
    database = await SqliteDatabase.open(tmp_path / "cinema.db")

    def pragmas(connection: Connection) -> list[object]:
        names = ("journal_mode", "synchronous", "foreign_keys", "application_id")
        return [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names]

    assert await database.run(pragmas) == ["wal", 2, 1, 0x424F584F]
    await database.close()


async def test_waiters_are_answered_in_the_order_of_their_commits(tmp_path: Path) -> None:
    database = await SqliteDatabase.open(tmp_path / "cinema.db")
    answered: list[int] = []

    async def wait(number: int) -> None:
        answered.append(await database.run(lambda _: number))

    await asyncio.gather(*(wait(number) for number in range(50)))
    assert answered == list(range(50))
    await database.close()


async def test_a_closed_file_refuses_work(tmp_path: Path) -> None:
    database = await SqliteDatabase.open(tmp_path / "cinema.db")
    await database.close()
    with pytest.raises(StoreUnusable, match="is closed"):
        await database.run(metadata.create_all)


async def test_closing_leaves_everything_in_the_one_file(tmp_path: Path) -> None:
    database = await SqliteDatabase.open(tmp_path / "cinema.db")
    await database.run(metadata.create_all)
    assert await database.read(printed) == 0
    await database.close()
    assert names_in(tmp_path) == ["cinema.db", "cinema.db.lock"]


async def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cinema.db"
    path.write_bytes(b"Takings of Tuesday\n" * 500)
    with pytest.raises(StoreUnusable, match="is not a Box Office database, or it is damaged"):
        await SqliteDatabase.open(path)
    assert path.read_bytes() == b"Takings of Tuesday\n" * 500


async def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cinema.db"
    other = pysqlite3.connect(str(path))
    other.execute("CREATE TABLE recipes (name TEXT)")
    other.close()
    with pytest.raises(StoreUnusable, match="belongs to another program"):
        await SqliteDatabase.open(path)


async def test_damage_inside_the_file_is_told_in_words(tmp_path: Path) -> None:
    path = tmp_path / "cinema.db"
    await make(path, count=200)
    content = bytearray(path.read_bytes())
    content[8_192:40_960] = b"\xff" * 32_768
    path.write_bytes(content)
    database = await SqliteDatabase.open(path)
    with pytest.raises(StoreUnusable, match=r"is damaged\. Restore it from a backup"):
        await database.read(lambda c: c.execute(select(tickets)).all())
    await database.close()


async def test_text_that_is_none_any_more_is_damage_too(tmp_path: Path) -> None:
    database = await SqliteDatabase.open(tmp_path / "cinema.db")
    with pytest.raises(StoreUnusable, match="is damaged"):
        await database.read(
            lambda connection: connection.execute(text("SELECT CAST(x'ff' AS TEXT)")).scalar()
        )
    await database.close()


async def test_a_folder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreUnusable, match="Check that the folder exists"):
        await SqliteDatabase.open(tmp_path / "nowhere" / "cinema.db")


async def test_a_read_only_file_is_refused(open_folder: Path) -> None:
    path = open_folder / "cinema.db"
    await make(path)
    (open_folder / "cinema.db.lock").unlink()
    before = path.read_bytes()
    path.chmod(0o444)
    assert run_script(OPEN_AND_SAY, path) == [
        f"{path} is read-only. Allow this user to write the file and its folder."
    ]
    assert path.read_bytes() == before


async def test_a_second_process_on_the_file_is_refused(open_folder: Path) -> None:
    path = open_folder / "cinema.db"
    first = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        OPEN_AND_SAY,
        str(path),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert first.stdout is not None
    assert await first.stdout.readline() == b"open\n"
    with pytest.raises(StoreUnusable, match="in use by another Box Office"):
        await SqliteDatabase.open(path)
    first.kill()
    await first.communicate()
    # The lock died with its process.
    await make(path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on a file's size")
async def test_a_full_disk_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "cinema.db"
    await make(path)
    assert run_script(WRITE_WITH_LITTLE_SPACE, path) == [
        f"{path} could not be read or written: its disk is full or failing. Nothing was changed.",
        "1",
    ]


async def test_a_full_database_can_be_sold_from_once_there_is_space(tmp_path: Path) -> None:
    database = await SqliteDatabase.open(tmp_path / "cinema.db")
    await database.run(metadata.create_all)
    await database.run(lambda c: c.exec_driver_sql("PRAGMA max_page_count = 10").close())
    with pytest.raises(StoreUnusable, match=r"The disk of .* is full\. Nothing was changed"):
        await database.run(print_tickets, 100)
    assert await database.run(printed) == 0
    await database.run(lambda c: c.exec_driver_sql("PRAGMA max_page_count = 1000").close())
    await database.run(print_tickets, 100)
    assert await database.run(printed) == 100
    await database.close()


async def test_a_copy_holds_what_was_committed(tmp_path: Path) -> None:
    path = tmp_path / "cinema.db"
    database = await SqliteDatabase.open(path)
    await database.run(metadata.create_all)
    await database.run(print_tickets, 3)
    await database.keep_copy("bak")
    await database.run(print_tickets, 1)
    copy = await SqliteDatabase.open(tmp_path / "cinema.db.bak")
    assert await copy.read(printed) == 3
    assert await database.read(printed) == 4
    await copy.close()
    await database.close()
