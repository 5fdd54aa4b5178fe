"""The SQLite engine: one file for all services, opened and brought up to date."""
