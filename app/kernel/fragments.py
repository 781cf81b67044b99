"""Rendered pieces of public pages, kept while what they show has not changed.

A fragment holds no nonce, no form that posts and nothing of the reader's but the language, so it
may stand in anybody's page; its key names everything it depends on, so it is never stale.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

from markupsafe import Markup

MOST_BYTES = 32_000_000
"""What one process keeps; the least recently used pieces go first."""


class Fragments:
    """One process's fragments, safe to share between its threads."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._kept: OrderedDict[Hashable, Markup] = OrderedDict()
        self._lock = Lock()

    def give(self, key: Hashable, render: Callable[[], str]) -> Markup:
        """Give the fragment kept under the key, or render and keep it."""
        with self._lock:
            if (kept := self._kept.get(key)) is not None:
                self._kept.move_to_end(key)
                return kept
        fresh = Markup(render())  # noqa: S704 (what a template rendered is already escaped)
        with self._lock:
            self._keep(key, fresh)
        return fresh

    def _keep(self, key: Hashable, fresh: Markup) -> None:
        if (replaced := self._kept.pop(key, None)) is not None:
            self._bytes -= len(replaced)
        self._kept[key] = fresh
        self._bytes += len(fresh)
        while self._bytes > self._most_bytes:
            _, dropped = self._kept.popitem(last=False)
            self._bytes -= len(dropped)
