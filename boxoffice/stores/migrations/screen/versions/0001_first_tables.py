"""The screen service's first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "screen_counter",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("value", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "screen_screens",
        sa.Column("screen_id", sa.Text, nullable=False),
        sa.Column("theatre_id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("layout_id", sa.Text, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("updated_at", sa.BigInteger, nullable=False),
        sa.Column("changed_by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("screen_id"),
        sa.UniqueConstraint("theatre_id", "name", name="screen_screens_name"),
    )
    op.create_table(
        "screen_layouts",
        sa.Column("number", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("screen_id", sa.Text, nullable=False),
        sa.Column("theatre_id", sa.Text, nullable=False),
        sa.Column("plan", sa.LargeBinary, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("published_at", sa.BigInteger, nullable=False),
        sa.Column("changed_by", sa.Text, nullable=False),
        sa.Column("bookings_digest", sa.Text, nullable=False),
        sa.Column("displays_digest", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["screen_id"], ["screen_screens.screen_id"]),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("ix_screen_layouts_screen_id", "screen_layouts", ["screen_id"])
