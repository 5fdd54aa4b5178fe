"""Shows of one movie that are asked for together."""

from dataclasses import dataclass
from datetime import datetime

from boxoffice.model.moving import NewPrice


@dataclass(frozen=True, slots=True)
class Schedule:
    """One movie on one layout at several times, open from `publish_at` on. `prices` has one for
    each category of the layout, in the theatre's currency."""

    movie_id: str
    screen_id: str
    layout_id: str
    starts_at: tuple[datetime, ...]
    publish_at: datetime
    language: str
    format: str
    prices: tuple[NewPrice, ...]
