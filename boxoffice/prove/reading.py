"""Putting the journals of a run's processes together into its history."""

import math
from collections.abc import Mapping
from pathlib import Path

from boxoffice.prove.history import Call, History, Outage, Sight, Terms
from boxoffice.prove.journal import SUFFIX, read_calls, read_outages, read_sights
from boxoffice.prove.plan import Plan, Site


def read_history(
    journals: Path, plan: Plan, site: Site, died_at: Mapping[str, float | None]
) -> History:
    """What lies in `journals`, a folder for each process. `died_at`: when those that were killed
    were dead, by name."""
    calls: list[Call] = []
    sights: list[Sight] = []
    outages: list[Outage] = []
    for file in sorted(journals.glob(f"*/*{SUFFIX}")):
        died = died_at.get(file.parent.name)
        calls += read_calls(file, math.inf if died is None else died)
        sights += read_sights(file)
        outages += read_outages(file)
    halls = (site.idle, *site.shows)
    terms = Terms(
        plan.hold_seconds, plan.claim_seconds, {hall.show_id: hall.seats for hall in halls}
    )
    return History(terms, tuple(calls), tuple(outages), tuple(sights))
