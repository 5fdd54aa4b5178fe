"""Journals: what a process of a run asked, heard and saw, written so that its death loses nothing.

A line is one JSON object, synced to the disk before the call is made and again before anything is
done with the answer. A line that death cut short is left out.
"""

import itertools
import json
import math
import os
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

from boxoffice.prove.history import Act, Call, Outage, Outcome, Sight, Trouble

SUFFIX = ".journal"


class Journal:
    """One process's, or one client's, new file."""

    def __init__(self, folder: Path, name: str) -> None:
        self._file = (folder / f"{name}{SUFFIX}").open("xb", buffering=0)
        self._numbers = itertools.count()

    def asked(self, call: Call) -> int:
        """Note that a call is about to be made; answers the number it is known by."""
        number = next(self._numbers)
        self._write({"asked": number, "call": _plain(call)})
        return number

    def answered(self, number: int, call: Call) -> None:
        """Note what became of a call."""
        self._write({"answered": number, "call": _plain(call)})

    def saw(self, sight: Sight) -> None:
        """Note a picture."""
        plain = _plain(sight) | {"states": sight.states.hex(), "holds": sorted(sight.holds)}
        self._write({"saw": plain})

    def befell(self, outage: Outage) -> None:
        """Note what befell the server."""
        self._write({"befell": _plain(outage)})

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _write(self, line: dict[str, Any]) -> None:
        self._file.write(json.dumps(line).encode() + b"\n")
        os.fsync(self._file.fileno())


def read_calls(path: Path, given_up_at: float = math.inf) -> tuple[Call, ...]:
    """A journal's calls. What had no answer was given up when its process died, `given_up_at`."""
    calls: dict[int, Call] = {}
    for line in _lines(path):
        if "asked" in line:
            plain = line["call"] | {"answered_at": given_up_at}
            calls[line["asked"]] = _call(plain)
        elif "answered" in line:
            calls[line["answered"]] = _call(line["call"])
    return tuple(calls.values())


def read_sights(path: Path) -> Iterator[Sight]:
    """A journal's pictures."""
    for line in _lines(path):
        if "saw" in line:
            states, holds = bytes.fromhex(line["saw"]["states"]), frozenset(line["saw"]["holds"])
            yield Sight(**{**line["saw"], "states": states, "holds": holds})


def read_outages(path: Path) -> Iterator[Outage]:
    """What a journal says befell the server."""
    for line in _lines(path):
        if "befell" in line:
            yield Outage(**{**line["befell"], "trouble": Trouble(line["befell"]["trouble"])})


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    for text in path.read_bytes().split(b"\n")[:-1]:
        yield json.loads(text)


def _plain(value: Call | Sight | Outage) -> dict[str, Any]:
    plain = {one.name: getattr(value, one.name) for one in fields(value)}
    return {name: dict(item) if name == "seen" else item for name, item in plain.items()}


def _call(plain: dict[str, Any]) -> Call:
    tuples = {name: tuple(plain[name]) for name in ("seats", "held", "gone", "counts")}
    kinds = {"act": Act(plain["act"]), "outcome": Outcome(plain["outcome"])}
    return Call(**{**plain, **tuples, **kinds})
