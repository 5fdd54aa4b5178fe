"""Services keep what they keep alike on SQLite and on PostgreSQL."""

from tests.databases import database, new_postgres_url, postgres_server, postgres_url

__all__ = ["database", "new_postgres_url", "postgres_server", "postgres_url"]
