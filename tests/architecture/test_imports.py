"""Imports point one way, and each rule about them is shown to bite."""

import os
import shutil
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

#: Contract → a module that breaks it and the line that does.
PLANTED = {
    "front": ("boxoffice/client/planted.py", "import boxoffice.qtkit"),
    "back": ("boxoffice/stores/planted.py", "import boxoffice.services"),
    "front-and-back": ("boxoffice/counter/planted.py", "import boxoffice.stores"),
    "back-and-front": ("boxoffice/services/planted.py", "import boxoffice.client"),
    "gateway-and-stores": ("boxoffice/gateway/planted.py", "import sqlalchemy"),
    "qt": ("boxoffice/client/planted.py", "import PySide6.QtCore"),
    "graphql": ("boxoffice/client/planted.py", "import graphql"),
    "settings": ("boxoffice/gateway/planted.py", "import boxoffice.settings"),
    "drivers": ("boxoffice/services/planted.py", "import asyncpg"),
    "model": ("boxoffice/model/planted.py", "import numpy"),
}


def contracts() -> dict[str, str]:
    """Contract id → its name, as the linter prints it."""
    config = ConfigParser()
    config.read(ROOT / ".importlinter")
    prefix = "importlinter:contract:"
    return {
        section.removeprefix(prefix): config[section]["name"]
        for section in config.sections()
        if section.startswith(prefix)
    }


def lint(tree: Path, *flags: str) -> subprocess.CompletedProcess[str]:
    command = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [command, "--no-cache", *flags],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_import_points_the_agreed_way() -> None:
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout


def test_every_import_rule_has_a_planted_violation() -> None:
    assert set(PLANTED) == set(contracts())


@pytest.mark.parametrize("contract", PLANTED)
def test_a_planted_import_breaks_its_rule(contract: str, tmp_path: Path) -> None:
    for name in ("boxoffice", "admin_designer"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / ".importlinter", tmp_path)
    module, line = PLANTED[contract]
    (tmp_path / module).write_text(f'"""Planted."""\n\n{line}\n', encoding="utf-8")
    result = lint(tmp_path, "--contract", contract)
    assert result.returncode == 1, result.stdout
    assert f"{contracts()[contract]} BROKEN" in result.stdout
