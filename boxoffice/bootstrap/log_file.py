"""Where a command's log stands in the data directory."""

from boxoffice import logs
from boxoffice.model.errors import StoreUnusable
from boxoffice.settings import Settings


def open_log(settings: Settings, name: str) -> None:
    """Send the process's log to logs/`name`; StoreUnusable where that cannot be written."""
    try:
        logs.configure(settings.data_dir / "logs" / name, level=settings.log_level)
    except OSError as error:
        raise StoreUnusable(
            f"{settings.data_dir} cannot be used: {error.strerror}. "
            "Choose a folder that this user may write to."
        ) from error
