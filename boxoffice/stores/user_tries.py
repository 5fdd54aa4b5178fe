"""How often something was tried of late, in SQL."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from boxoffice.stores.user import tries

_KEPT = select(tries.c.subject, tries.c.count, tries.c.until).where(
    tries.c.subject.in_(bindparam("subjects", expanding=True)),
    tries.c.until > bindparam("now", type_=tries.c.until.type),
)
_FORGET = delete(tries).where(tries.c.subject == bindparam("about"))
_FORGET_OLD = delete(tries).where(tries.c.until <= bindparam("now"))
_ADD = insert(tries)
_UNCOUNT = (
    update(tries).where(tries.c.subject == bindparam("about")).values(count=tries.c.count - 1)
)


@dataclass(frozen=True, slots=True)
class Limit:
    """`subject` may be tried `most` times; it is forgotten `seconds` after the first of them."""

    subject: str
    most: int
    seconds: int


def are_full(connection: Connection, limits: Sequence[Limit], now: datetime) -> bool:
    """Whether one of these was tried as often as it may be."""
    return _is_one_full(_kept(connection, limits, now), limits)


def spend(connection: Connection, limits: Sequence[Limit], now: datetime) -> bool:
    """Count a try under each of these, or under none where one is full."""
    connection.execute(_FORGET_OLD, {"now": now})
    kept = _kept(connection, limits, now)
    if _is_one_full(kept, limits):
        return False
    for limit in limits:
        count, until = kept.get(limit.subject, (0, now + timedelta(seconds=limit.seconds)))
        connection.execute(_FORGET, {"about": limit.subject})
        connection.execute(
            _ADD,
            {
                "subject": limit.subject,
                "count": count + 1,
                "until": until,
            },
        )
    return True


def forget(connection: Connection, limit: Limit) -> None:
    """Forget the tries under this."""
    connection.execute(_FORGET, {"about": limit.subject})


def take_back(connection: Connection, limits: Sequence[Limit]) -> None:
    """A try that was no wrong one does not count."""
    for limit in limits:
        connection.execute(_UNCOUNT, {"about": limit.subject})


def _kept(
    connection: Connection, limits: Sequence[Limit], now: datetime
) -> dict[str, tuple[int, datetime]]:
    """How often each was tried that was, and until when that counts."""
    subjects = [limit.subject for limit in limits]
    rows = connection.execute(_KEPT, {"subjects": subjects, "now": now})
    return {subject: (count, until) for subject, count, until in rows}


def _is_one_full(kept: dict[str, tuple[int, datetime]], limits: Sequence[Limit]) -> bool:
    return any(limit.subject in kept and kept[limit.subject][0] >= limit.most for limit in limits)
