"""The user service's tables; secrets are kept hashed."""

from sqlalchemy import (
    BigInteger,
    Column,
    Double,
    ForeignKey,
    Integer,
    MetaData,
    Table,
    Text,
)

from boxoffice.stores.columns import Moment

METADATA = MetaData()

staff = Table(
    "user_staff",
    METADATA,
    Column("user_id", Text, primary_key=True),
    Column("username", Text, nullable=False, unique=True),
    Column("display_name", Text, nullable=False),
    Column("password_hash", Text, nullable=False),
)

grants = Table(
    "user_grants",
    METADATA,
    Column("user_id", Text, ForeignKey("user_staff.user_id"), primary_key=True),
    Column("role", Text, primary_key=True),
    Column("theatre_id", Text, primary_key=True),
    Column("granted_by", Text, nullable=False),
    Column("granted_at", Moment, nullable=False),
)

people = Table(
    "user_people",
    METADATA,
    Column("user_id", Text, primary_key=True),
    Column("role", Text, nullable=False),
    Column("location_id", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("phone", Text, nullable=False),
    Column("lon", Double),
    Column("lat", Double),
    Column("created_at", Moment, nullable=False),
)

#: The passwords of customers who have one.
logins = Table(
    "user_logins",
    METADATA,
    Column("user_id", Text, ForeignKey("user_people.user_id"), primary_key=True),
    Column("password_hash", Text, nullable=False),
)

#: Who says that a contact is theirs and has not proved it; any number of people may.
claims = Table(
    "user_claims",
    METADATA,
    Column("contact", Text, primary_key=True),
    Column("user_id", Text, primary_key=True),
    Column("until", Moment, nullable=False, index=True),
)

#: Who has proved that a contact is theirs: one person.
contacts = Table(
    "user_contacts",
    METADATA,
    Column("contact", Text, primary_key=True),
    Column("user_id", Text, nullable=False),
    Column("confirmed_at", Moment, nullable=False),
)

#: The newest codes for each contact that one was asked for, whether or not anybody claims it.
codes = Table(
    "user_codes",
    METADATA,
    Column("contact", Text, primary_key=True),
    Column("code_hash", Text, primary_key=True),
    Column("until", Moment, nullable=False),
)

pins = Table(
    "user_pins",
    METADATA,
    Column("user_id", Text, ForeignKey("user_staff.user_id"), primary_key=True),
    Column("pin_hash", Text, nullable=False),
)

sessions = Table(
    "user_sessions",
    METADATA,
    Column("session_id", Text, primary_key=True),
    Column("user_id", Text, nullable=False, index=True),
    Column("began_at", Moment, nullable=False),
    Column("used_at", Moment, nullable=False),
    Column("address", Text, nullable=False),
    Column("device_name", Text, nullable=False),
    Column("access_hash", Text, nullable=False, unique=True),
    Column("access_until", Moment, nullable=False),
    Column("refresh_hash", Text, nullable=False, unique=True),
    Column("refresh_until", Moment, nullable=False),
)

#: The refresh tokens that live sessions had before, until they would have ended unspent.
spent_tokens = Table(
    "user_spent_tokens",
    METADATA,
    Column("token_hash", Text, primary_key=True),
    Column("session_id", Text, nullable=False, index=True),
    Column("until", Moment, nullable=False, index=True),
)

#: What is tried again and again: names, contacts and addresses, whether or not they are known.
tries = Table(
    "user_tries",
    METADATA,
    Column("subject", Text, primary_key=True),
    Column("count", Integer, nullable=False),
    Column("until", Moment, nullable=False, index=True),
)

#: Addresses that somebody has signed in from.
known_addresses = Table(
    "user_known_addresses",
    METADATA,
    Column("user_id", Text, primary_key=True),
    Column("address", Text, primary_key=True),
    Column("until", Moment, nullable=False),
)

audit = Table(
    "user_audit",
    METADATA,
    Column("position", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("at", Moment, nullable=False),
    Column("actor", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("user_id", Text, nullable=False, index=True),
    Column("theatre_id", Text, nullable=False),
    Column("detail", Text, nullable=False),
    sqlite_autoincrement=True,
)
