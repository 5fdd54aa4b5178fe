"""The show service's first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "show_counter",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("value", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "show_shows",
        sa.Column("show_id", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("movie_id", sa.Text, nullable=False),
        sa.Column("theatre_id", sa.Text, nullable=False),
        sa.Column("screen_id", sa.Text, nullable=False),
        sa.Column("layout_id", sa.Text, nullable=False),
        sa.Column("status", sa.Integer, nullable=False),
        sa.Column("publish_at", sa.BigInteger, nullable=False),
        sa.Column("starts_at", sa.BigInteger, nullable=False),
        sa.Column("prices", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("format", sa.Text, nullable=False),
        sa.Column("screen_config", sa.Text, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("updated_at", sa.BigInteger, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("pushed_version", sa.Integer, nullable=False),
        sa.Column("screen_name", sa.Text, nullable=False),
        sa.Column("location_id", sa.Text, nullable=False),
        sa.Column("local_date", sa.Text, nullable=False),
        sa.Column("changed_by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("show_id"),
    )
    op.create_index("show_shows_day", "show_shows", ["theatre_id", "local_date"])
    op.create_index("show_shows_movie", "show_shows", ["movie_id", "starts_at"])
