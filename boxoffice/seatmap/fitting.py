"""A hall laid out as deep as a view shows its seats largest."""

from functools import cached_property

from boxoffice.model.layout import Plan
from boxoffice.seatmap.hall import Hall, Seating
from boxoffice.seatmap.projection import LEAST_DEPTH, Bounds, fitting_depth

#: A hall of more seats is shown at full depth: laying it out again would be felt, and its seats
#: show no numbers either way.
_MOST_FITTED_SEATS = 5_000


class Fitting:
    """One plan, one way round, for views of any size; what was laid out is not laid out again."""

    def __init__(self, plan: Plan, *, screen_at_bottom: bool) -> None:
        self._seats = len(plan.seats)
        self._seating = Seating(plan, screen_at_bottom=screen_at_bottom)
        self._newest = self._whole = self._seating.lay_out(1.0)

    def hall(self, view: Bounds) -> Hall:
        """The plan ready to draw in `view`; the same object as long as its depth is the same."""
        depth = self._depth(view)
        if depth != self._newest.depth:
            known = self._whole if depth == 1.0 else None
            self._newest = known or self._seating.lay_out(depth)
        return self._newest

    def _depth(self, view: Bounds) -> float:
        whole = self._whole.bounds
        fitted = 0 < self._seats <= _MOST_FITTED_SEATS
        if not fitted or fitting_depth(whole, whole, view) == 1.0:
            return 1.0
        return fitting_depth(whole, self._shallow_bounds, view)

    @cached_property
    def _shallow_bounds(self) -> Bounds:
        return self._seating.lay_out(LEAST_DEPTH).bounds
