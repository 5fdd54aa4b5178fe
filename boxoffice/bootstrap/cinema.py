"""The whole cinema in one process: nine services over one SQLite file and locks in memory."""

from dataclasses import dataclass
from pathlib import Path

from boxoffice.bootstrap.engines import sqlite
from boxoffice.gateway.executor import Gateway
from boxoffice.gateway.upstream import Services
from boxoffice.model.clock import Clock
from boxoffice.services.booking import Bookings
from boxoffice.services.display import Displays
from boxoffice.services.movie import Movies
from boxoffice.services.notification import Notifications
from boxoffice.services.payment import Payments
from boxoffice.services.screen import Screens
from boxoffice.services.show import Shows
from boxoffice.services.theatre import Theatres
from boxoffice.services.user import Users
from boxoffice.settings import Settings
from boxoffice.stores.database import Database
from boxoffice.stores.locks.memory import MemoryLocks

DATABASE_FILE = "cinema.db"
