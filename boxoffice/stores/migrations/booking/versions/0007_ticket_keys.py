"""A theatre's own ticket keys, of which the database has the public half in the open and the
private half sealed; and of shows, whose they are and when they start."""

import json
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def upgrade() -> None:
    _shows()
    _keys()


def _shows() -> None:
    theatre = sa.Column("theatre_id", sa.String(40), nullable=False, server_default="")
    starts = sa.Column("starts_at", sa.BigInteger, nullable=False, server_default="0")
    op.add_column("booking_show", theatre)
    op.add_column("booking_show", starts)
    shows = sa.table(
        "booking_show",
        sa.column("show_id", sa.Integer),
        sa.column("body", sa.Text),
        sa.column("theatre_id", sa.String),
        sa.column("starts_at", sa.BigInteger),
    )
    connection = op.get_bind()
    for show_id, body in connection.execute(sa.select(shows.c.show_id, shows.c.body)).all():
        show = json.loads(body)["show"]
        starts_at = datetime.fromisoformat(show["starts_at"].replace("Z", "+00:00"))
        connection.execute(
            sa.update(shows)
            .where(shows.c.show_id == show_id)
            .values(theatre_id=show["theatre_id"], starts_at=_microseconds(starts_at))
        )
    op.create_index("booking_show_to_come", "booking_show", ["theatre_id", "starts_at"])


def _keys() -> None:
    """Keys that lay in the open sign nothing any more; what they signed admits."""
    op.rename_table("booking_key", "booking_key_before")
    made = op.create_table(
        "booking_key",
        sa.Column("theatre_id", sa.String(40), primary_key=True),
        sa.Column("key_id", sa.String(16), primary_key=True),
        sa.Column("public_key", sa.LargeBinary, nullable=False),
        sa.Column("private_key", sa.LargeBinary),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("created_by", sa.String(200), nullable=False),
        sa.Column("rotated_at", sa.BigInteger),
        sa.Column("retired_at", sa.BigInteger),
        sa.Column("retired_by", sa.String(200), nullable=False, server_default=""),
    )
    connection = op.get_bind()
    before = connection.execute(
        sa.text("SELECT key_id, private_key, created_at FROM booking_key_before")
    ).all()
    theatres = connection.execute(sa.text("SELECT DISTINCT theatre_id FROM booking_layout")).all()
    rows = [
        {
            "theatre_id": theatre_id,
            "key_id": key_id,
            "public_key": Ed25519PrivateKey.from_private_bytes(private_key)
            .public_key()
            .public_bytes_raw(),
            "created_at": created_at,
            "created_by": "",
            "rotated_at": _microseconds(datetime.now(UTC)),
        }
        for key_id, private_key, created_at in before
        for (theatre_id,) in theatres
    ]
    if rows:
        op.bulk_insert(made, rows)
    op.drop_table("booking_key_before")
    signs = sa.text("rotated_at IS NULL")
    op.create_index(
        "booking_key_signs",
        "booking_key",
        ["theatre_id"],
        unique=True,
        sqlite_where=signs,
        postgresql_where=signs,
    )


def _microseconds(at: datetime) -> int:
    return (at - _EPOCH) // timedelta(microseconds=1)
