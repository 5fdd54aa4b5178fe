"""How the simulated provider treats a message: as a provider should, or as one on a bad day."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace

from boxoffice.model.errors import BadInput

MAX_LATE_SECONDS = 3_600.0
_YES = frozenset({"1", "true", "yes", "on"})
_NO = frozenset({"", "0", "false", "no", "off"})


@dataclass(frozen=True, slots=True)
class Behaviour:
    """`late_seconds`: deliver that much later. `twice`: deliver the same message two times.
    `reorder`: let the next message overtake this one. `wrong_amount`: take another amount than
    was asked. `lose`: deliver nothing; only asking tells what happened."""

    late_seconds: float = 0.0
    twice: bool = False
    reorder: bool = False
    wrong_amount: bool = False
    lose: bool = False


def changed(behaviour: Behaviour, given: Mapping[str, object]) -> Behaviour:
    """The behaviour with the options among `given`, which may hold other things; BadInput."""
    options: dict[str, object] = {}
    for option in fields(Behaviour):
        if option.name in given:
            read = _seconds if option.name == "late_seconds" else _flag
            options[option.name] = read(option.name, given[option.name])
    return replace(behaviour, **options)  # type: ignore[arg-type]


def as_json(behaviour: Behaviour) -> dict[str, object]:
    """The options by name."""
    return asdict(behaviour)


def _flag(name: str, value: object) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value).lower()
    if word in _YES or word in _NO:
        return word in _YES
    raise BadInput(f"“{name}” is yes or no.")


def _seconds(name: str, value: object) -> float:
    try:
        seconds = float(str(value))
    except ValueError:
        seconds = -1.0
    if not 0.0 <= seconds <= MAX_LATE_SECONDS:
        raise BadInput(f"“{name}” is a number of seconds up to {MAX_LATE_SECONDS:.0f}.")
    return seconds
