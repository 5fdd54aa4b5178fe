"""Who may give, take and reset what: nobody hands on more than they have."""

from collections.abc import Collection

from boxoffice.model.blocks import BlockReason
from boxoffice.model.errors import BadInput
from boxoffice.model.user import Grant, Role

#: Roles that mean nothing without a theatre.
THEATRE_ROLES = frozenset({Role.COUNTER, Role.SUPERVISOR, Role.THEATRE_ADMIN})
#: People have these by what they are; nobody gives them.
_UNGIVEN = frozenset({Role.GUEST, Role.CUSTOMER})
#: Who says yes with a PIN where a clerk may not.
_APPROVERS = frozenset({Role.SUPERVISOR, Role.THEATRE_ADMIN})


def check_grant(grant: Grant) -> None:
    """BadInput for a role that cannot be given so."""
    if grant.role in _UNGIVEN:
        raise BadInput(f"The role {grant.role} is not given to anybody.")
    if grant.role in THEATRE_ROLES and not grant.theatre_id:
        raise BadInput(f"The role {grant.role} is given for one theatre.")
    if grant.role not in THEATRE_ROLES and grant.theatre_id:
        raise BadInput(f"The role {grant.role} is not given for a theatre.")


def is_system_admin(grants: Collection[Grant]) -> bool:
    """Whether these grants allow everything."""
    return Grant(Role.SYSTEM_ADMIN) in grants


def may_draw(grants: Collection[Grant], theatre_id: str) -> bool:
    """Whether somebody may draw and publish a theatre's halls."""
    return is_system_admin(grants) or _has(grants, {Role.THEATRE_ADMIN}, theatre_id)


def may_edit_movies(grants: Collection[Grant]) -> bool:
    """Whether somebody may add and change movies."""
    return is_system_admin(grants) or Grant(Role.MOVIE_ADMIN) in grants


def may_manage(grants: Collection[Grant], theatre_id: str) -> bool:
    """Whether somebody runs anything of a theatre beside its counter."""
    return may_edit_movies(grants) or may_draw(grants, theatre_id)


def may_block(grants: Collection[Grant], theatre_id: str) -> tuple[BlockReason, ...]:
    """For which reasons somebody may take a theatre's seats off sale and put them back: who finds a
    broken seat says so, what is kept for the house or a camera is for supervisors to decide."""
    if is_system_admin(grants) or _has(grants, _APPROVERS, theatre_id):
        return tuple(BlockReason)
    if _has(grants, {Role.COUNTER}, theatre_id):
        return (BlockReason.BROKEN,)
    return ()


def may_sell_house(grants: Collection[Grant], theatre_id: str) -> bool:
    """Whether somebody may sell a theatre's house seats."""
    return BlockReason.HOUSE in may_block(grants, theatre_id)


def may_supervise(grants: Collection[Grant], theatre_id: str) -> bool:
    """Whether somebody sees a theatre's cash and reports, and says yes where a clerk may not."""
    return is_system_admin(grants) or _has(grants, _APPROVERS, theatre_id)


def may_give(giver: Collection[Grant], grant: Grant) -> bool:
    """Whether somebody may give this, or take it away: a system admin anything, a theatre admin
    the roles of their own theatre."""
    return is_system_admin(giver) or (
        grant.role in THEATRE_ROLES and _has(giver, {Role.THEATRE_ADMIN}, grant.theatre_id)
    )


def may_act_for(giver: Collection[Grant], person: Collection[Grant]) -> bool:
    """Whether somebody may set this person's password or PIN, and see and end their sessions. Who
    can do that can be that person, or keep them from their work elsewhere, so that they must be
    allowed to give all that this person has."""
    return is_system_admin(giver) or (
        bool(person) and all(may_give(giver, grant) for grant in person)
    )


def may_take_on(giver: Collection[Grant], person: Collection[Grant]) -> bool:
    """Whether somebody may give this person a role more: nobody who works elsewhere is drawn in,
    as their own admin could then no longer act for them."""
    return not person or may_act_for(giver, person)


def approves_for(approver: Collection[Grant], asker: Collection[Grant]) -> bool:
    """Whether a PIN of one means anything to the other: they work at one theatre."""
    return any(
        grant.role in _APPROVERS
        and (is_system_admin(asker) or _has(asker, THEATRE_ROLES, grant.theatre_id))
        for grant in approver
    )


def _has(grants: Collection[Grant], roles: Collection[Role], theatre_id: str) -> bool:
    """Whether one of `roles` is held at this theatre (or, granted without one, at all)."""
    return any(
        grant.role in roles and (not grant.theatre_id or grant.theatre_id == theatre_id)
        for grant in grants
    )
