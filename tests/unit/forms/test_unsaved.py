"""What is typed of records while others change them."""

from admin_designer.forms.kept import Typed
from admin_designer.forms.unsaved import NEW, Unsaved

THERE = {"title": "Letters", "certificate": "U"}
MINE = {"title": "Letters", "certificate": "A"}


def test_typing_what_is_there_anyway_is_nothing_to_save() -> None:
    unsaved = Unsaved()
    unsaved.type("m1", MINE, THERE)
    assert "m1" in unsaved
    unsaved.type("m1", THERE, THERE)
    assert "m1" not in unsaved


def test_where_only_others_changed_a_field_theirs_is_taken_and_mine_is_kept() -> None:
    unsaved = Unsaved()
    unsaved.type("m1", MINE, THERE)
    theirs = {**THERE, "title": "More Letters"}
    assert unsaved.meet({"m1": theirs}) == {"m1": False}
    assert unsaved.texts("m1", theirs) == {"title": "More Letters", "certificate": "A"}
    assert unsaved.meet({"m1": theirs}) == {}


def test_where_both_changed_a_field_theirs_is_shown_until_it_is_saved() -> None:
    unsaved = Unsaved()
    unsaved.type("m1", MINE, THERE)
    theirs = {**THERE, "certificate": "S"}
    assert unsaved.meet({"m1": theirs}) == {"m1": True}
    assert unsaved.texts("m1", theirs) == MINE
    assert unsaved.clashes("m1") == {"certificate": "S"}
    unsaved.saved("m1", "m1", MINE, typed_on=False)
    assert (unsaved.clashes("m1"), "m1" in unsaved) == ({}, False)


def test_what_others_saved_alike_is_nothing_to_save() -> None:
    unsaved = Unsaved()
    unsaved.type("m1", MINE, THERE)
    assert unsaved.meet({"m1": MINE}) == {"m1": False}
    assert "m1" not in unsaved


def test_what_was_typed_of_a_record_that_is_gone_becomes_a_new_ones() -> None:
    unsaved = Unsaved({"m1": Typed(THERE, MINE)})
    assert unsaved.meet({}) == {}
    assert unsaved.texts(NEW, {}) == MINE


def test_what_is_typed_while_it_is_saved_is_still_to_be_saved() -> None:
    unsaved = Unsaved()
    unsaved.type(NEW, THERE, {"title": "", "certificate": ""})
    unsaved.type(NEW, MINE, {"title": "", "certificate": ""})
    unsaved.saved(NEW, "letters", THERE, typed_on=True)
    assert unsaved.texts("letters", THERE) == MINE
    assert NEW not in unsaved
