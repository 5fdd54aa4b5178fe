"""Print jobs on disk: a file each, whole or not at all, away once there is paper."""

import json
import logging
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from boxoffice.counter.files import write_whole
from boxoffice.counter.own_folder import OwnFolder
from boxoffice.counter.printing.job import PrintJob, PrintState, What

#: More files than this are not jobs that anybody still waits for.
MOST_JOBS = 500

_log = logging.getLogger(__name__)


class Spool:
    """One program's jobs. What another one is printing is never touched."""

    def __init__(self, folder: Path) -> None:
        """`folder` holds a folder for each program; OSError."""
        self._own = OwnFolder(folder)
        self._folder = self._own.path

    def jobs(self) -> tuple[PrintJob, ...]:
        """What was not printed yet, oldest first; what cannot be read is left where it is."""
        found = []
        for file in sorted(self._folder.glob("*.json"))[:MOST_JOBS]:
            try:
                found.append(_read(json.loads(file.read_text(encoding="utf-8"))))
            except (OSError, ValueError, TypeError, KeyError) as error:
                _log.warning("print job %s cannot be read: %s", file.name, error)
        return tuple(sorted(found, key=lambda job: job.made_at))

    def keep(self, job: PrintJob) -> None:
        """Write a job down as it is now; OSError."""
        told = asdict(job) | {"made_at": job.made_at.isoformat()}
        write_whole(self._file(job), json.dumps(told).encode())

    def drop(self, job: PrintJob) -> None:
        """Forget a job."""
        self._file(job).unlink(missing_ok=True)

    def close(self) -> None:
        """Leave what is there to whoever comes next."""
        self._own.close()

    def _file(self, job: PrintJob) -> Path:
        return self._folder / f"{job.job_id}.json"


def _read(told: dict[str, Any]) -> PrintJob:
    told["made_at"] = datetime.fromisoformat(told["made_at"])
    told["what"], told["state"] = What(told["what"]), PrintState(told["state"])
    return PrintJob(**told)
