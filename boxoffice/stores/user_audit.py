"""Who changed whose rights, passwords and sessions, written with the change itself."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, insert

from boxoffice.stores.user import audit

_ADD = insert(audit)


class Action(StrEnum):
    """What was done to somebody."""

    ADDED = "added"
    GRANTED = "granted"
    REVOKED = "revoked"
    PASSWORD_SET = "password_set"
    PIN_SET = "pin_set"
    CONTACT_CONFIRMED = "contact_confirmed"
    SESSION_BEGUN = "session_begun"
    SESSION_RENEWED = "session_renewed"
    SESSION_ENDED = "session_ended"
    SESSIONS_ENDED = "sessions_ended"
    TOKEN_STOLEN = "token_stolen"


def write(
    connection: Connection,
    at: datetime,
    actor: str,
    action: Action,
    user_id: str,
    theatre_id: str = "",
    detail: str = "",
) -> None:
    """One row in the transaction of the change. `actor` is who did it (empty: this program, at
    the machine itself), `user_id` to whom; `detail` never holds a secret."""
    connection.execute(
        _ADD,
        {
            "at": at,
            "actor": actor,
            "action": action,
            "user_id": user_id,
            "theatre_id": theatre_id,
            "detail": detail,
        },
    )
