"""Telling those who watch something that it changed; what it is now they look up themselves."""

import asyncio
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

K = TypeVar("K")


class Watcher(Generic[K]):
    """One reader of some keys. At most one mark for each of them waits, however often it changed
    and however slow the reader is: who reads late reads the newest."""

    def __init__(self, keys: Iterable[K]) -> None:
        self._stale = dict.fromkeys(keys)
        self._ready = asyncio.Event()
        if self._stale:
            self._ready.set()

    def put(self, key: K) -> None:
        """This key is another than it was."""
        self._stale[key] = None
        self._ready.set()

    def is_stale(self, key: K) -> bool:
        """Whether the key changed since it was taken."""
        return key in self._stale

    async def take(self) -> tuple[K, ...]:
        """The keys to be read: at first all of them, then those that changed, once some did."""
        await self._ready.wait()
        self._ready.clear()
        stale, self._stale = tuple(self._stale), {}
        return stale


class Watch(Generic[K]):
    """Who watches which keys."""

    def __init__(self) -> None:
        self._watchers: dict[K, set[Watcher[K]]] = {}

    def changed(self, key: K) -> None:
        """This key is another than it was."""
        for watcher in self._watchers.get(key, ()):
            watcher.put(key)

    def all_changed(self) -> None:
        """Nobody knows which of them changed."""
        for key in self._watchers:
            self.changed(key)

    @contextmanager
    def watching(self, keys: tuple[K, ...]) -> Iterator[Watcher[K]]:
        """A watcher of these keys, for as long as the context lasts."""
        watcher = Watcher(keys)
        for key in keys:
            self._watchers.setdefault(key, set()).add(watcher)
        try:
            yield watcher
        finally:
            for key in keys:
                self._watchers[key].discard(watcher)
                if not self._watchers[key]:
                    del self._watchers[key]
