"""The sale's state machine: wishes come in, are done one after the other, and change the state."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import replace

from boxoffice.counter import wishes
from boxoffice.counter.holding import Holding
from boxoffice.counter.open_show import OpenShow
from boxoffice.counter.patience import Patience
from boxoffice.counter.prices import PriceList
from boxoffice.counter.seller import Seller
from boxoffice.counter.state import Notice, NoticeKind, SaleState, Stage, Step
from boxoffice.counter.till import Till
from boxoffice.counter.wishes import Key, Wish
from boxoffice.model.clock import Clock
from boxoffice.model.errors import Refusal
from boxoffice.model.show import SaleTerms

#: Wishes that may wait for their turn; a clerk types some ten keys a second.
AHEAD_LIMIT = 64
