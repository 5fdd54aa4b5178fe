"""Numbers counted up in the transaction that uses them, and never given twice."""

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    MetaData,
    Table,
    Text,
    bindparam,
    select,
    text,
)

#: The counter that counts a service's changes: whoever keeps rows in memory asks for it.
CHANGE = "change"


def counter_table(metadata: MetaData, service: str) -> Table:
    """A service's counters: one row per name with the last number given."""
    return Table(
        f"{service}_counter",
        metadata,
        Column("name", Text, primary_key=True),
        Column("value", BigInteger, nullable=False),
    )


def take_numbers(
    connection: Connection, table: Table, name: str, first: int, count: int = 1
) -> range:
    """The next `count` numbers of the counter `name`, which begins at `first`."""
    # Both engines speak this; SQLAlchemy has it only per dialect.
    last = connection.execute(
        text(
            f"INSERT INTO {table.name} (name, value) VALUES (:name, :last)"
            f" ON CONFLICT (name) DO UPDATE SET value = {table.name}.value + :count"
            " RETURNING value"
        ),
        {"name": name, "last": first + count - 1, "count": count},
    ).scalar_one()
    return range(last - count + 1, last + 1)


def next_change(connection: Connection, table: Table) -> int:
    """The number of the change that this transaction makes. Numbers are committed in their order,
    since the counter's row is locked until then."""
    return take_numbers(connection, table, CHANGE, 1).start


def last_change(connection: Connection, table: Table) -> int:
    """The number of the newest change; 0 before the first."""
    statement = select(table.c.value).where(table.c.name == bindparam("this"))
    return connection.execute(statement, {"this": CHANGE}).scalar() or 0
