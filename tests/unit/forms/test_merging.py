"""Two who change one record."""

from hypothesis import given
from hypothesis import strategies as st

from admin_designer.forms.merging import merge

FIELDS = ("title", "certificate", "length")
texts = st.fixed_dictionaries({field: st.sampled_from(("", "a", "b", "c")) for field in FIELDS})


def test_what_each_changed_alone_is_kept_and_what_both_changed_is_to_be_chosen() -> None:
    base = {"title": "Letters", "certificate": "U", "length": "144", "cast": ""}
    mine = {**base, "certificate": "A", "length": "150"}
    theirs = {**base, "certificate": "S", "cast": "Asha Rao", "length": "150"}
    merged = merge(base, mine, theirs)
    assert merged.texts == {**mine, "cast": "Asha Rao"}
    assert merged.taken == ("cast",)
    assert merged.clashes == {"certificate": "S"}


@given(texts, texts, texts)
def test_nothing_that_anybody_typed_is_lost_silently(
    base: dict[str, str], mine: dict[str, str], theirs: dict[str, str]
) -> None:
    merged = merge(base, mine, theirs)
    for field in FIELDS:
        if mine[field] != base[field]:
            assert merged.texts[field] == mine[field]
        else:
            assert merged.texts[field] == theirs[field]
        is_lost = theirs[field] not in (base[field], merged.texts[field])
        assert (merged.clashes.get(field) == theirs[field]) if is_lost else True
        assert field in merged.clashes or not is_lost


@given(texts, texts)
def test_alone_somebody_gets_what_they_typed(base: dict[str, str], mine: dict[str, str]) -> None:
    assert merge(base, mine, base) == merge(base, mine, mine)
    assert merge(base, mine, base).texts == mine
