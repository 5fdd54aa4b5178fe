from sqlalchemy import Connection, text

from boxoffice.stores.migrate import MigratableDatabase


async def test_x(database: MigratableDatabase) -> None:
    def work(c: Connection) -> int:
        return int(c.execute(text("select 1")).scalar_one())

    assert await database.run(work) == 1
    assert await database.read(work) == 1
