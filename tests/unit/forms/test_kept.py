"""What is typed and not saved, on the disk."""

from pathlib import Path

from admin_designer.forms.kept import KeptForms, Typed


def test_what_was_typed_is_there_the_next_time(tmp_path: Path) -> None:
    typed = {"": Typed({"title": ""}, {"title": "Übergabe"}), "m1": Typed({"a": "1"}, {"a": "2"})}
    kept = KeptForms(tmp_path / "forms" / "movies.json")
    kept.write(typed)
    assert KeptForms(tmp_path / "forms" / "movies.json").read() == typed
    assert (tmp_path / "forms" / "movies.json").stat().st_mode & 0o077 == 0


def test_once_all_is_saved_nothing_is_left_on_the_disk(tmp_path: Path) -> None:
    kept = KeptForms(tmp_path / "movies.json")
    kept.write({"": Typed({"title": ""}, {"title": "x"})})
    kept.write({})
    kept.write({})
    assert list(tmp_path.iterdir()) == []
    assert kept.read() == {}


def test_a_file_that_is_damaged_opens_the_page_without_it(tmp_path: Path) -> None:
    for damaged in ("", "[]", "{", '{"m1": 3}', '{"m1": {"base": {}}}', "\x00"):
        (tmp_path / "movies.json").write_text(damaged)
        assert KeptForms(tmp_path / "movies.json").read() == {}
