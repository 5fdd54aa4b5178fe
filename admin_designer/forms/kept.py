"""What somebody typed and has not saved, on this computer until they do."""

import json
import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from admin_designer.forms.merging import Texts

#: Longer files were not written by a form.
MOST_BYTES = 1_000_000

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Typed:
    """`texts` are what stands in the fields, `base` what stood there when somebody began."""

    base: Texts
    texts: Texts


class KeptForms:
    """One file for all forms of one page. Its functions wait for the disk."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> dict[str, Typed]:
        """What is kept, by the record's key; a file that cannot be read is nothing, and stays."""
        try:
            with self._path.open(encoding="utf-8") as file:
                return {
                    str(key): Typed(_texts(one["base"]), _texts(one["texts"]))
                    for key, one in json.loads(file.read(MOST_BYTES)).items()
                }
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as fault:
            _log.warning("what was typed before cannot be read: %s", fault)
            return {}

    def write(self, typed: Mapping[str, Typed]) -> None:
        """Keep these and no others; OSError."""
        if not typed:
            self._path.unlink(missing_ok=True)
            return
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = self._path.with_suffix(".part")
        part.touch(mode=0o600)
        plain = {key: {"base": one.base, "texts": one.texts} for key, one in typed.items()}
        with part.open("w", encoding="utf-8") as file:
            json.dump(plain, file)
            file.flush()
            os.fsync(file.fileno())
        part.replace(self._path)


def _texts(plain: Mapping[str, str]) -> Texts:
    return {str(key): str(text) for key, text in plain.items()}
