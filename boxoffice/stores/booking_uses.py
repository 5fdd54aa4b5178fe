"""How often each discount code was used: counted with the claim, given back when it ends."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, insert, or_, select, update

from boxoffice.model.booking import Line
from boxoffice.model.errors import PriceRefused
from boxoffice.rules.discounts import CodeUse, uses_of
from boxoffice.stores.booking import uses

_THIS = (uses.c.theatre_id == bindparam("theatre"), uses.c.code == bindparam("this"))
_USED = select(uses.c.used).where(*_THIS)
_TAKE = (
    update(uses)
    .where(*_THIS)
    .where(or_(bindparam("most") == 0, uses.c.used + bindparam("more") <= bindparam("most")))
    .values(used=uses.c.used + bindparam("more"))
)
_GIVE_BACK = update(uses).where(*_THIS).values(used=uses.c.used - bindparam("fewer"))


def check_uses(connection: Connection, theatre_id: str, wanted: Sequence[CodeUse]) -> None:
    """PriceRefused when one of these codes has fewer uses left. Nothing is taken."""
    for use in wanted:
        used = connection.execute(_USED, {"theatre": theatre_id, "this": use.code}).scalar() or 0
        if use.most and used + use.uses > use.most:
            raise _used_up(use, used)


def take_uses(connection: Connection, theatre_id: str, wanted: Sequence[CodeUse]) -> None:
    """Take uses, all or none; PriceRefused. IntegrityError when another transaction was the first
    to use a code."""
    # Always by code, so that two transactions cannot lock each other out.
    for use in wanted:
        key = {"theatre": theatre_id, "this": use.code}
        taken = connection.execute(_TAKE, {**key, "more": use.uses, "most": use.most})
        if taken.rowcount == 1:
            continue
        check_uses(connection, theatre_id, (use,))
        connection.execute(
            insert(uses), {"theatre_id": theatre_id, "code": use.code, "used": use.uses}
        )


def give_back_uses(connection: Connection, theatre_id: str, lines: Sequence[Line]) -> None:
    """Whoever has these lines has them no more."""
    for use in uses_of((), lines):
        connection.execute(_GIVE_BACK, {"theatre": theatre_id, "this": use.code, "fewer": use.uses})


def _used_up(use: CodeUse, used: int) -> PriceRefused:
    left = max(0, use.most - used)
    return PriceRefused(
        f"The code {use.code} is used up."
        if not left
        else f"The code {use.code} can be used {left} more times, not {use.uses}."
    )
