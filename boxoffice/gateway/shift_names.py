"""Whose shift it was, in the names that a theatre's staff know each other by."""

from collections.abc import Mapping
from dataclasses import replace

from boxoffice.gateway.request import Request
from boxoffice.model.shift import ShiftReport


async def names_at(request: Request, theatre_id: str) -> Mapping[str, str]:
    """The names of a theatre's staff by id."""
    staff = await request.services.users.staff_of(theatre_id)
    return {one.user_id: one.display_name for one in staff}


def named(report: ShiftReport, names: Mapping[str, str]) -> ShiftReport:
    """A report with people's names; whoever works here no more keeps their id."""
    shift = report.shift
    said = replace(
        shift,
        user_name=names.get(shift.user_id, shift.user_id),
        approved_name=names.get(shift.approved_by, shift.approved_by),
        countersigned_name=names.get(shift.countersigned_by, shift.countersigned_by),
    )
    return replace(report, shift=said)
