"""The cinema's words as frozen dataclasses and service Protocols; standard library only."""
