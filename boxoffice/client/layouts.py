"""Published layouts as the client keeps them: checked against their digest, asked for once."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

from boxoffice.client.codec import decode, selection
from boxoffice.client.connection import Connection
from boxoffice.model.errors import BadInput, TryAgain
from boxoffice.model.layout import Layout
from boxoffice.rules.bounded import Bounded
from boxoffice.rules.layouts import digest, plan_from

LAYOUTS_KEPT = 32


@dataclass(frozen=True, slots=True)
class LayoutDocument:
    """A layout as it travels: `plan` is the canonical JSON that `digest` was taken over."""

    layout_id: str
    screen_id: str
    theatre_id: str
    digest: str
    published_at: datetime
    plan: str


LAYOUT = f"""query Layout($layoutId: ID!) {{
  layout(layoutId: $layoutId) {selection(LayoutDocument)}
}}"""


class Layouts:
    """The layouts used last; they never change, so none is asked for twice."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._kept: Bounded[str, Layout] = Bounded(LAYOUTS_KEPT)

    async def get(self, layout_id: str) -> Layout:
        """One layout; NotFound, TryAgain when it arrived altered, BadInput for what is no hall."""
        kept = self._kept.get(layout_id)
        if kept is not None:
            return kept
        answer = await self._connection.call(LAYOUT, {"layoutId": layout_id})
        # A large hall takes longer to read than a frame, so not on the loop.
        layout = await asyncio.to_thread(_read, decode(LayoutDocument, answer))
        return self._kept.put(layout_id, layout)


def _read(document: LayoutDocument) -> Layout:
    canonical_form = document.plan.encode()
    if digest(canonical_form) != document.digest:
        raise TryAgain("The drawing of this hall did not arrive whole.")
    plan = plan_from(canonical_form)
    try:
        # Kept with the plan, and nothing that a thread with a window should wait for.
        _ = plan.columns
    except OverflowError as error:
        raise BadInput("This hall has numbers that are too large to be drawn.") from error
    return Layout(
        layout_id=document.layout_id,
        screen_id=document.screen_id,
        theatre_id=document.theatre_id,
        plan=plan,
        digest=document.digest,
        published_at=document.published_at,
    )
