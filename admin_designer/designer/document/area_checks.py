"""What may be wrong with areas for people to stand in."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import count

from admin_designer.designer.document.document import Document
from admin_designer.designer.document.problems import Fix, Kind, Problem
from boxoffice.rules.layouts import MAX_ROW_NAME

_NAME = "Standing"


def area_problems(document: Document, row_names: Collection[str]) -> Iterator[Problem]:
    """Areas that nobody sells, and names that no ticket can say; `row_names` are those of the rows.
    A problem's `uids` are the areas' ids."""
    categories = document.hall.categories
    known = {category.category_id for category in categories}
    for area in document.areas:
        if area.capacity and area.category_id not in known:
            words = f"{area.text or 'An area'}: its {area.capacity} places are in no category."
            fix = None
            if categories:
                first = categories[0]
                sold = replace(area, category_id=first.category_id)
                fix = Fix(f"Sell them as {first.name}", {area.element_id: sold})
            yield Problem(Kind.AREA_NOT_SOLD, words, (area.element_id,), fix)
    times = Counter(area.text for area in document.areas)
    taken = {*row_names, *times}
    for area in document.areas:
        if not area.is_sold:
            continue
        if not area.text:
            words = "An area is sold and has no name."
        elif times[area.text] > 1 or area.text in row_names:
            words = f"{area.text}: the name of another area or row, too."
        elif len(area.text) > MAX_ROW_NAME:
            words = f"{area.text}: longer than the {MAX_ROW_NAME} characters that a ticket says."
        else:
            continue
        free = next(name for at in count(1) if (name := f"{_NAME} {at}") not in taken)
        taken.add(free)
        fix = Fix(f"Call it {free}", {area.element_id: replace(area, text=free)})
        yield Problem(Kind.AREA_NAME, words, (area.element_id,), fix)
