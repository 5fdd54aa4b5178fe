"""A supervisor's yes, given by PIN at somebody else's counter."""

from boxoffice.gateway.request import Request
from boxoffice.model.errors import NotAllowed, WrongSecret
from boxoffice.model.user import Approval, Role, StaffUser

APPROVERS = frozenset({Role.SUPERVISOR, Role.THEATRE_ADMIN})


async def approvers_at(request: Request, theatre_id: str) -> tuple[StaffUser, ...]:
    """Who says yes with a PIN at a theatre."""
    staff = await request.services.users.staff_of(theatre_id)
    return tuple(one for one in staff if any(grant.role in APPROVERS for grant in one.grants))


async def approved(request: Request, theatre_id: str, approval: Approval) -> str:
    """The id of whoever gave their PIN; WrongSecret, NotAllowed for somebody who approves of
    nothing at this theatre, TryLater after several tries."""
    if all(one.user_id != approval.user_id for one in await approvers_at(request, theatre_id)):
        raise NotAllowed("Only a supervisor or admin of this theatre may say yes to this.")
    by = (await request.caller()).user_id
    if not await request.services.users.check_pin(approval.user_id, approval.pin, by):
        raise WrongSecret("This PIN is wrong.")
    return approval.user_id
