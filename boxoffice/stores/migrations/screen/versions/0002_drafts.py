"""Drafts, and why a copy of a layout was not taken."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for holder in ("bookings", "displays"):
        op.add_column(
            "screen_layouts",
            sa.Column(f"{holder}_fault", sa.Text, nullable=False, server_default=""),
        )
    op.create_index("ix_screen_layouts_theatre_id", "screen_layouts", ["theatre_id"])
    op.create_table(
        "screen_drafts",
        sa.Column("draft_id", sa.Text, nullable=False),
        sa.Column("screen_id", sa.Text, nullable=False),
        sa.Column("theatre_id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("based_on", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("changed_at", sa.BigInteger, nullable=False),
        sa.Column("changed_by", sa.Text, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["screen_id"], ["screen_screens.screen_id"]),
        sa.PrimaryKeyConstraint("draft_id"),
    )
    op.create_index("ix_screen_drafts_screen_id", "screen_drafts", ["screen_id"])
    op.create_index("ix_screen_drafts_theatre_id", "screen_drafts", ["theatre_id"])
