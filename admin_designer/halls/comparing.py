"""What publishing a drawing would change, and what forbids it."""

from dataclasses import dataclass

from admin_designer.designer.document.baking import bake
from admin_designer.designer.document.checker import problems_in
from admin_designer.designer.document.document import Document
from admin_designer.designer.document.problems import Rules, Severity
from boxoffice.model.layout import Layout, Plan
from boxoffice.rules.layout_difference import difference, in_full, in_words
from boxoffice.rules.layouts import canonical, check, digest


@dataclass(frozen=True, slots=True)
class Comparison:
    """A drawing beside a screen's newest layout. `differs` and `forbids` are sentences, `in_full`
    is the first with a line for each seat; `is_same` where there is nothing to publish. `after` is
    the layout's id, empty for none."""

    plan: Plan
    after: str = ""
    differs: tuple[str, ...] = ()
    in_full: tuple[str, ...] = ()
    forbids: tuple[str, ...] = ()
    unchanged: int = 0
    is_same: bool = False


def compare(
    document: Document, after: str, newest: Layout | None, rules: Rules | None = None
) -> Comparison:
    """Look at both; `newest` is the layout `after`, None where it cannot be had, and `rules` say
    what is an error. Slow for a large hall."""
    plan = bake(document)
    errors = [one.words for one in problems_in(document, rules) if one.severity is Severity.ERROR]
    # Where the designer's checker is content, the rules of publishing have the last word.
    forbids = tuple(errors or check(plan))
    if newest is None:
        return Comparison(plan, after, forbids=forbids)
    differs = difference(newest.plan, plan)
    return Comparison(
        plan,
        after,
        in_words(differs, newest.plan, plan),
        in_full(differs, newest.plan, plan),
        forbids,
        differs.unchanged,
        is_same=not forbids and digest(canonical(plan)) == newest.digest,
    )
