"""One besieged town for each module that besieges it, in which no bug may be met."""

import logging
from collections.abc import Iterator

import pytest
from aiohttp.http import HttpProcessingError

from boxoffice.gateway.server import connections
from tests.fuzz.besieged import Besieged, besieged
from tests.wire.conftest import Founded, founded

__all__ = ["founded"]


@pytest.fixture(scope="module")
def town(founded: Founded, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Besieged]:
    """See Besieged."""
    with besieged(founded, tmp_path_factory.mktemp("besieged") / "town") as town:
        yield town


@pytest.fixture(autouse=True)
def no_bug_is_met(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> Iterator[None]:
    """Whatever is thrown at the town: a bug is told to the log, also one that is answered as if it
    were none, and one that only aiohttp hears of."""
    monkeypatch.setattr(connections.quiet, "disabled", False)
    monkeypatch.setattr(connections.quiet, "filters", [_is_bug])
    yield
    assert [each for each in caplog.get_records("call") if each.levelno >= logging.ERROR] == []


def _is_bug(record: logging.LogRecord) -> bool:
    """No bug: it is not HTTP, or whoever sent it has left."""
    error = record.exc_info[1] if record.exc_info else None
    return not isinstance(error, HttpProcessingError | ConnectionError)
