"""Options come from defaults, a file, the environment and flags, the later ones winning."""

from pathlib import Path

import pytest

from boxoffice.model.errors import BadInput
from boxoffice.settings import FILE_NAME, read


def test_a_flag_wins_over_the_environment_and_that_over_the_file(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text(
        'hold_seconds = 100\nclaim_seconds = 200\ntheme = "dark"\n', encoding="utf-8"
    )
    environment = {"BOXOFFICE_CLAIM_SECONDS": "300", "BOXOFFICE_THEME": "system"}
    settings = read(tmp_path, environment, theme="light", printer=None)
    assert (settings.hold_seconds, settings.claim_seconds) == (100, 300)
    assert (settings.theme, settings.printer, settings.data_dir) == ("light", "", tmp_path)
    assert settings.set_for_this_start == {"claim_seconds", "theme"}


@pytest.mark.parametrize(
    ("file", "environment", "words"),
    [
        ("hold_seconds = 0", {}, "hold_seconds wants a whole number of at least 1, not 0"),
        ("hold_second = 5", {}, "no option “hold_second”"),
        ("hold_seconds = ", {}, "cannot be read"),
        ("theme = 3", {}, "theme wants one of light, dark, contrast, system, not 3"),
        ("", {"BOXOFFICE_THEME": "blue"}, "theme wants one of"),
        ("", {"BOXOFFICE_HOLD_SECONDS": "soon"}, "hold_seconds wants a whole number"),
        ("", {"BOXOFFICE_HOLD_SECOND": "5"}, "BOXOFFICE_HOLD_SECOND, but there is no option"),
        ("", {"BOXOFFICE_DATA_DIR": "/srv"}, "there is no option “data_dir”"),
        ("", {"BOXOFFICE_TIME_ZONE": "Mars/X"}, "time_zone wants a zone such as .* not 'Mars/X'"),
        ("time_zone = ''", {}, "time_zone wants a zone"),
        ("time_zone = '../etc'", {}, "time_zone wants a zone"),
    ],
)
def test_an_option_that_cannot_be_is_refused_by_name(
    tmp_path: Path, file: str, environment: dict[str, str], words: str
) -> None:
    (tmp_path / FILE_NAME).write_text(file, encoding="utf-8")
    with pytest.raises(BadInput, match=words):
        read(tmp_path, environment)


def test_a_file_in_another_encoding_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes('hold_seconds = 5\nprinter = "Büro"\n'.encode("latin-1"))
    with pytest.raises(BadInput, match=r"settings.toml cannot be read: line 2 is not in UTF-8"):
        read(tmp_path, {})


def test_other_programs_names_and_real_zones_are_left_alone(tmp_path: Path) -> None:
    settings = read(tmp_path, {"BOX": "1", "BOXOFFICE_TIME_ZONE": "Europe/Berlin"})
    assert settings.time_zone == "Europe/Berlin"
