"""What publishing a drawing would change, and what forbids it."""

from dataclasses import dataclass, replace

from admin_designer.designer.document.baking import bake
from admin_designer.designer.document.checker import problems_in
from admin_designer.designer.document.document import Document
from admin_designer.designer.document.problems import Rules, Severity
from boxoffice.model.layout import Layout, Plan
from boxoffice.rules.grid import GridCategory, to_grid
from boxoffice.rules.layout_difference import difference, in_full, in_words
from boxoffice.rules.layouts import check


@dataclass(frozen=True, slots=True)
class Comparison:
    """A drawing beside a screen's newest layout. `differs`, `forbids` and `warns` are sentences,
    `in_full` is the first with a line for each seat; `is_same` where there is nothing to publish.
    `after` is the layout's id, empty for none."""

    plan: Plan
    after: str = ""
    differs: tuple[str, ...] = ()
    in_full: tuple[str, ...] = ()
    forbids: tuple[str, ...] = ()
    warns: tuple[str, ...] = ()
    unchanged: int = 0
    is_same: bool = False


def compare(
    document: Document, after: str, newest: Layout | None, rules: Rules | None = None
) -> Comparison:
    """Look at both; `newest` is the layout `after`, None where it cannot be had, and `rules` say
    what is an error. Slow for a large hall."""
    plan = bake(document)
    problems = problems_in(document, rules)
    errors = [one.words for one in problems if one.severity is Severity.ERROR]
    warns = tuple(one.words for one in problems if one.severity is Severity.WARNING)
    # Where the designer's checker is content, the rules of publishing have the last word.
    forbids = tuple(errors or check(plan))
    if newest is None:
        return Comparison(plan, after, forbids=forbids, warns=warns)
    differs = difference(newest.plan, plan)
    return Comparison(
        plan,
        after,
        in_words(differs, newest.plan, plan),
        in_full(differs, newest.plan, plan),
        forbids,
        warns,
        differs.unchanged,
        is_same=not forbids and _seen(plan) == _seen(newest.plan),
    )


def _seen(plan: Plan) -> tuple[Plan, tuple[GridCategory, ...]]:
    """What people can tell of a plan: not in which order its things are listed, nor whether its
    grid was given or follows from its rows."""
    landmarks = tuple(sorted(plan.landmarks, key=repr))
    return replace(plan, landmarks=landmarks, grid=()), tuple(to_grid(plan))
