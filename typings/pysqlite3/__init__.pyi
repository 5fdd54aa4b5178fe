from collections.abc import Sequence
from typing import Any

sqlite_version_info: tuple[int, int, int]

class Error(Exception):
    sqlite_errorcode: int

class DatabaseError(Error): ...
class OperationalError(DatabaseError): ...

class Cursor:
    def fetchone(self) -> tuple[Any, ...] | None: ...
    def fetchall(self) -> list[tuple[Any, ...]]: ...

class Connection:
    def execute(self, sql: str, parameters: Sequence[object] = ..., /) -> Cursor: ...
    def backup(self, target: Connection, *, pages: int = -1) -> None: ...
    def close(self) -> None: ...

def connect(
    database: str,
    *,
    timeout: float = ...,
    isolation_level: str | None = ...,
    check_same_thread: bool = ...,
) -> Connection: ...
